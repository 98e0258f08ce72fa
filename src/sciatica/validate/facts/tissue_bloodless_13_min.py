"""A human limb 13 min without blood."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.HUMAN_ARM, 0.0, 13.0 / 60.0, parameters.tissue)
    return of.conducts(state, parameters.tissue, motor=False)


FACT = Fact(
    id="tissue.bloodless_13_min",
    room="tissue",
    fact="Share of sensory fibres that conduct after 13 min without blood",
    published="conducting throughout",
    low=0.9,
    high=1.0,
    unit="1",
    species="human, arm",
    source="grosskreutz1999ischaemia",
    measure=_measure,
    knock_out=KnockOut("tissue.energy_time_min", 15.0),
    note="Judged by the tissue-level block criterion, not by the fibre engine.",
)
