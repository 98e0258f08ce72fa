"""How far F waves of one muscle lie apart."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Longest less shortest F wave of abductor hallucis in 32 shocks, mean of eight sets."""
    from sciatica.validate.facts._exam import shocks

    return float(np.mean([f.dispersion_ms[0] for f in shocks(parameters)]))


FACT = Fact(
    id="exam.tibial_f_dispersion",
    room="exam",
    fact="spread of F waves of the tibial nerve",
    published="5.5 +- 1.4 ms (n = 100, 32 shocks)",
    low=2.7,
    high=8.3,
    unit="ms",
    species="man",
    source="nobrega2004f",
    measure=measure,
    knock_out=KnockOut("exam.f_wave_size_power", 0.0),
    note="onsets of whole F waves, each begun by its fastest unit; bounds are two standard deviations",
)
