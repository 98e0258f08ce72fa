"""A weak calf slows walking."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._gait import first_sacral


def measure(parameters: ParameterSet) -> float:
    """Speed over normal speed."""
    found = first_sacral(parameters)
    return found.speed_m_s / found.normal_speed_m_s


FACT = Fact(
    id="movement.s1_speed",
    room="movement",
    fact="with lumbosacral radiculopathy walking is slower and steps are shorter",
    published="slower than in controls (24 with L5 or S1 radiculopathy); no number in the abstract",
    low=0.2,
    high=0.99,
    unit="share of normal",
    species="man, gait laboratory",
    source="ryu2004",
    measure=measure,
    knock_out=KnockOut("movement.habit_weight", 1e9),
    note=("calf at 60 % on one side and no pain; only the direction is tested"),
)
