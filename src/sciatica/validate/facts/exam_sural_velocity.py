"""How fast the sural nerve conducts."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """140 mm over the onset."""
    from sciatica.validate.facts._exam import sensory

    return float(sensory(parameters).velocity_m_s[0, 0])


FACT = Fact(
    id="exam.sural_velocity",
    room="exam",
    fact="sensory velocity of the sural nerve from calf to ankle",
    published="all of 79 people above 40 m/s; needles find 56.5 +- 3.4 at 35 degrees",
    low=40.0,
    high=63.3,
    unit="m/s",
    species="man",
    source="burke1974sural",
    measure=measure,
    knock_out=KnockOut("nerve.human_sensory_velocity_share", 0.5),
    note="the upper bound is two standard deviations of another series, 15 to 30 years (Behse 1971)",
)
