"""Two hours at 15 % strain."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RABBIT_TIBIAL, 0.0, 2.0, parameters.tissue, strain=0.15)
    return 1.0 - of.conducts(state, parameters.tissue, motor=True)


FACT = Fact(
    id="tissue.strain_15",
    room="tissue",
    fact="Share of motor fibres that fail after 2 h at 15 % strain",
    published="99 % fall (ankle dorsiflexed)",
    low=0.9,
    high=1.0,
    unit="1",
    species="rabbit, tibial nerve",
    source="brown1993strain",
    measure=_measure,
    knock_out=KnockOut("tissue.strain_stops", 0.3),
    note="Judged by the tissue-level block criterion, not by the fibre engine. Through lost flow alone.",
)
