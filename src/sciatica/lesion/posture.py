"""Postures and activities, all of them: what they are, how they are taken up, and how a day is made of them.

The pieces stand in files of their own: :mod:`stance` (what a posture is, and the table), :mod:`ways` (how it is
taken up or held) and :mod:`hours` (a day).
"""

from __future__ import annotations

from sciatica.lesion.hours import HOURS_A_DAY, default_hours, hours_of_day
from sciatica.lesion.stance import (
    NAMES,
    Posture,
    SittingSource,
    axial_load,
    disc_pressure_mpa,
    flat,
    posture,
    standard,
)
from sciatica.lesion.ways import adapted, contracted, extension, fair, femoral_stretch, held, leg_raise, slump

__all__ = [
    "HOURS_A_DAY",
    "NAMES",
    "Posture",
    "SittingSource",
    "adapted",
    "axial_load",
    "contracted",
    "default_hours",
    "disc_pressure_mpa",
    "extension",
    "fair",
    "femoral_stretch",
    "flat",
    "held",
    "hours_of_day",
    "leg_raise",
    "posture",
    "slump",
    "standard",
]
