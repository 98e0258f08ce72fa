"""A week at 10 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.DOG_ROOT, 10.0, 7 * 24.0, parameters.tissue)
    return 1.0 - float(state.myelin.mean())


FACT = Fact(
    id="tissue.chronic_10_week",
    room="tissue",
    fact="Share of lamellae lost by a week at 10 mmHg",
    published="velocity significantly reduced at a week",
    low=0.005,
    high=0.5,
    unit="1",
    species="dog, cauda equina",
    source="mao1998",
    measure=_measure,
    knock_out=KnockOut("tissue.demyelination_per_day", 0.0),
    note=(
        "Myelin stands in for velocity; the abstract gives no size. Found at two levels; a week at one did the same."
    ),
)
