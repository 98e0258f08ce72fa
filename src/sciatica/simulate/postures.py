"""Which postures are held, taken up and examined, and for how long."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.lesion.posture import Posture, hours_of_day, leg_raise, posture
from sciatica.simulate.case import Case

DAILY = ("lying", "sleeping", "standing", "walking", "sitting")
PROVOKED = ("bending", "coughing", "sneezing", "straining")
FULL_ANGLES_DEG = (30.0, 50.0, 70.0)
LIGHT_ANGLES_DEG = (60.0,)


@dataclass(frozen=True)
class Programme:
    """The postures of one examination, lying first, and the leg raises among them."""

    postures: tuple[Posture, ...]
    hours: FloatArray
    """[A] hours a day; 0 for what is only taken up to be examined."""
    angles_deg: FloatArray
    """[G] leg raise angles, the first 0 (lying)."""
    raised: np.ndarray[tuple[int, int], np.dtype[np.int64]]
    """[2, G] posture index of each angle for the left and the right leg; lying at 0 degrees."""

    full: bool
    """The case's own day, with the whole script; else an earlier one."""

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the postures."""
        return tuple(p.name for p in self.postures)

    def index(self, name: str) -> int:
        """Where a posture stands."""
        return self.names.index(name)


def programme(case: Case, parameters: Parameters, *, full: bool) -> Programme:
    """The examination of a case: the postures of its day, what provokes, and the leg raises.

    Args:
        case: its activities and its choice of sitting pressures.
        parameters: the lesion room's.
        full: more angles, and all that provokes; else the few that an earlier day needs.
    """
    named = [*DAILY, *(name for name in case.activities or {} if name not in DAILY)]
    named += [name for name in (PROVOKED if full else ("coughing",)) if name not in named]
    held = [posture(name, parameters, case.sitting_source) for name in named]
    angles = FULL_ANGLES_DEG if full else LIGHT_ANGLES_DEG
    raises = [leg_raise(angle, side) for side in ("left", "right") for angle in angles]
    everything = (*held, *raises)
    first = len(held)
    count = len(angles)
    raised = np.zeros((2, count + 1), dtype=np.int64)
    raised[0, 1:] = first + np.arange(count)
    raised[1, 1:] = first + count + np.arange(count)
    return Programme(
        postures=everything,
        hours=hours_of_day(case.activities, everything),
        angles_deg=np.array([0.0, *angles]),
        raised=raised,
        full=full,
    )


def examined_days(day: float) -> tuple[float, ...]:
    """The days on which the fibres are run: the first, a few more in a long course, and the case's own."""
    return (*(early for early, least in _EARLIER if day >= least), day)


_EARLIER = ((1.0, 1.5), (7.0, 14.0), (28.0, 60.0))
"""Day of an earlier examination, and the case's day from which it is held."""
