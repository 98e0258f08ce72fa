"""How large F waves are."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Mean size of F waves of abductor hallucis, peak to peak."""
    from sciatica.validate.facts._exam import shocks

    return 1000.0 * float(np.mean([f.size_mv[0] for f in shocks(parameters)]))


FACT = Fact(
    id="exam.tibial_f_size",
    room="exam",
    fact="size of F waves of the tibial nerve",
    published="384 +- 148 uV (n = 100)",
    low=88.0,
    high=680.0,
    unit="uV",
    species="man",
    source="nobrega2004f",
    measure=measure,
    knock_out=KnockOut("cord.f_wave_probability", 0.05),
    note="potentials of the units that answered, nothing set to it; bounds are two standard deviations",
)
