"""How a day is spent: hours in each posture, from what a case says or from a sedentary life."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from sciatica.core.errors import InputError, nearest
from sciatica.core.types import FloatArray
from sciatica.lesion.stance import NAMES, Posture, rows

HOURS_A_DAY: Final = 24.0


def default_hours(postures: Sequence[Posture]) -> FloatArray:
    """[A] hours a day of a sedentary life in each posture; 24 in all where lying is among them.

    Slouched sitting that is not simulated is spent sitting; the rest of the day, and any other posture of the
    table that is not simulated, lying.
    """
    names = [p.name for p in postures]
    hours = np.array([float(rows()[name]["hours"]) if name in NAMES else 0.0 for name in names])
    if "sitting_slouched" not in names and "sitting" in names:
        hours[names.index("sitting")] += float(rows()["sitting_slouched"]["hours"])
    return _rest_lying(hours, names)


def _rest_lying(hours: FloatArray, names: Sequence[str]) -> FloatArray:
    filled = hours.copy()
    if "lying" in names:
        filled[names.index("lying")] += max(HOURS_A_DAY - float(hours.sum()), 0.0)
    return filled


def hours_of_day(activities: Mapping[str, float] | None, postures: Sequence[Posture]) -> FloatArray:
    """[A] hours a day in each posture, as a case says them; what is left of the day is spent lying.

    Args:
        activities: posture name to hours a day; None means :func:`default_hours`.
        postures: the postures that are simulated.

    Raises:
        InputError: an unknown or not simulated posture, a negative or infinite number, or more than 24 hours
            in all.
    """
    if activities is None:
        return default_hours(postures)
    names = [p.name for p in postures]
    hours = np.zeros(len(names))
    for name, value in activities.items():
        if name not in names:
            best = nearest(str(name), names)
            raise InputError(
                "no such posture",
                field=f"activities.{name}",
                wanted=f"one of {', '.join(names)}",
                cure=f"did you mean {best}?" if best else "",
            )
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not 0.0 <= value <= HOURS_A_DAY:
            raise InputError("not hours of a day", field=f"activities.{name}", given=value, wanted="0 to 24 hours")
        hours[names.index(name)] = float(value)
    total = float(hours.sum())
    if total > HOURS_A_DAY + 1e-9:
        raise InputError(
            "the day has more than 24 hours",
            field="activities",
            given=f"{total:g} hours",
            wanted="24 at most",
        )
    return _rest_lying(hours, names)
