"""Whether walking hurts in a narrow canal and sitting does not."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion.posture import posture
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._said import pain_in


def measure(parameters: ParameterSet) -> float:
    """Pain after a walk of 20 minutes less that after an hour of sitting."""
    asked = tuple(posture(name, parameters.lesion) for name in ("sitting", "walking"))
    sitting, walking = pain_in("stenosis", asked, parameters)
    return float(walking - sitting)


FACT = Fact(
    id="exam.walking_stenosis",
    room="exam",
    fact="walking hurts in a narrow canal and sitting does not",
    published="no pain when seated: likelihood ratio 7.4 (1.9-30); neurogenic claudication 3.7 (2.9-4.8); 741 "
    "people in 4 studies",
    low=1.0,
    high=10.0,
    unit="NRS points",
    species="man",
    source="suri2010",
    measure=measure,
    knock_out=KnockOut("tissue.potassium_shift_max_mv", 0.0),
    note="1 point is what a person notices (exam.pain_change_noticed); how many points was not published",
)
