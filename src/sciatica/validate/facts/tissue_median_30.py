"""Human median nerve at 30 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.HUMAN_MEDIAN, 30.0, 1.5, parameters.tissue)
    return of.conducts(state, parameters.tissue, motor=False)


FACT = Fact(
    id="tissue.median_30",
    room="tissue",
    fact="Share of sensory fibres that conduct after 90 min at 30 mmHg",
    published="mild changes and tingling, no block",
    low=0.8,
    high=1.0,
    unit="1",
    species="human, median nerve",
    source="lundborg1982",
    measure=_measure,
    knock_out=KnockOut("tissue.closing_pressure_mmhg", 40.0),
    note="Judged by the tissue-level block criterion, not by the fibre engine. 120/80 mmHg is assumed.",
)
