"""How long the response of the short toe extensor takes."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Onset at extensor digitorum brevis from 80 mm away."""
    from sciatica.validate.facts._exam import motor

    return float(motor(parameters).latency_ms[1, 0, 0])


FACT = Fact(
    id="exam.peroneal_latency",
    room="exam",
    fact="the response of extensor digitorum brevis leaves the baseline",
    published="4.8 +- 0.8 ms (n = 242)",
    low=3.2,
    high=6.4,
    unit="ms",
    species="man",
    source="buschbacher1999peroneal",
    measure=measure,
    knock_out=KnockOut("exam.motor_terminal_ms", 6.0),
    note="bounds are two standard deviations",
)
