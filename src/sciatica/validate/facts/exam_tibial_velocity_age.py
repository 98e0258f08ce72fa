"""How much slower motor axons are in the old."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Share of the velocity of the tibial nerve lost between 25 and 76 years."""
    from sciatica.validate.facts._exam import motor

    return 1.0 - float(motor(parameters, 76.0).velocity_m_s[0, 0] / motor(parameters, 25.0).velocity_m_s[0, 0])


FACT = Fact(
    id="exam.tibial_velocity_age",
    room="exam",
    fact="motor velocity of the tibial nerve lost from below 30 to above 70 years",
    published="10.3 % (25 people each)",
    low=0.05,
    high=0.155,
    unit="1",
    species="man",
    source="abductor1983age",
    measure=measure,
    knock_out=KnockOut("exam.velocity_loss_per_year", 0.0),
    note="the law is that of the dorsal sural nerve; no spread was published, half either way is allowed",
)
