"""Two levels for a week."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    def lost(levels: int) -> float:
        state = of.press(of.DOG_ROOT, 10.0, 7 * 24.0, parameters.tissue, levels=levels)
        return 1.0 - float(state.myelin.mean())

    return lost(2) - lost(1)


FACT = Fact(
    id="tissue.chronic_two_levels_week",
    room="tissue",
    fact="Myelin lost by a week at 10 mmHg at two levels beyond that at one",
    published="similar at one and two levels, unlike acute pressure",
    low=-0.005,
    high=0.005,
    unit="1",
    species="dog, cauda equina",
    source="mao1998",
    measure=_measure,
    knock_out=KnockOut("tissue.between_share", 1.5),
    note="Myelin stands in for velocity.",
)
