"""How late the H reflex is in the old."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Onset of the largest H reflex of a person of 72 years and 168 cm."""
    from sciatica.validate.facts._exam import h

    return float(h(parameters, 168.0, 72.0).latency_ms[0])


FACT = Fact(
    id="exam.h_latency_old",
    room="exam",
    fact="the H reflex of the calf at 60 to 88 years",
    published="30.8 +- 2.6 ms (n = 103)",
    low=25.6,
    high=36.0,
    unit="ms",
    species="man",
    source="falco1994h",
    measure=measure,
    knock_out=KnockOut("nerve.human_sensory_velocity_share", 0.5),
    note="read from the record, at the strength of the largest H; bounds are two standard deviations",
)
