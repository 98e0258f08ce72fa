"""A weak, painful fifth lumbar root lessens the power of its ankle."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._gait import fifth_lumbar, strides


def measure(parameters: ParameterSet) -> float:
    """Greatest power of the involved ankle over that in health."""
    ours, health = strides(fifth_lumbar(parameters))
    return float(ours.power("ankle_angle_r").max() / health.power("ankle_angle_r").max())


FACT = Fact(
    id="movement.l5_ankle_power",
    room="movement",
    fact="with L5 radiculopathy the ankle of the involved side gives less power",
    published="less than the other side and than controls (19 and 16 people); no number in the abstract",
    low=0.2,
    high=0.98,
    unit="ratio",
    species="man, gait laboratory",
    source="lee2010",
    measure=measure,
    knock_out=KnockOut("movement.habit_weight", 1e9),
    note=(
        "lifters at 10 %, abductors at 50 %, pain 3 of 10; only the direction is tested. The calf "
        "is whole here: its power "
        "falls with speed and load, not with its strength"
    ),
)
