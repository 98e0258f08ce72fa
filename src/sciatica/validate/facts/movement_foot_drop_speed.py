"""Foot drop slows walking."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._movement import LIFTERS, ill


def measure(parameters: ParameterSet) -> float:
    """Speed over normal speed with hardly any right dorsiflexor."""
    found = ill(parameters, right=dict.fromkeys(LIFTERS, 0.02))
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
        "ours slows for the moments and the clearance alone; fear of falling and what else these ten had are not in it"
    ),
)
