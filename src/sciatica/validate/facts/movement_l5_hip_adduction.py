"""A weak fifth lumbar root brings its hip into adduction."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._gait import fifth_lumbar, strides


def measure(parameters: ParameterSet) -> float:
    """Greatest adduction of the involved hip over that of the other, degrees."""
    ours, _ = strides(fifth_lumbar(parameters))
    return float(ours.angle("hip_adduction_r").max() - ours.angle("hip_adduction_l").max())


FACT = Fact(
    id="movement.l5_hip_adduction",
    room="movement",
    fact="with L5 radiculopathy the hip of the involved side is more adducted than the other",
    published=(
        "greater throughout the cycle: the other side of the pelvis falls in stance, the own rises "
        "in swing (19 people); no number in the abstract"
    ),
    low=0.3,
    high=12.0,
    unit="deg",
    species="man, gait laboratory",
    source="lee2010",
    measure=measure,
    knock_out=KnockOut("movement.habit_weight", 1e9),
    note=("lifters at 10 %, abductors at 50 %, pain 3 of 10; only the direction is tested"),
)
