"""A weak calf pushes off less."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._gait import first_sacral, strides


def measure(parameters: ParameterSet) -> float:
    """Greatest plantarflexion moment of the weak leg over that in health."""
    ours, health = strides(first_sacral(parameters))
    return float(ours.moment("ankle_angle_r").min() / health.moment("ankle_angle_r").min())


FACT = Fact(
    id="movement.s1_push_off",
    room="movement",
    fact="with S1 radiculopathy the greatest plantarflexion moment of walking is lower",
    published="lower than in controls (12 with S1 radiculopathy); no number in the abstract",
    low=0.2,
    high=0.98,
    unit="share of normal",
    species="man, gait laboratory",
    source="ryu2004",
    measure=measure,
    knock_out=KnockOut("movement.habit_weight", 1e9),
    note=("calf at 60 % of its strength on one side, no pain; only the direction is tested"),
)
