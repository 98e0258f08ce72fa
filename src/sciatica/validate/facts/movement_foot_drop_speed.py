"""Foot drop slows walking."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._gait import foot_drop


def measure(parameters: ParameterSet) -> float:
    """Speed over normal speed with hardly any right lifter of the foot."""
    found = foot_drop(parameters)
    return found.speed_m_s / found.normal_speed_m_s


FACT = Fact(
    id="movement.foot_drop_speed",
    room="movement",
    fact="people with foot drop walk almost 47 % slower",
    published="almost 47 % slower than controls (10 and 10 people)",
    low=0.43,
    high=0.63,
    unit="share of normal",
    species="man, gait laboratory",
    source="dropfoot2017",
    measure=measure,
    note=(
        "ours slows a little for moments and clearance alone: knee and hip make up for the foot at "
        "small cost. Those ten "
        "also took 60 % fewer steps, which no lifter of the foot explains: fear of falling, what "
        "else had made their foot "
        "drop, and balance are not in ours"
    ),
)
