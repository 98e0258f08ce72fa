"""How often healthy men can raise the heel on one leg."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut

AGES = (25.0, 35.0, 45.0, 55.0, 65.0, 75.0)


def measure(parameters: ParameterSet) -> float:
    """Median over men of 25 to 75 years."""
    from sciatica.validate.facts._exam_bedside import raises

    return float(np.median([raises(parameters, "male", age).count for age in AGES]))


FACT = Fact(
    id="exam.heel_raises",
    room="exam",
    fact="single-leg heel raises of men of 20 to 81 years",
    published="median 24 (women 21; n = 566); one count is off by up to 6",
    low=18.0,
    high=30.0,
    unit="1",
    species="man",
    source="hebertlosier2017",
    measure=measure,
    knock_out=KnockOut("muscle.fatigue_fastest_per_s", 0.0),
    note="units that tire by published rates against body weight; bounds are the limits of agreement of a week",
)
