"""How a body may depart from its own normal standing and walking: fifteen continuous numbers and nothing
else.

No pattern of gait is named or chosen from a list. Every lateral number is positive to the right; what
belongs to one leg comes as [2], left then right, and for the leg that swings (or, where said, stands).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray

FIELDS: Final = (
    "stance_asymmetry",
    "trunk_list_deg",
    "lumbar_flexion_deg",
    "speed",
    "step",
    "hip_hike_deg",
    "hip_hike_deg",
    "swing_knee_flexion_deg",
    "swing_knee_flexion_deg",
    "stance_lean_deg",
    "stance_lean_deg",
    "push_off",
    "push_off",
    "swing_ankle_drop_deg",
    "swing_ankle_drop_deg",
)
"""Meaning of each entry of the vector that is searched; a doubled name is left, right."""

NORMAL: Final = np.array([0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 1, 0, 0], dtype=np.float64)
LOWEST: Final = np.array([-0.6, -20, -10, 0.2, 0.5, -6, -6, 0, 0, 0, 0, 0.05, 0.05, 0, 0], dtype=np.float64)
HIGHEST: Final = np.array([0.6, 20, 40, 1.0, 1.2, 15, 15, 50, 50, 15, 15, 1, 1, 25, 25], dtype=np.float64)
_SWAPPED: Final = np.array([0, 1, 2, 3, 4, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13])
_SIGN: Final = np.array([-1, -1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1], dtype=np.float64)


@dataclass(frozen=True)
class Adaptation:
    """One way of standing and walking."""

    stance_asymmetry: float
    """Share of load and of stance time on the right leg minus that on the left, -1 .. 1."""
    trunk_list_deg: float
    """Lasting lean of the trunk in the frontal plane, degrees, to the right positive."""
    lumbar_flexion_deg: float
    """Lasting flexion of the lumbar spine from its own normal, degrees, forward positive."""
    lumbar_flexion: float
    """The same as a share of full flexion (or, negative, of full extension), -1 .. 1."""
    speed_m_s: float
    step_length_m: float
    """Mean of left and right."""
    hip_hike_deg: FloatArray
    """[2] pelvis raised on the side of the swinging leg, degrees; negative: let down."""
    swing_knee_flexion_deg: FloatArray
    """[2] knee flexion in swing beyond normal, degrees; the hip flexes half as much more."""
    stance_lean_deg: FloatArray
    """[2] trunk leaning over that leg while it alone stands, degrees."""
    push_off: FloatArray
    """[2] ankle moment of late stance as a share of its normal value at that speed."""
    swing_ankle_drop_deg: FloatArray
    """[2] how far the foot hangs below its normal angle in swing and at contact, degrees."""
    leg_raise_deg: FloatArray
    """[2] angle of the straight leg to the vertical as it meets the ground, degrees."""
    vector: FloatArray
    """[15] the numbers behind it, in the order of ``FIELDS``; speed and step as shares of normal."""

    @property
    def hip_hike(self) -> FloatArray:
        """[2] as ``hip_hike_deg``."""
        return self.hip_hike_deg

    @property
    def swing_knee_flexion(self) -> FloatArray:
        """[2] as ``swing_knee_flexion_deg``."""
        return self.swing_knee_flexion_deg


def mirrored(vector: FloatArray) -> FloatArray:
    """The same way of walking with left and right exchanged; ``vector`` is [..., 15]."""
    return np.asarray(vector[..., _SWAPPED] * _SIGN, dtype=np.float64)


def from_vector(
    vector: FloatArray, normal_speed_m_s: float, normal_step_m: float, height_m: float, p: Parameters
) -> Adaptation:
    """Give the searched numbers their units.

    A step at another speed is taken in proportion to the root of the speed (step and cadence fall together).
    """
    v = np.array(vector, dtype=np.float64)
    step_m = normal_step_m * float(np.sqrt(v[3]) * v[4])
    leg_m = p.leg_share_of_height * height_m
    reach_deg = float(np.degrees(np.arcsin(min(0.5 * step_m / leg_m, 1.0))))
    full = p.full_flexion_deg if v[2] >= 0 else p.full_extension_deg
    return Adaptation(
        stance_asymmetry=float(v[0]),
        trunk_list_deg=float(v[1]),
        lumbar_flexion_deg=float(v[2]),
        lumbar_flexion=float(np.clip(v[2] / full, -1.0, 1.0)),
        speed_m_s=normal_speed_m_s * float(v[3]),
        step_length_m=step_m,
        hip_hike_deg=v[5:7],
        swing_knee_flexion_deg=v[7:9],
        stance_lean_deg=v[9:11],
        push_off=v[11:13],
        swing_ankle_drop_deg=v[13:15],
        leg_raise_deg=np.array([reach_deg, reach_deg]),
        vector=v,
    )
