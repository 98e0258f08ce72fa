"""What the examiner finds: feeling, power, reflexes, the leg raise, posture and the name of the gait.

This is the only room that may call a gait by a name; each name is a label for numbers that `movement` computed.
"""

from __future__ import annotations

import numpy as np

from sciatica.body import Body
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.exam.bedside import Bedside, LegRaise, territory_loss
from sciatica.exam.values import Entries, by_site, flag, sided


def share_by_movement(body: Body, strength: FloatArray) -> dict[str, FloatArray]:
    """Share of the healthy strength of each movement, [2] left and right, from its muscles' ([M, 2])."""
    muscles = body.muscles
    out: dict[str, FloatArray] = {}
    for name in dict.fromkeys(muscles.movement):
        rows = [i for i, m in enumerate(muscles.movement) if m == name]
        share = muscles.movement_share[rows]
        out[name] = (share[:, None] * strength[rows]).sum(axis=0) / share.sum()
    return out


def mrc_grade(strength: FloatArray, parameters: Parameters) -> FloatArray:
    """MRC grade (0-5) of a share of healthy strength; a grade is an interval, not a measurement."""
    limits = [getattr(parameters, f"mrc_{grade}_from") for grade in (1, 2, 3, 4, 5)]
    grade: FloatArray = np.searchsorted(limits, strength, side="right").astype(np.float64)
    return grade


def feeling(bedside: Bedside, parameters: Parameters) -> Entries:
    """Light touch and pinprick, by territory."""
    names = bedside.body.territories.names
    lying = bedside.posture("lying")
    return {
        finding: by_site(
            territory_loss(bedside.body, bedside.carried, kind, lying), names, parameters.feeling_loss_found
        )
        for finding, kind in (("touch_reduced", "a_beta"), ("pinprick_reduced", "a_delta"))
    }


def power(bedside: Bedside, parameters: Parameters, strength: dict[str, FloatArray]) -> Entries:
    """MRC power by movement, and the dropped foot."""
    names = [n for n in strength if n != "anal_squeeze"]
    grades = np.stack([mrc_grade(strength[n], parameters) for n in names], axis=1)
    dropped = mrc_grade(strength["ankle_dorsiflexion"], parameters) <= parameters.foot_drop_grade
    return {
        "power_reduced": by_site(grades, names, 5.0, below=True, digits=0),
        "foot_drop": sided(list(dropped)),
    }


def reflexes(bedside: Bedside, parameters: Parameters) -> Entries:
    """Knee and ankle reflex against the healthy response."""
    return {
        f"{name}_reflex_reduced": sided(list(share < parameters.reflex_reduced_below), share)
        for name, share in bedside.reflex.items()
    }


def first_painful_angle(angle_deg: FloatArray, pain: FloatArray, rise: float) -> float:
    """Angle (deg) at which pain has risen by ``rise`` over that at the lowest angle; nan where it never does."""
    over = pain - pain[0] - rise
    hit = np.flatnonzero(over >= 0)
    if not hit.size:
        return float("nan")
    i = int(hit[0])
    share = over[i - 1] / (over[i - 1] - over[i])
    return float(angle_deg[i - 1] + share * (angle_deg[i] - angle_deg[i - 1]))


def leg_raise(test: LegRaise, parameters: Parameters) -> Entries:
    """The straight-leg raise and the crossed one: the angle at which leg pain rises."""
    rise = parameters.leg_raise_pain_rise
    own = [first_painful_angle(test.angle_deg, test.pain[s], rise) for s in (0, 1)]
    crossed = [first_painful_angle(test.angle_deg, test.crossed_pain[s], rise) for s in (0, 1)]
    limit = parameters.leg_raise_positive_deg
    return {
        "straight_leg_raise": sided([a < limit for a in own], own, 0),
        "crossed_straight_leg_raise": sided([a < limit for a in crossed], crossed, 0),
    }


def posture_and_gait(bedside: Bedside, parameters: Parameters) -> Entries:
    """The list, and the gait by its name where the computed motion earns one."""
    move = bedside.movement
    listing = abs(move.trunk_list_deg)
    # the leg that carries less and for a shorter time is the one that is spared
    limp = [move.stance_asymmetry >= parameters.limp_asymmetry, -move.stance_asymmetry >= parameters.limp_asymmetry]
    high_step = [bool(k >= parameters.steppage_knee_deg) for k in move.swing_knee_flexion_deg]
    lean = [bool(a >= parameters.stance_lean_seen_deg) for a in move.stance_lean_deg]
    named = {
        "posture_list": flag(bool(listing >= parameters.list_seen_deg), listing, 0),
        "limp_antalgic": sided(limp),
        "gait_steppage": sided(high_step),
        "gait_trendelenburg": sided(lean),
        "gait_stooped": flag(bool(move.lumbar_flexion_deg >= parameters.stoop_seen_deg), move.lumbar_flexion_deg, 0),
    }
    if move.walking is not None:
        named["walking_distance"] = flag(move.walking.stops, move.walking.distance_m, 0)
    return named


def tenderness(bedside: Bedside, soreness: FloatArray, parameters: Parameters) -> Entries:
    """Muscles that hurt when pressed: those that inflammation beside the nerve or overuse made sore, [M, 2]."""
    return {
        "muscle_tender": by_site(soreness.T, bedside.body.muscles.names, parameters.tender_from),
    }
