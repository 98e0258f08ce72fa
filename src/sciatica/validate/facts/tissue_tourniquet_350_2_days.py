"""Two days after a tourniquet."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RABBIT_TOURNIQUET, 350.0, 2.0, parameters.tissue)
    state = of.release(of.RABBIT_TOURNIQUET, state, 48.0, parameters.tissue)
    return of.conducts(state, parameters.tissue, motor=True)


FACT = Fact(
    id="tissue.tourniquet_350_2_days",
    room="tissue",
    fact="Share of motor fibres that conduct two days after 2 h under a cuff at 350 mmHg",
    published="back at baseline in one to two days; scattered axonal degeneration",
    low=0.8,
    high=1.0,
    unit="1",
    species="rabbit, hindlimb",
    source="pedowitz1991tourniquet",
    measure=_measure,
    knock_out=KnockOut("tissue.vessel_repair_days", 30.0),
    note="Judged by the tissue-level block criterion, not by the fibre engine.",
)
