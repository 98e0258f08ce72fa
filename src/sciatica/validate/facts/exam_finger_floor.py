"""Where the fingers of people with back pain end when they bend forward."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut

BENT_DEG = 46.0 + 48.0
"""Low back and pelvis of 140 people with back pain (Laird 2019)."""
HEIGHT_CM = 175.0


def measure(parameters: ParameterSet) -> float:
    """Height of the fingertips of somebody who bends as far as people with back pain do."""
    from sciatica.exam.found.provoked import fingertips_cm

    return fingertips_cm(BENT_DEG, HEIGHT_CM, parameters.exam)


FACT = Fact(
    id="exam.finger_floor",
    room="exam",
    fact="finger-floor distance of soldiers with back pain",
    published="10.7 +- 10.9 cm (n = 85)",
    low=8.3,
    high=13.1,
    unit="cm",
    species="man",
    source="perron2018",
    measure=measure,
    knock_out=KnockOut("exam.arm_length", 0.4),
    note="their bend is taken from another study of people with back pain; bounds are two standard errors",
)
