"""A leg whose calf is weak is stretched back less."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._gait import first_sacral, strides


def measure(parameters: ParameterSet) -> float:
    """Greatest extension of the hip beyond that in health, degrees; negative: less."""
    ours, health = strides(first_sacral(parameters))
    return float(health.angle("hip_flexion_r").min() - ours.angle("hip_flexion_r").min())


FACT = Fact(
    id="movement.s1_hip_extension",
    room="movement",
    fact="with S1 radiculopathy the hip extends less in walking",
    published="less than in controls (12 with S1 radiculopathy); no number in the abstract",
    low=-12.0,
    high=-0.3,
    unit="deg",
    species="man, gait laboratory",
    source="ryu2004",
    measure=measure,
    knock_out=KnockOut("movement.habit_weight", 1e9),
    note=(
        "calf at 60 % of its strength on one side, no pain; only the direction is tested. That "
        "extension goes with the push "
        "is built in, that this body chooses to push less is not"
    ),
)
