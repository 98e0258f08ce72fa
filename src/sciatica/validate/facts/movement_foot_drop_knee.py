"""The knee makes up for a dropped foot."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._gait import foot_drop, strides


def measure(parameters: ParameterSet) -> float:
    """Greatest knee flexion of the cycle beyond that in health, degrees."""
    ours, health = strides(foot_drop(parameters))
    return float(ours.angle("knee_angle_r").max() - health.angle("knee_angle_r").max())


FACT = Fact(
    id="movement.foot_drop_knee",
    room="movement",
    fact="in foot drop the knee, and less so the hip, make up for the ankle",
    published="most noticeable in the knee, less in the hip (10 and 10 people); no number in the abstract",
    low=2.0,
    high=45.0,
    unit="deg",
    species="man, gait laboratory",
    source="dropfoot2017",
    measure=measure,
    knock_out=KnockOut("movement.clearance_by_ankle_m_rad", 0.0),
    note=("only the direction is tested; that the hip flexes half as much as the knee is built in"),
)
