"""A weak, painful fifth lumbar root lengthens the time on both feet."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._gait import fifth_lumbar, strides


def measure(parameters: ParameterSet) -> float:
    """Share of the stride on both feet over that in health."""
    ours, health = strides(fifth_lumbar(parameters))
    return ours.double_support / health.double_support


FACT = Fact(
    id="movement.l5_double_support",
    room="movement",
    fact="with L5 radiculopathy the time on both feet is longer",
    published="longer on either side than in controls (19 and 16 people); no number in the abstract",
    low=1.005,
    high=1.6,
    unit="ratio",
    species="man, gait laboratory",
    source="lee2010",
    measure=measure,
    knock_out=KnockOut("movement.habit_weight", 1e9),
    note=("lifters at 10 %, abductors at 50 %, pain 3 of 10; only the direction is tested"),
)
