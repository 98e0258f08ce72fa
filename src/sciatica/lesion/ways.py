"""Ways to take up a posture: how examiners move a patient, how long one sits, and how a sore body holds itself."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from sciatica.body.roots import SIDES
from sciatica.core.errors import InputError
from sciatica.lesion.stance import Posture, from_table

LONGEST_MINUTES = 24.0 * 60.0
SLUMP_LEG_DEG = 75.0
"""A knee stretched while sitting slumped raises the straight leg as far as most hips and hamstrings let it."""


def leg_raise(angle_deg: float, side: str) -> Posture:
    """Lying on the back with one straight leg raised.

    Args:
        angle_deg: hip flexion with the knee straight, 0..120 degrees.
        side: "left" or "right".

    Raises:
        InputError: an angle out of range or no such side.
    """
    if not 0.0 <= angle_deg <= 120.0:
        raise InputError(
            "the leg cannot be raised so far", field="angle_deg", given=angle_deg, wanted="0 to 120 degrees"
        )
    return replace(
        from_table("lying"),
        name=f"leg_raise_{_one_side(side)}_{angle_deg:g}",
        leg_raise_deg=_on(side, angle_deg),
        duration_s=5.0,
        rise_s=2.0,
    )


def fair(side: str) -> Posture:
    """Lying on the side with one hip flexed, adducted and rotated inward (Fishman 1992).

    Raises:
        InputError: no such side.
    """
    held_hip = _on(_one_side(side), 1.0)
    return replace(from_table("side_lying"), name=f"fair_{side}", fair=held_hip, duration_s=60.0, rise_s=2.0)


def slump(side: str) -> Posture:
    """Sitting fully bent with the chin on the chest and one knee stretched.

    Raises:
        InputError: no such side.
    """
    raised = _on(_one_side(side), SLUMP_LEG_DEG)
    return replace(from_table("slump"), name=f"slump_{side}", leg_raise_deg=raised, neck_flexion=1.0)


def femoral_stretch(side: str) -> Posture:
    """Lying prone with one knee bent and its hip extended: stretches the femoral nerve and its roots.

    Raises:
        InputError: no such side.
    """
    stretched = _on(_one_side(side), 1.0)
    return replace(from_table("femoral_stretch"), name=f"femoral_stretch_{side}", femoral_stretch=stretched)


def extension() -> Posture:
    """Lying prone and propped on straight arms: passive lumbar extension."""
    return from_table("extension")


def held(posture: Posture, minutes: float) -> Posture:
    """The same posture after it has been held for so long without a break; see :mod:`sciatica.lesion.creep`.

    Sitting for an hour is ``held(sitting, 60)``; standing up ends it, since another posture is not held yet. It keeps
    its name, so that the hours of a day still find it.

    Args:
        posture: what is held.
        minutes: since when, 0 to 1440.

    Raises:
        InputError: minutes out of range.
    """
    if not (math.isfinite(minutes) and 0.0 <= minutes <= LONGEST_MINUTES):
        raise InputError("cannot be held so long", field="minutes", given=minutes, wanted="0 to 1440 minutes")
    if minutes == posture.minutes_held:
        return posture
    return replace(posture, minutes_held=float(minutes), duration_s=60.0 * minutes)


def contracted(posture: Posture, activation: float | tuple[float, float]) -> Posture:
    """The same posture while the muscles that press the nerve work at a given activation.

    Args:
        posture: what is held meanwhile.
        activation: 0..1 of their maximum, for both sides alike or left and right.

    Raises:
        InputError: an activation outside 0..1.
    """
    left, right = activation if isinstance(activation, tuple) else (activation, activation)
    for value in (left, right):
        if not 0.0 <= value <= 1.0:
            raise InputError("out of range", field="activation", given=value, wanted="0 to 1")
    return replace(
        posture,
        name=f"{posture.name}_contracted_{left:g}_{right:g}",
        contraction=(float(left), float(right)),
    )


def adapted(
    posture: Posture,
    *,
    flexion: float = 0.0,
    list_deg: float = 0.0,
    side_of_list: str = "right",
    cocontraction: float = 0.0,
) -> Posture:
    """The same posture as a guarded body holds it; ``stance.disc_pressure_mpa`` says what that adds.

    Args:
        posture: what is adapted.
        flexion: added lumbar bend, positive forward; the sum is kept within -1..1.
        list_deg: how far the trunk leans aside, degrees, 0 or more.
        side_of_list: to which side it leans.
        cocontraction: how hard the trunk muscles of both sides brace, 0..1.

    Raises:
        InputError: cocontraction outside 0..1, a list outside 0..90 degrees, or no such side.
    """
    if not 0.0 <= cocontraction <= 1.0:
        raise InputError("out of range", field="cocontraction", given=cocontraction, wanted="0 to 1")
    if not 0.0 <= list_deg <= 90.0:
        raise InputError("out of range", field="list_deg", given=list_deg, wanted="0 to 90 degrees")
    if side_of_list not in SIDES:
        raise InputError("no such side", field="side_of_list", given=side_of_list, wanted="left or right")
    bend = float(np.clip(posture.flexion + flexion, -1.0, 1.0))
    forward = max(bend, 0.0) - max(posture.flexion, 0.0)
    return replace(
        posture,
        flexion=bend,
        added_bend=max(posture.added_bend + forward, 0.0),
        bracing=max(posture.bracing, cocontraction),
        list_deg=posture.list_deg + (list_deg if side_of_list == "right" else -list_deg),
    )


def _one_side(side: str) -> str:
    if side not in SIDES:
        raise InputError("no such side", field="side", given=side, wanted="left or right")
    return side


def _on(side: str, amount: float) -> tuple[float, float]:
    return (amount, 0.0) if _one_side(side) == "left" else (0.0, amount)
