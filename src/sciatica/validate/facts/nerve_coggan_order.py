"""Rising sodium over leak: do the four patterns come in the order published?"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """How many of failure, one spike, afterdischarge and firing by itself are met, if in that order; else 0."""
    from sciatica.validate.facts._coggan import kinds

    met = kinds(parameters)
    return float(len(np.unique(met))) if (np.diff(met) >= 0).all() else 0.0


FACT = Fact(
    id="nerve.coggan_order",
    room="nerve",
    fact="as sodium over leak conductance rises, a demyelinated axon fails, then fires once, then long, then by itself",
    published="a four-way switch in this order; afterdischarge just below spontaneous firing",
    low=4.0,
    high=4.0,
    unit="patterns in order",
    species="a published membrane of axons",
    source="coggan2010",
    measure=measure,
    kind="prediction",
    knock_out=KnockOut("nerve.coggan_persistent_share", 0.0),
    note="their own membrane (2011) in our engine: agreement shows the engine and the published constants, not an axon",
)
