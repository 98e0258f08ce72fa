"""How fast motor axons conduct in the leg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Between knee and ankle."""
    from sciatica.validate.facts._exam import motor

    return float(motor(parameters).velocity_m_s[0, 0])


FACT = Fact(
    id="exam.tibial_velocity",
    room="exam",
    fact="motor conduction velocity of the tibial nerve",
    published="50.7 m/s (42.2-59.3), men in their twenties",
    low=42.2,
    high=59.3,
    unit="m/s",
    species="man",
    source="kim2022reference",
    measure=measure,
    knock_out=KnockOut("nerve.human_motor_velocity_share", 1.0),
    note="the share is set by single motor axons of another muscle",
)
