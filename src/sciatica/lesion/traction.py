"""What raising the leg does to a root: it slides, stretches, and bears on what lies in its way.

Straight-leg raising moved the L4, L5 and S1 roots of cadavers by 0.5-5 mm and strained them by 2-4 % (Smith
1993, PMID 8367787); with the foraminal ligaments intact they moved less, and mostly above 60 degrees (Gilbert
2007, doi:10.1097/BRS.0b013e318067dd55). We take the slack up smoothly between two assumed angles and let the
largest excursion and strain lie within Smith's ranges; the other leg pulls a part of that through the dura, so that
both legs together pull more than one (doi:10.1007/s00276-018-2084-3). The femoral nerve hangs on L2-L4, and a bent
neck pulls all roots up by their dura (both assumed). A root under tension T that is draped over something
of radius R presses on it with T/(R w) over its width w (Laplace); T is the root's stiffness (rat roots: Singh
2006, J Biomech) times its section times its strain.
"""

from __future__ import annotations

import math
from typing import Final

import numpy as np

from sciatica.body import ROOTS
from sciatica.core.parameters import Parameters
from sciatica.lesion.stance import Posture

MMHG_PER_MPA: Final = 7500.62


def take_up(angle_deg: float, parameters: Parameters) -> float:
    """How much of its stretch a leg raise has given the nerve, 0..1; rises with the angle."""
    first, last = parameters.slack_angle_deg, parameters.full_angle_deg
    x = min(max((angle_deg - first) / (last - first), 0.0), 1.0)
    return x * x * (3.0 - 2.0 * x)


def root_take_up(root: int, side: int, posture: Posture, parameters: Parameters) -> float:
    """The same for one root: its own side's leg, and a part of the other's through the dura, 0 to a little over 1."""
    own = take_up(posture.leg_raise_deg[side], parameters)
    other = take_up(posture.leg_raise_deg[1 - side], parameters)
    return _sciatic_share(root, parameters) * (own + parameters.crossed_share * other)


def _sciatic_share(root: int, parameters: Parameters) -> float:
    """How much of the pull of the sciatic nerve, which hangs on L4-S3, reaches each root."""
    return {
        "L4": parameters.pull_share_l4,
        "L5": parameters.pull_share_l5,
        "S1": parameters.pull_share_s1,
        "S2": parameters.pull_share_s2,
        "S3": parameters.pull_share_s3,
    }.get(ROOTS[root], 0.0)


def _femoral_share(root: int, parameters: Parameters) -> float:
    """How much of the pull of the femoral nerve, which hangs on L2-L4, reaches each root."""
    return {
        "L2": parameters.femoral_share_l2,
        "L3": parameters.femoral_share_l3,
        "L4": parameters.femoral_share_l4,
    }.get(ROOTS[root], 0.0)


def root_excursion_mm(root: int, side: int, posture: Posture, parameters: Parameters) -> float:
    """How far a leg raise slides the root outward through its foramen, mm."""
    return parameters.root_excursion_mm * root_take_up(root, side, posture, parameters)


def root_strain(root: int, side: int, posture: Posture, parameters: Parameters) -> float:
    """Stretch of a root by legs, hip and neck, as a fraction."""
    by_leg = parameters.root_strain * root_take_up(root, side, posture, parameters)
    by_hip = parameters.femoral_strain * _femoral_share(root, parameters) * posture.femoral_stretch[side]
    return by_leg + by_hip + parameters.neck_strain * posture.neck_flexion


def tethered_strain(free_strain: float, pressed: float, parameters: Parameters) -> float:
    """Stretch of a root that is held where it is pressed: what it cannot slide, it must give.

    Args:
        free_strain: what the root would bear if it could slide.
        pressed: 0 free .. 1 held.
        parameters: the constants of ``lesion``.
    """
    return free_strain * (1.0 + parameters.tether_gain * pressed)


def draped_pressure_mmhg(strain: float, parameters: Parameters) -> float:
    """Contact pressure of a stretched root over what it is draped on, mmHg: E (pi/4) d^2 strain / (R d)."""
    diameter, radius = parameters.root_diameter_mm, parameters.drape_radius_mm
    return parameters.root_stiffness_mpa * MMHG_PER_MPA * math.pi / 4 * diameter * strain / radius


def held(pressure_mmhg: float, parameters: Parameters) -> float:
    """How firmly a pressure holds a root and shuts it off from its veins' slack, 0..1: P/(P + half)."""
    pressure = max(pressure_mmhg, 0.0)
    return float(np.divide(pressure, pressure + parameters.held_half_mmhg))
