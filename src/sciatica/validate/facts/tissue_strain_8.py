"""Two hours at 8 % strain."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RABBIT_TIBIAL, 0.0, 2.0, parameters.tissue, strain=0.08)
    return 1.0 - of.conducts(state, parameters.tissue, motor=True)


FACT = Fact(
    id="tissue.strain_8",
    room="tissue",
    fact="Share of motor fibres that fail after 2 h at 8 % strain",
    published="no significant fall",
    low=0.0,
    high=0.1,
    unit="1",
    species="rabbit, tibial nerve",
    source="brown1993strain",
    measure=_measure,
    knock_out=KnockOut("tissue.flow_reserve", 0.4),
    note="Judged by the tissue-level block criterion, not by the fibre engine. Through lost flow alone.",
)
