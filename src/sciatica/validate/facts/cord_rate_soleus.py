"""How fast soleus fires at its maximum."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cord import rate_at_maximum


def measure(parameters: ParameterSet) -> float:
    """Mean rate of all units of the muscle at full drive, second to third second."""
    return rate_at_maximum(parameters, "soleus", 1.0, 3.0)


FACT = Fact(
    id="cord.rate_soleus",
    room="cord",
    fact="soleus units fire slowly in a brief full effort",
    published="about 16 Hz (quoted in the abstract)",
    low=13.0,
    high=19.0,
    unit="Hz",
    species="man, tungsten electrodes",
    source="graham2016",
    measure=measure,
    knock_out=KnockOut("cord.ahp_kick", 0.5),
    note="no spread in the abstract: 3 Hz either way was allowed",
)
