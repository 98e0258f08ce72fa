"""Thick fibres suffer first under a weighted cord."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.tissue import seal_by_diameter
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.BABOON_CORD, 1000.0, 1.5, parameters.tissue)
    thin, thick = (float(seal_by_diameter(state.seal, d, parameters.tissue).mean()) for d in (4.0, 14.0))
    return thin - thick


FACT = Fact(
    id="tissue.thick_fibres_first",
    room="tissue",
    fact="Share of 4 um fibres less share of 14 um fibres whose paranodes held, 1000 mmHg for 90 min",
    published="selective damage to large myelinated fibres",
    low=0.1,
    high=1.0,
    unit="1",
    species="baboon, peroneal nerve",
    source="williams1980",
    measure=_measure,
    knock_out=KnockOut("tissue.size_power", 0.0),
    note="Judged by the tissue-level seal, not by the fibre engine.",
)
