"""Two days after a tourniquet at 1000 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RABBIT_TOURNIQUET, 1000.0, 2.0, parameters.tissue)
    state = of.release(of.RABBIT_TOURNIQUET, state, 48.0, parameters.tissue)
    return of.conducts(state, parameters.tissue, motor=True)


FACT = Fact(
    id="tissue.tourniquet_1000_2_days",
    room="tissue",
    fact="Share of motor fibres that conduct two days after 2 h under a cuff at 1000 mmHg",
    published="complete block beneath the cuff",
    low=0.0,
    high=0.1,
    unit="1",
    species="rabbit, hindlimb",
    source="pedowitz1991tourniquet",
    measure=_measure,
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine. Outside: the "
        "paranodes were set on a baboon nerve, where 1180 mmHg block most fibres in 90 min; under "
        "a cuff of this length ours see few edges."
    ),
)
