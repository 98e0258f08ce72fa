"""A rabbit nerve an hour after 2 h at 200 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RABBIT_TIBIAL, 200.0, 2.0, parameters.tissue)
    state = of.release(of.RABBIT_TIBIAL, state, 1.0, parameters.tissue)
    return of.conducts(state, parameters.tissue, motor=True)


FACT = Fact(
    id="tissue.rabbit_200_recovery",
    room="tissue",
    fact="Share of motor fibres that conduct an hour after 2 h at 200 mmHg",
    published="recovery of conduction was incomplete",
    low=0.0,
    high=0.9,
    unit="1",
    species="rabbit, tibial nerve",
    source="rydevik1980",
    measure=_measure,
    knock_out=KnockOut("tissue.vessel_harm_per_h", 0.0),
    note=("Judged by the tissue-level block criterion, not by the fibre engine. The time after release is assumed."),
)
