"""Whether sitting worsens the pain of a nerve under a tense piriformis."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion.posture import posture
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._said import pain_in


def measure(parameters: ParameterSet) -> float:
    """Pain after an hour of sitting less that lying."""
    asked = (posture("lying", parameters.lesion), posture("sitting", parameters.lesion))
    lying, sitting = pain_in("piriformis", asked, parameters)
    return float(sitting - lying)


FACT = Fact(
    id="exam.sitting_piriformis",
    room="exam",
    fact="pain of a nerve under a tense piriformis is worse sitting",
    published="among the four most common features of 55 studies",
    low=1.0,
    high=10.0,
    unit="NRS points",
    species="man",
    source="hopayian2010",
    measure=measure,
    knock_out=KnockOut("lesion.seat_mmhg", 0.0),
    note="1 point is what a person notices (exam.pain_change_noticed); how many points was not published; it "
    "hangs on few fibres, and a little more tension hurts lying too",
)
