"""How far a vertebra slips in people who sit."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import posture, spondylolisthesis
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._lesion import degenerative


def measure(parameters: ParameterSet) -> float:
    """Slip sitting slouched, per cent of the endplate, when it is 12.2 lying."""
    seated = posture("sitting_slouched", parameters.lesion)
    return 100.0 * spondylolisthesis.slip_in(degenerative(12.2), seated, parameters.lesion)


FACT = Fact(
    id="lesion.slip_seated",
    room="lesion",
    fact="slip sitting, in people in whom it is 12.2 % lying in the MRI",
    published="16.0 %, n = 136 (no spread in the abstract: we read 15 to 17)",
    low=15,
    high=17,
    unit="%",
    species="human, degenerative slip",
    source="issa2023",
    measure=measure,
    knock_out=KnockOut("lesion.slip_load_gain", 0.0),
    note="The gains were set by lying and standing; they sat about as bent as they stood bent, so we take slouched.",
)
