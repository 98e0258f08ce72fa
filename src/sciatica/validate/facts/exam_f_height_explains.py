"""How much of the differences of F waves is height."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Share of the variance of the shortest tibial F wave that height explains, in sixty people."""
    from sciatica.validate.facts._exam import people

    heights, latency = people(parameters)
    return float(np.corrcoef(heights, latency[:, 0])[0, 1] ** 2)


FACT = Fact(
    id="exam.f_height_explains",
    room="exam",
    fact="share of the differences of tibial F waves that height explains",
    published=".739 (n = 100, 18 to 40 years; .650 for the peroneal nerve)",
    low=0.65,
    high=0.75,
    unit="1",
    species="man",
    source="gupta2025f",
    measure=measure,
    knock_out=KnockOut("exam.velocity_loss_per_cm", 0.0),
    note="how else the sixty differ is declared: heights by 9.5 cm, velocities by 4.5 %, limbs by 0.7 degrees, "
    "ages as in the series",
)
