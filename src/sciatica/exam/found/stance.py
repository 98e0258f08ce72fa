"""Posture, gait by its name, balance with closed eyes, and muscles that are tender.

This is the only room that may call a gait by a name; each name is a label for numbers that `movement` computed.
"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.exam.bedside import Bedside
from sciatica.exam.found.balance import sway_of
from sciatica.exam.observer import EXACT, Observer, of_ratio
from sciatica.exam.values import Entries, by_site, flag, sided


def posture_and_gait(bedside: Bedside, parameters: Parameters, observer: Observer = EXACT) -> Entries:
    """The list, and the gait by its name where the computed motion earns one."""
    move, p = bedside.movement, parameters

    def seen(value: FloatArray | float, limit: float, off: FloatArray | float) -> FloatArray:
        return np.asarray(value + p.observer_motion_share * limit * off)

    def alone(value: float, limit: float, finding: str) -> float:
        return max(float(seen(value, limit, observer.off(finding))), 0.0)

    # the leg that carries less and for a shorter time is the one that is spared
    limp = seen(np.array([1.0, -1.0]) * move.stance_asymmetry, p.limp_asymmetry, observer.by_side("limp_antalgic"))
    high_step = seen(move.swing_knee_flexion_deg, p.steppage_knee_deg, observer.by_side("gait_steppage"))
    lean = seen(move.stance_lean_deg, p.stance_lean_seen_deg, observer.by_side("gait_trendelenburg"))
    listing = alone(abs(move.trunk_list_deg), p.list_seen_deg, "posture_list")
    stoop = alone(move.lumbar_flexion_deg, p.stoop_seen_deg, "gait_stooped")
    named = {
        "posture_list": flag(listing >= p.list_seen_deg, listing, 0),
        "limp_antalgic": sided(list(limp >= p.limp_asymmetry)),
        "gait_steppage": sided(list(high_step >= p.steppage_knee_deg)),
        "gait_trendelenburg": sided(list(lean >= p.stance_lean_seen_deg)),
        "gait_stooped": flag(stoop >= p.stoop_seen_deg, stoop, 0),
    }
    if move.walking is not None:
        named["walking_distance"] = flag(move.walking.stops, move.walking.distance_m, 0)
    return named


def romberg(bedside: Bedside, parameters: Parameters, observer: Observer = EXACT) -> Entries:
    """Whether somebody who stands with open eyes must step when they are closed."""
    if not bedside.has("standing"):
        return {}
    sway = sway_of(bedside, parameters)
    off = np.array([observer.off("romberg", site=eyes) for eyes in ("open", "closed")])
    reach = of_ratio(np.array([sway.open_deg, sway.closed_deg]), parameters.observer_sway_share, off)
    falls = parameters.sway_reach * reach >= min(parameters.sway_seen_deg, sway.limit_deg)
    return {"romberg": flag(bool(falls[1] and not falls[0]))}


def tenderness(bedside: Bedside, soreness: FloatArray, parameters: Parameters, observer: Observer = EXACT) -> Entries:
    """Muscles that hurt when pressed: those that inflammation beside the nerve or overuse made sore, [M, 2]."""
    names = bedside.body.muscles.names
    seen = soreness.T + parameters.observer_tender_share * observer.by_site("muscle_tender", names)
    return {"muscle_tender": by_site(seen, names, parameters.tender_from)}
