"""What the cord and the muscles carry from one day to the next: sensitisation, wind-up, soreness.

Sensitisation rises towards the pain of the day with a time constant of days and falls with a longer one (dorsal horn
neurons stay excitable long after the input that made them so: Woolf 1983, doi:10.1038/306686a0). Soreness of a muscle
rises with the work it did unwillingly. Both laws are assumed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray

SECONDS_A_DAY = 86400.0


@dataclass(frozen=True)
class Carried:
    """What an episode starts from."""

    sensitisation: FloatArray
    """[2, 9] 0-1 by side and root."""
    recent_pain: FloatArray
    """[2, 9] mean pain of the last day, 0-10."""
    soreness: FloatArray
    """[M, 2] 0-1 by muscle and side."""
    wind_up: FloatArray
    """[2, 9] 0-1."""
    irritants: FloatArray
    """[2, M, 2] 0-1: what contractions that nobody willed left in the muscles, fading and staying."""


def nothing(muscles: int) -> Carried:
    """What a healthy person of ``muscles`` muscles carries."""
    zero = np.zeros((2, 9))
    return Carried(zero, zero.copy(), np.zeros((muscles, 2)), zero.copy(), np.zeros((2, muscles, 2)))


def next_day(
    carried: Carried,
    pain_by_root: FloatArray,
    unwilled_activation: FloatArray,
    parameters: Parameters,
    *,
    days: float = 1.0,
) -> Carried:
    """What is carried after ``days`` like the one just simulated.

    Args:
        carried: what was carried into it.
        pain_by_root: [2, 9] mean pain of the day, 0-10.
        unwilled_activation: [M, 2] mean activation nobody told the muscle to make, 0-1.
        parameters: the constants of ``cord``.
        days: how many.
    """
    p = parameters
    return Carried(
        sensitisation=_toward(
            carried.sensitisation, pain_by_root / 10.0, p.sensitisation_rise_days, p.sensitisation_fall_days, days
        ),
        recent_pain=pain_by_root.copy(),
        soreness=_toward(
            carried.soreness,
            unwilled_activation / (unwilled_activation + p.soreness_half_activation),
            p.soreness_rise_days,
            p.soreness_fall_days,
            days,
        ),
        wind_up=carried.wind_up.copy(),
        irritants=carried.irritants
        * np.exp(-SECONDS_A_DAY * days / np.array([p.irritant_fade_s, p.irritant_stay_s]))[:, None, None],
    )


def _toward(now: FloatArray, target: FloatArray, rise_days: float, fall_days: float, days: float) -> FloatArray:
    tau = np.where(target > now, rise_days, fall_days)
    return np.asarray(target + (now - target) * np.exp(-days / tau))
