"""How often an F wave comes."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Share of 32 shocks with an F wave in abductor hallucis, mean of eight sets."""
    from sciatica.validate.facts._exam import shocks

    return float(np.mean([f.persistence[0] for f in shocks(parameters)]))


FACT = Fact(
    id="exam.tibial_f_persistence",
    room="exam",
    fact="share of shocks followed by an F wave, tibial nerve",
    published="97 +- 5 % (n = 100, 32 shocks)",
    low=0.87,
    high=1.0,
    unit="1",
    species="man",
    source="nobrega2004f",
    measure=measure,
    knock_out=KnockOut("cord.f_wave_probability", 0.005),
    note="all muscles of the sole are heard, not abductor hallucis alone",
)
