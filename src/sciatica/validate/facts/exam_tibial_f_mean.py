"""How late F waves are on average."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Mean onset of F waves of abductor hallucis in 32 shocks."""
    from sciatica.validate.facts._exam import shocks

    return float(np.mean([np.nanmean(f.onset_ms[0]) for f in shocks(parameters)]))


FACT = Fact(
    id="exam.tibial_f_mean",
    room="exam",
    fact="mean F wave of the tibial nerve",
    published="49.6 +- 4.4 ms (n = 100)",
    low=40.8,
    high=58.4,
    unit="ms",
    species="man",
    source="nobrega2004f",
    measure=measure,
    knock_out=KnockOut("nerve.human_motor_velocity_share", 1.0),
    note="bounds are two standard deviations",
)
