"""How much later F waves are in the old."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Lengthening of the shortest tibial F wave from 25 to 76 years."""
    from sciatica.exam.studies import f_waves
    from sciatica.validate.facts._exam import in_laboratory, units_of

    found = [
        f_waves(
            *in_laboratory(parameters, age_years=age), 0, units_of(parameters), parameters, np.random.default_rng(0)
        )
        for age in (25.0, 76.0)
    ]
    return float(found[1].latency_ms[0, 0] / found[0].latency_ms[0, 0]) - 1.0


FACT = Fact(
    id="exam.f_age",
    room="exam",
    fact="lengthening of the tibial F wave from below 30 to above 70 years",
    published="15.3 % (25 people each)",
    low=0.077,
    high=0.23,
    unit="1",
    species="man",
    source="abductor1983age",
    measure=measure,
    knock_out=KnockOut("exam.velocity_loss_per_year", 0.0),
    note="no spread was published, half either way is allowed; ours is less than was found, as if the way near the "
    "cord aged more than the limb",
)
