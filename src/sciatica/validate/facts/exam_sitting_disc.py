"""Whether a herniated disc hurts more the longer one sits."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion.posture import held, posture
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._said import pain_in


def measure(parameters: ParameterSet) -> float:
    """Pain after an hour in the chair less that on sitting down."""
    sitting = posture("sitting", parameters.lesion)
    began, hour = pain_in("disc", (held(sitting, 0.1), held(sitting, 60.0)), parameters, fibres=8)
    return float(hour - began)


FACT = Fact(
    id="exam.sitting_disc",
    room="exam",
    fact="leg pain of a herniated disc is worse after sitting for an hour",
    published="textbook: worse the longer one sits; no study with points and minutes was found",
    low=1.0,
    high=10.0,
    unit="NRS points",
    species="man",
    source="nhs_sciatica",
    measure=measure,
    knock_out=KnockOut("lesion.creep_push", 0.0),
    note="creep and filling veins raise the pressure by a fifth, and at 20 to 35 mmHg pain rises by half a "
    "point or more; at the 53 mmHg of this disc the root runs short of blood meanwhile, and fibres that "
    "are depolarised so far fall silent",
)
