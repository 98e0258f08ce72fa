"""Whether standing hurts in a narrow canal and sitting does not."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._said import narrow


def measure(parameters: ParameterSet) -> float:
    """Pain after standing for 20 minutes less that after an hour of sitting."""
    seated, upright, _ = narrow(parameters)
    return upright - seated


FACT = Fact(
    id="exam.standing_stenosis",
    room="exam",
    fact="standing hurts in a narrow canal and sitting does not",
    published="no pain when seated: likelihood ratio 7.4 (1.9-30), 741 people in 4 studies",
    low=1.0,
    high=10.0,
    unit="NRS points",
    species="man",
    source="suri2010",
    measure=measure,
    knock_out=KnockOut("lesion.sac_axial_loss", 0.0),
    note="1 point is what a person notices (exam.pain_change_noticed); how many points was not published; a "
    "sac of 67 mm2 hurts only walking",
)
