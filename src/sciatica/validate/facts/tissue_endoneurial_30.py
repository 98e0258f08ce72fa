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
        "Outside by a little: at 30 mmHg half of our venules are shut, so half the fluid of 80 mmHg "
        "gathers; the resting 1.5 mmHg is recalled, not read."
    ),
)
