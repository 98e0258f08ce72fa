"""Two levels for a month."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    def regained(levels: int) -> float:
        week = of.press(of.DOG_ROOT, 10.0, 7 * 24.0, parameters.tissue, levels=levels)
        month = of.press(of.DOG_ROOT, 10.0, 21 * 24.0, parameters.tissue, state=week, onset_s=None, levels=levels)
        return float((month.myelin - week.myelin).mean())

    return regained(1) - regained(2)


FACT = Fact(
    id="tissue.chronic_two_levels_month",
    room="tissue",
    fact="Myelin regained from a week to a month at 10 mmHg at one level, less that at two",
    published="less complete recovery at two levels",
    low=0.0005,
    high=0.5,
    unit="1",
    species="dog, cauda equina",
    source="mao1998",
    measure=_measure,
    knock_out=KnockOut("tissue.between_share", 0.0),
    note="Myelin stands in for velocity. Two presses leave less blood, by which the nerve grows used to them less far.",
)
