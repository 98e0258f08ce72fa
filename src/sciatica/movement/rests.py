"""How far somebody walks before the pain of walking makes a rest, and how long the rest takes.

Whoever knows what builds up in the root while walking (swelling, blood flow) hands it in as a function of minutes;
this module only walks on until it is too much and rests until it is borne again. Nothing about the cause is known
here. Pain that never reaches the limit gives a walk without a rest, up to a bound that is stated.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters

_GRID: Final = 241


@dataclass(frozen=True)
class Walking:
    """One walk and the rest after it."""

    minutes: float
    """Walked before the rest; the longest walk asked about where none was needed."""
    distance_m: float
    rest_min: float
    """Until pain is borne again; 0 where no rest is needed, inf where resting does not help within the time asked."""
    stops: bool
    """Whether pain ends the walk."""
    pain_at_stop: float


def walk(
    speed_m_s: float,
    pain_walking: Callable[[float], float],
    pain_resting: Callable[[float, float], float] | None,
    p: Parameters,
) -> Walking:
    """Walk until it hurts too much, then rest.

    Args:
        speed_m_s: of walking.
        pain_walking: pain (0 to 10) after so many minutes of walking.
        pain_resting: pain after walking so many minutes and resting so many; None: rest is not asked about.
        p: ``walk_stop_nrs``, ``walk_again_nrs``, ``walk_longest_min``, ``rest_longest_min``.

    Raises:
        InputError: no speed, or a pain that is not a number from 0 up.
    """
    if not (np.isfinite(speed_m_s) and speed_m_s > 0):
        raise InputError("nobody walks like this", field="speed_m_s", given=speed_m_s, wanted="more than 0")
    stop, felt = _first(lambda t: _asked(pain_walking(t)) - p.walk_stop_nrs, p.walk_longest_min)
    if stop is None:
        return Walking(p.walk_longest_min, p.walk_longest_min * 60.0 * speed_m_s, 0.0, False, felt + p.walk_stop_nrs)
    rest = 0.0
    if pain_resting is not None:
        eased, _ = _first(lambda t: p.walk_again_nrs - _asked(pain_resting(stop, t)), p.rest_longest_min)
        rest = float("inf") if eased is None else eased
    return Walking(stop, stop * 60.0 * speed_m_s, rest, True, felt + p.walk_stop_nrs)


def _first(over: Callable[[float], float], longest: float) -> tuple[float | None, float]:
    """When a function first reaches 0 from below, and its value there (or at the end); found on a grid, then halved."""
    times = np.linspace(0.0, 1.0, _GRID) ** 2 * longest
    before = 0.0
    value = over(0.0)
    if value >= 0.0:
        return 0.0, value
    for time in times[1:]:
        value = over(float(time))
        if value >= 0.0:
            low, high = before, float(time)
            for _ in range(40):
                middle = 0.5 * (low + high)
                low, high = (low, middle) if over(middle) >= 0.0 else (middle, high)
            return high, over(high)
        before = float(time)
    return None, value


def _asked(pain: float) -> float:
    if not (np.isfinite(pain) and pain >= 0):
        raise InputError("no pain", field="pain_walking", given=pain, wanted="a number from 0 up")
    return float(pain)
