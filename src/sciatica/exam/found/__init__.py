"""What the examiner finds: feeling, power, reflexes, provoked pain, posture, gait and balance.

Every function takes an observer (:mod:`sciatica.exam.observer`), whose errors act on what is measured before it is
graded; what was not examined is left out, and so stays unknown.
"""

from __future__ import annotations

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.exam.bedside import Bedside
from sciatica.exam.found.feeling import feeling
from sciatica.exam.found.power import mrc_grade, power, share_by_movement
from sciatica.exam.found.provoked import bending, leg_raise, manoeuvres
from sciatica.exam.found.reflexes import reflexes
from sciatica.exam.found.stance import posture_and_gait, romberg, tenderness
from sciatica.exam.observer import EXACT, Observer
from sciatica.exam.values import Entries

__all__ = [
    "bending",
    "everything",
    "feeling",
    "leg_raise",
    "manoeuvres",
    "mrc_grade",
    "posture_and_gait",
    "power",
    "reflexes",
    "romberg",
    "share_by_movement",
    "tenderness",
]


def everything(
    bedside: Bedside,
    soreness: FloatArray,
    parameters: Parameters,
    strength: dict[str, FloatArray],
    observer: Observer = EXACT,
) -> Entries:
    """The whole examination.

    Args:
        bedside: the person on the day.
        soreness: [M, 2] how sore each muscle is, 0-1.
        parameters: the exam room's.
        strength: [2] share of healthy strength by movement, from :func:`share_by_movement`.
        observer: who examines.
    """
    found: Entries = {}
    for part in (
        feeling(bedside, parameters, observer),
        power(bedside, parameters, strength, observer),
        reflexes(bedside, parameters, observer),
        leg_raise(bedside.leg_raise, parameters, observer),
        manoeuvres(bedside, parameters, observer),
        bending(bedside, parameters, observer),
        posture_and_gait(bedside, parameters, observer),
        romberg(bedside, parameters, observer),
        tenderness(bedside, soreness, parameters, observer),
    ):
        found.update(part)
    return found
