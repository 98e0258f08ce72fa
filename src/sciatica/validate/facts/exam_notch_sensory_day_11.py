"""That an axonal lesion at the notch is seen in the sensory response of the foot by day 11."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Left over right of the sural response on day 11, the left sciatic nerve pressed at the notch."""
    from sciatica.validate.facts import _exam_lesion as lesion

    return lesion.at_notch_on_day(parameters, 11.0, "sensory")


FACT = Fact(
    id="exam.notch_sensory_day_11",
    room="exam",
    fact="sural response, hurt side over the other, 11 days after an axonal lesion of the sciatic nerve",
    published="responses beyond a total cut are gone by day 11 (sensory); agrees below half, the limit of laboratories",
    low=0.0,
    high=0.5,
    unit="1",
    species="man",
    source="chaudhry1992",
    measure=measure,
    knock_out=KnockOut("tissue.ischaemic_loss_per_h", 0.0),
    note="a press that takes all of the nerve's axons; S3 reaches the skin by another way",
)
