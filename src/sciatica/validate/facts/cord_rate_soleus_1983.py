"""How fast soleus fires at its maximum, in another laboratory."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cord import rate_at_maximum


def measure(parameters: ParameterSet) -> float:
    """Mean rate of all units of the muscle at full drive, second to third second."""
    return rate_at_maximum(parameters, "soleus", 1.0, 3.0)


FACT = Fact(
    id="cord.rate_soleus_1983",
    room="cord",
    fact="soleus units fire slowly in a full effort",
    published="10.7 +- 2.9 Hz",
    low=7.8,
    high=13.6,
    unit="Hz",
    species="man, tungsten electrodes, four people",
    source="bellemare1983",
    measure=measure,
    knock_out=KnockOut("cord.ahp_kick", 0.5),
    note="two laboratories disagree (about 16 Hz in graham2016); ours lies between them",
)
