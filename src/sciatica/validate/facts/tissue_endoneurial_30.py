"""Endoneurial pressure after 8 h at 30 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RAT_SCIATIC, 30.0, 8.0, parameters.tissue)
    state = of.release(of.RAT_SCIATIC, state, 1.0, parameters.tissue)
    return float(1.0 + state.oedema_mmhg.max() / 1.5)


FACT = Fact(
    id="tissue.endoneurial_30",
    room="tissue",
    fact="Endoneurial pressure 1 h after 8 h at 30 mmHg, over a resting 1.5 mmHg",
    published="threefold",
    low=2.5,
    high=3.5,
    unit="1",
    species="rat, sciatic nerve",
    source="lundborg1983",
    measure=_measure,
    note=(
        "Outside: our congestion is nearly full at 30 mmHg, so 30 and 80 mmHg end alike; the "
        "paper found less after 8 h than after 4."
    ),
)
