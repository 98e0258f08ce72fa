"""How much later F waves come in the tall."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut

HEIGHT_CM = (155.0, 165.0, 175.0, 185.0)


def measure(parameters: ParameterSet) -> float:
    """Slope of the shortest tibial F wave over height."""
    from sciatica.validate.facts._exam import late

    latency = [float(late(parameters, height).f_latency_ms[0, 0]) for height in HEIGHT_CM]
    return float(np.polyfit(HEIGHT_CM, latency, 1)[0])


FACT = Fact(
    id="exam.f_height",
    room="exam",
    fact="F waves of the tibial nerve come later in the tall",
    published="minimum 47.0 +- 4.1 ms over 100 people, of which height explains 74 %: 3.5 ms for each 9-10 cm",
    low=0.2,
    high=0.5,
    unit="ms/cm",
    species="man",
    source="nobrega2004f",
    measure=measure,
    knock_out=KnockOut("nerve.human_motor_velocity_share", 2.0),
    note="the slope follows from the spread, the share explained (another series) and a height spread of 9-10 cm",
)
