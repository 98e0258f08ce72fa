"""What the same lesion at the ganglion leaves of it."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Left over right of the superficial peroneal response, the left L5 root pressed at its ganglion."""
    from sciatica.validate.facts import _exam_lesion as lesion

    return lesion.superficial_peroneal(parameters, lesion.FORAMINAL_MM)


FACT = Fact(
    id="exam.sensory_foraminal",
    room="exam",
    fact="superficial peroneal response, hurt side over the other, with a foraminal L5 lesion",
    published="median .42 (0-1.17), n = 26; agrees if nearer to it than to the .85 of intracanal ones",
    low=0.0,
    high=0.635,
    unit="1",
    species="man",
    source="ando2013sensory",
    measure=measure,
    knock_out=KnockOut("tissue.ischaemic_loss_per_h", 0.0),
    note="how hard the patients' roots were pressed is not said; the load is one that takes about half of the axons "
    "in the lateral recess",
)
