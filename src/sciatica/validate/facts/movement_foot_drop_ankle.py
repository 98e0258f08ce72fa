"""A dropped foot comes down lower."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._gait import foot_drop, loading, strides


def measure(parameters: ParameterSet) -> float:
    """Ankle angle over the first tenth of the cycle beyond that in health, degrees."""
    ours, health = strides(foot_drop(parameters))
    return loading(ours) - loading(health)


FACT = Fact(
    id="movement.foot_drop_ankle",
    room="movement",
    fact="in foot drop the ankle is lower as the foot is loaded",
    published="-10.4 (5.7) against -2.4 (1.5) deg over the first tenth of the cycle (10 and 10 people)",
    low=-13.9,
    high=-2.1,
    unit="deg",
    species="man, gait laboratory",
    source="dropfoot2017",
    measure=measure,
    knock_out=KnockOut("movement.habit_weight", 1e9),
    note=("the difference of the groups, -8.0, with the root of both spreads squared (5.9) either way; lifters at 2 %"),
)
