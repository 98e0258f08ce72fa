"""An hour after a tourniquet."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RABBIT_TOURNIQUET, 350.0, 2.0, parameters.tissue)
    state = of.release(of.RABBIT_TOURNIQUET, state, 1.0, parameters.tissue)
    return of.conducts(state, parameters.tissue, motor=True)


FACT = Fact(
    id="tissue.tourniquet_350_1h",
    room="tissue",
    fact="Share of motor fibres that conduct an hour after 2 h under a cuff at 350 mmHg",
    published="amplitude significantly decreased at 1 h",
    low=0.0,
    high=0.9,
    unit="1",
    species="rabbit, hindlimb",
    source="pedowitz1991tourniquet",
    measure=_measure,
    knock_out=KnockOut("tissue.vessel_harm_per_h", 0.0),
    note="Judged by the tissue-level block criterion, not by the fibre engine.",
)
