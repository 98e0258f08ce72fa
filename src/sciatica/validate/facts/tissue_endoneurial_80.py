"""Endoneurial pressure after 4 h at 80 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RAT_SCIATIC, 80.0, 4.0, parameters.tissue)
    state = of.release(of.RAT_SCIATIC, state, 1.0, parameters.tissue)
    return float(1.0 + state.oedema_mmhg.max() / 1.5)


FACT = Fact(
    id="tissue.endoneurial_80",
    room="tissue",
    fact="Endoneurial pressure 1 h after 4 h at 80 mmHg, over a resting 1.5 mmHg",
    published="fourfold",
    low=3.5,
    high=4.5,
    unit="1",
    species="rat, sciatic nerve",
    source="lundborg1983",
    measure=_measure,
    kind="fitted",
    note="The resting pressure is recalled, not read.",
)
