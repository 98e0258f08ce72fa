"""What changes when a lesion moves two centimetres across the ganglion."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Share of the superficial peroneal response that goes when the same load moves from just before to just beyond."""
    from sciatica.validate.facts import _exam_lesion as lesion

    before, beyond = (lesion.superficial_peroneal(parameters, mm) for mm in (lesion.BEFORE_MM, lesion.BEYOND_MM))
    return before - beyond


FACT = Fact(
    id="exam.ganglion_crossing",
    room="exam",
    fact="superficial peroneal response (share of the other side) lost by moving the lesion 2 cm across the ganglion",
    published=".43 between the medians of intracanal and foraminal lesions; agrees within half of that",
    low=0.215,
    high=0.645,
    unit="1",
    species="man",
    source="ando2013sensory",
    measure=measure,
    knock_out=KnockOut("nerve.ganglion_reach_mm", 40.0),
    note="motor response, F wave and leg muscles do not tell the two apart, the muscles beside the spine do",
)
