"""When the ankle jerk arrives."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._reflexes import tap_latency_ms


def measure(parameters: ParameterSet) -> float:
    """Latency of soleus to a tap on its tendon, man of 178 cm."""
    return tap_latency_ms(parameters, "soleus")


FACT = Fact(
    id="cord.tendon_latency",
    room="cord",
    fact="the ankle jerk arrives a little later than the H reflex",
    published="34.6 +- 0.5 ms (SE, 20 men; SD 2.2)",
    low=32.4,
    high=36.8,
    unit="ms",
    species="man",
    source="cakar2015",
    measure=measure,
    knock_out=KnockOut("cord.tap_transfer_ms", 15.0),
    note="heights were not given; too late here because the same transfer time is taken for the tendon as for the "
    "prodded back, and because the first tenth of the answer, not the first spike, is timed",
)
