"""A rabbit nerve three weeks after 2 h at 50 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RABBIT_TIBIAL, 50.0, 2.0, parameters.tissue)
    state = of.release(of.RABBIT_TIBIAL, state, 21 * 24.0, parameters.tissue)
    return 1.0 - float((state.myelin * state.axon).mean())


FACT = Fact(
    id="tissue.rabbit_50_3_weeks",
    room="tissue",
    fact="Myelinated fibre substance missing three weeks after 2 h at 50 mmHg",
    published="normal velocity, signs of slight fibre damage",
    low=0.0,
    high=0.05,
    unit="1",
    species="rabbit, tibial nerve",
    source="rydevik1980",
    measure=_measure,
    knock_out=KnockOut("tissue.ischaemic_loss_energy", 0.3),
    note="Share of lamellae times share of axons.",
)
