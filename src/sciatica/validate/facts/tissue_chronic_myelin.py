"""Myelin under weeks of low pressure."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RAT_SCIATIC, 40.0, 28 * 24.0, parameters.tissue)
    return float(state.myelin.mean())


FACT = Fact(
    id="tissue.chronic_myelin",
    room="tissue",
    fact="Share of lamellae left after 4 weeks at 40 mmHg",
    published="local demyelination and thin new sheaths within a month",
    low=0.1,
    high=0.8,
    unit="1",
    species="rat, sciatic nerve",
    source="pham2009",
    measure=_measure,
    knock_out=KnockOut("tissue.demyelination_per_day", 0.0),
    note=(
        "The review's tubes give no pressure and no share of lamellae; the rate is assumed, and "
        "this row only says that it is clearly there and not complete."
    ),
)
