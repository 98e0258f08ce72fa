"""How long an impulse takes from the ankle to the cord and back."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Shortest F wave of abductor hallucis."""
    from sciatica.validate.facts._exam import late

    return float(late(parameters).f_latency_ms[0, 0])


FACT = Fact(
    id="exam.tibial_f",
    room="exam",
    fact="shortest F wave of the tibial nerve",
    published="47.0 +- 4.1 ms (n = 100)",
    low=38.8,
    high=55.2,
    unit="ms",
    species="man",
    source="nobrega2004f",
    measure=measure,
    knock_out=KnockOut("nerve.human_motor_velocity_share", 1.0),
    note="bounds are two standard deviations",
)
