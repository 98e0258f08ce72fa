"""Whether bending forward eases the pain of standing with a narrow canal."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion.posture import adapted, posture
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._said import pain_in


def measure(parameters: ParameterSet) -> float:
    """Pain after standing for 20 minutes less that bent by 20 degrees, in a sac of 66 mm2."""
    sitting, standing = (posture(name, parameters.lesion) for name in ("sitting", "standing"))
    bent = adapted(standing, flexion=20.0 / parameters.movement.full_flexion_deg)
    _, upright, leant = pain_in("narrower", (sitting, standing, bent), parameters)
    return float(upright - leant)


FACT = Fact(
    id="exam.bending_stenosis",
    room="exam",
    fact="standing with a narrow canal hurts less bent forward",
    published="improvement on bending forward: likelihood ratio 6.4 (4.1-9.9), 741 people in 4 studies",
    low=1.0,
    high=10.0,
    unit="NRS points",
    species="man",
    source="suri2010",
    measure=measure,
    knock_out=KnockOut("lesion.sac_flexion_gain", 0.0),
    note="1 point is what a person notices (exam.pain_change_noticed); how many points was not published",
)
