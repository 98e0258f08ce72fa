"""Weak dorsiflexors raise the hip in swing."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._movement import LIFTERS, ill


def measure(parameters: ParameterSet) -> float:
    """Hike of the weak side over that of the other in swing, degrees."""
    hike = ill(parameters, right=dict.fromkeys(LIFTERS, 0.1)).hip_hike_deg
    return float(hike[1] - hike[0])


FACT = Fact(
    id="movement.l5_hip_hike",
    room="movement",
    fact="with dorsiflexors weak by L5 radiculopathy the pelvis of that side is raised in swing",
    published="raised on the involved side for clearance (19 patients); no number in the abstract",
    low=0.5,
    high=15.0,
    unit="deg",
    species="man, gait laboratory",
    source="lee2010",
    measure=measure,
    knock_out=KnockOut("movement.clearance_by_ankle_m_rad", 0.0),
    note="dorsiflexors at 10 %; only the direction is tested, from half a degree up",
)
