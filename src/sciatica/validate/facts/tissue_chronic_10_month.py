"""A month at 10 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    week = of.press(of.DOG_ROOT, 10.0, 7 * 24.0, parameters.tissue)
    month = of.press(of.DOG_ROOT, 10.0, 21 * 24.0, parameters.tissue, state=week, onset_s=None)
    return float((month.myelin - week.myelin).mean())


FACT = Fact(
    id="tissue.chronic_10_month",
    room="tissue",
    fact="Myelin after a month at 10 mmHg, less that after a week",
    published="velocity down at a week, partly back at a month",
    low=0.001,
    high=0.5,
    unit="1",
    species="dog, cauda equina",
    source="mao1998",
    measure=_measure,
    kind="fitted",
    note="Sets how fast and how far a nerve grows used to a low pressure. Myelin stands in for velocity.",
)
