"""Whether bending the hip, adducting it and turning it in worsens the pain of a nerve under a tense piriformis."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion.posture import fair, posture
from sciatica.simulate.walking import briefly
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._said import pain_in


def measure(parameters: ParameterSet) -> float:
    """Pain after a minute of FAIR less that after a minute on the side."""
    side = briefly(posture("side_lying", parameters.lesion), 1.0)
    lying, stretched = pain_in("piriformis", (side, fair("right")), parameters)
    return float(stretched - lying)


FACT = Fact(
    id="exam.fair_piriformis",
    room="exam",
    fact="FAIR worsens the pain of a nerve under a tense piriformis",
    published="pain with manoeuvres that tense the muscle is among the four most common features of 55 studies",
    low=1.0,
    high=10.0,
    unit="NRS points",
    species="man",
    source="hopayian2010",
    measure=measure,
    knock_out=KnockOut("lesion.fair_mmhg", 0.0),
    note="pain rises by half a point: within a minute the nerve is hardly shorter of blood, and one that "
    "nothing has inflamed does not fire by touch; the muscle's own pain on stretch is not simulated",
)
