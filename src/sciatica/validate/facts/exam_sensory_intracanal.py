"""What a lesion of L5 within the canal leaves of the sensory response of its skin."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Left over right of the superficial peroneal response, the left L5 root pressed in the lateral recess."""
    from sciatica.validate.facts import _exam_lesion as lesion

    return lesion.superficial_peroneal(parameters, lesion.INTRACANAL_MM)


FACT = Fact(
    id="exam.sensory_intracanal",
    room="exam",
    fact="superficial peroneal response, hurt side over the other, with an intracanal L5 lesion",
    published="median .85 (0-1.43), n = 37; agrees if nearer to it than to the .42 of foraminal ones",
    low=0.635,
    high=1.43,
    unit="1",
    species="man",
    source="ando2013sensory",
    measure=measure,
    knock_out=KnockOut("nerve.ganglion_reach_mm", 40.0),
    note="the same load as in exam.sensory_foraminal, 26 mm nearer to the cord; ours is whole: our ganglia lie where "
    "they lie, of people's one in twenty to one in six lies within the canal",
)
