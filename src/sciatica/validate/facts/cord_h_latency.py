"""When the H reflex arrives."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.muscle.reflex import elicit
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cord import healthy, man


def measure(parameters: ParameterSet) -> float:
    """Latency in soleus after a stimulus behind the knee, man of 170 cm, velocities 4.55 m/s per um."""
    body = man(parameters, 170.0)
    found = elicit(body, healthy(body), 0, "soleus", parameters, landmark="knee")
    return float(found.latency_ms[1])


FACT = Fact(
    id="cord.h_latency",
    room="cord",
    fact="the H reflex of soleus arrives after a delay set by the way there and back",
    published="9.14 + 0.46 leg (cm) + 0.1 age: 31.5 ms at leg 40, age 40; spread 2.6 ms in another series",
    low=28.9,
    high=34.1,
    unit="ms",
    species="man",
    source="braddom1974",
    measure=measure,
    knock_out=KnockOut("cord.synaptic_delay_ms", 10.0),
    note="velocities by hand (sural, 4.55 m/s per um), the same along the whole way: real fibres taper and slow down "
    "towards the foot, which is not in the body yet",
)
