"""How long a response of the foot takes from the ankle."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Onset at abductor hallucis from 80 mm away."""
    from sciatica.validate.facts._exam import motor

    return float(motor(parameters).latency_ms[0, 0, 0])


FACT = Fact(
    id="exam.tibial_latency",
    room="exam",
    fact="the response of abductor hallucis leaves the baseline",
    published="4.3 ms (3.1-5.4), men in their twenties",
    low=3.1,
    high=5.4,
    unit="ms",
    species="man",
    source="kim2022reference",
    measure=measure,
    knock_out=KnockOut("exam.motor_terminal_ms", 6.0),
)
