"""How much weaker the calf is when it can raise the heel no longer."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Fall of the greatest torque, mean of a man and a woman of 25 years."""
    from sciatica.validate.facts._exam_bedside import raises

    return float(np.mean([100.0 * (1.0 - raises(parameters, sex, 25.0).torque_left) for sex in ("male", "female")]))


FACT = Fact(
    id="exam.heel_raises_torque",
    room="exam",
    fact="greatest plantarflexion torque falls over single-leg heel raises to failure",
    published="by 20.5 % in 28 people of 19 to 30 years",
    low=15.0,
    high=26.0,
    unit="%",
    species="man",
    source="sara2021",
    measure=measure,
    knock_out=KnockOut("exam.heel_raise_kept", 0.95),
    note="their fall went with less neural drive, ours is the units' own; bounds are a quarter either way",
)
