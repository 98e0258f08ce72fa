"""How fast the motor axons of the short toe extensor conduct."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Between knee and ankle."""
    from sciatica.validate.facts._exam import motor

    return float(motor(parameters).velocity_m_s[1, 0])


FACT = Fact(
    id="exam.peroneal_velocity",
    room="exam",
    fact="motor conduction velocity of the peroneal nerve",
    published="44-49 m/s by group, standard deviation 4-5",
    low=36.0,
    high=59.0,
    unit="m/s",
    species="man",
    source="buschbacher1999peroneal",
    measure=measure,
    knock_out=KnockOut("nerve.human_motor_velocity_share", 1.0),
    note="bounds are two standard deviations about the lowest and highest group",
)
