"""When the H reflex arrives."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._reflexes import h_latency_ms


def measure(parameters: ParameterSet) -> float:
    """Latency in soleus after a stimulus behind the knee, man of 170 cm, leg 39 cm."""
    return h_latency_ms(parameters, 170.0)[0]


FACT = Fact(
    id="cord.h_latency",
    room="cord",
    fact="the H reflex of soleus arrives after a delay set by the way there and back",
    published="9.14 + 0.46 leg (cm) + 0.1 age: 31.1 ms at leg 39, age 40; spread 2.6 ms in another series",
    low=28.5,
    high=33.7,
    unit="ms",
    species="man",
    source="braddom1974",
    measure=measure,
    knock_out=KnockOut("cord.synaptic_delay_ms", 10.0),
    note="velocities by hand: Ia 4.55 m/s per um (sural), motor axons as measured one by one in tibialis anterior",
)
