"""How much later F waves come in the tall."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Slope of the shortest tibial F wave over height, in sixty people."""
    from sciatica.validate.facts._exam import people

    heights, latency = people(parameters)
    return float(np.polyfit(heights, latency[:, 0], 1)[0])


FACT = Fact(
    id="exam.f_height",
    room="exam",
    fact="F waves of the tibial nerve come later in the tall",
    published="minimum 47.0 +- 4.1 ms over 100 people, of which height explains 74 %: 3.5 ms for each 9-10 cm",
    low=0.3,
    high=0.45,
    unit="ms/cm",
    species="man",
    source="nobrega2004f",
    measure=measure,
    knock_out=KnockOut("exam.velocity_loss_per_cm", 0.0),
    note="the slope follows from the spread, the share explained (another series) and a height spread of 9-10 cm; "
    "way and velocity both depend on height",
)
