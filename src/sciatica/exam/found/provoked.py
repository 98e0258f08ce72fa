"""Pain that the examiner provokes: by raising the leg, slumping, stretching the femoral nerve, turning the hip,
extending the back, and bending forward.

Each reads how far pain rises, over that at rest in the same place, when the nerve is pulled, pressed or both: never
how much it hurts anyhow. A pressed root hurts no more when the leg is raised unless the raise moves it, and a root that
is not inflamed hardly answers.
"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.exam.bedside import Bedside, LegRaise
from sciatica.exam.observer import EXACT, Observer
from sciatica.exam.values import SIDES, Entries, first_risen, flag, sided

MANOEUVRES = (
    ("slump_test", "slump", "sitting"),
    ("femoral_stretch_test", "femoral_stretch", "lying"),
    ("fair_test", "fair", "side_lying"),
)
"""Finding, posture of a side, and the posture it is compared with (lying where that was not examined)."""


def leg_raise(test: LegRaise, parameters: Parameters, observer: Observer = EXACT) -> Entries:
    """The straight-leg raise and the crossed one: the angle at which leg pain rises."""
    found: Entries = {}
    for finding, pain in (("straight_leg_raise", test.pain), ("crossed_straight_leg_raise", test.crossed_pain)):
        angle = np.array([first_risen(test.angle_deg, pain[s], parameters.leg_raise_pain_rise) for s in (0, 1)])
        seen = np.maximum(angle + parameters.observer_leg_raise_deg * observer.by_side(finding), 0.0)
        found[finding] = sided(list(seen < parameters.leg_raise_positive_deg), seen, 0)
    return found


def manoeuvres(bedside: Bedside, parameters: Parameters, observer: Observer = EXACT) -> Entries:
    """Slump, femoral stretch, FAIR and passive lumbar extension, those that were examined."""
    pain = bedside.pain_by_side
    found: Entries = {}
    limit, error = parameters.provoked_pain_rise, parameters.observer_pain_points

    def rest(name: str) -> FloatArray:
        return pain[:, bedside.posture(name if bedside.has(name) else "lying")]

    for finding, posture, before in MANOEUVRES:
        if all(bedside.has(f"{posture}_{side}") for side in SIDES):
            held = np.array([pain[s, bedside.posture(f"{posture}_{side}")] for s, side in enumerate(SIDES)])
            rise = held - rest(before) + error * observer.by_side(finding)
            found[finding] = sided(list(rise >= limit))
    if bedside.has("extension"):
        worst = float((pain[:, bedside.posture("extension")] - rest("lying")).max())
        seen = worst + error * observer.off("passive_lumbar_extension")
        found["passive_lumbar_extension"] = flag(seen >= limit)
    return found


def bending(bedside: Bedside, parameters: Parameters, observer: Observer = EXACT) -> Entries:
    """How far the fingers stay from the floor, where somebody asked how pain rises on bending."""
    reach = reach_cm(bedside, parameters)
    if reach is None:
        return {}
    seen = max(reach + parameters.observer_finger_floor_cm * observer.off("finger_floor_distance"), 0.0)
    return {"finger_floor_distance": flag(seen >= parameters.finger_floor_far_cm, seen, 0, said_anyway=True)}


def reach_cm(bedside: Bedside, parameters: Parameters) -> float | None:
    """Fingertips above the floor, cm, where pain or the body's own range stops the bend; None where nobody asked.

    Low back and pelvis bend together, each a steady share of the whole. The bend stops where the low back's own
    bend, or the hips' with straight knees, has raised pain as far as stops a straight leg that is raised.
    """
    if bedside.bends is None:
        return None
    p, height_cm = parameters, bedside.body.person.height_cm
    share = 1.0
    test = bedside.leg_raise
    curves = [(bedside.bends[0], row, p.full_lumbar_flexion_deg) for row in bedside.bends[1]]
    curves += [(test.angle_deg, row, p.full_pelvic_flexion_deg) for row in test.pain]
    for angle, pain, full in curves:
        forward = np.concatenate([[0.0], angle[angle > 0.0]])
        stop = first_risen(forward, np.interp(forward, angle, pain), p.leg_raise_pain_rise)
        if np.isfinite(stop):
            share = min(share, stop / full)
    return fingertips_cm(share * (p.full_lumbar_flexion_deg + p.full_pelvic_flexion_deg), height_cm, p)


def fingertips_cm(trunk_deg: float, height_cm: float, parameters: Parameters) -> float:
    """Height of hanging hands, cm, of somebody whose trunk is bent so far on straight legs."""
    p = parameters
    above = p.hip_height + p.trunk_length * np.cos(np.radians(trunk_deg)) - p.arm_length
    return max(float(above * height_cm), 0.0)
