"""Axons under weeks of low pressure."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RAT_SCIATIC, 40.0, 28 * 24.0, parameters.tissue)
    return float(state.axon.mean())


FACT = Fact(
    id="tissue.chronic_axons",
    room="tissue",
    fact="Share of axons left after 4 weeks at 40 mmHg",
    published="no morphological or electrical sign of axon damage",
    low=0.95,
    high=1.0,
    unit="1",
    species="rat, sciatic nerve",
    source="pham2009",
    measure=_measure,
    knock_out=KnockOut("tissue.ischaemic_loss_energy", 0.3),
    note="The review's tubes give no pressure; 40 mmHg stands for tens of mmHg.",
)
