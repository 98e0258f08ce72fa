"""Which postures are held, taken up and examined, and for how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sciatica.body.roots import SIDES
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.lesion.posture import (
    Posture,
    extension,
    fair,
    femoral_stretch,
    hours_of_day,
    leg_raise,
    posture,
    slump,
)
from sciatica.simulate.case import Case

DAILY = ("lying", "sleeping", "standing", "walking", "sitting")
PROVOKED = ("bending", "coughing", "sneezing", "straining")
FULL_ANGLES_DEG = (30.0, 50.0, 70.0)
LIGHT_ANGLES_DEG = (60.0,)
_STRETCHES = (slump, fair, femoral_stretch)


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

    @property
    def unstretched(self) -> tuple[int, ...]:
        """Postures in which nothing but what presses the nerve is changed: no raised leg, slump, FAIR or stretch."""
        stretches = {name(side).name for name in _STRETCHES for side in SIDES}
        raised = set(self.raised[:, 1:].ravel().tolist())
        return tuple(a for a, p in enumerate(self.postures) if a not in raised and p.name not in stretches)

    def index(self, name: str) -> int:
        """Where a posture stands."""
        return self.names.index(name)


def daily_postures(case: Case, parameters: Parameters) -> tuple[Posture, ...]:
    """What the person's days are made of, on any of them: the usual postures and those that the case names."""
    named = dict.fromkeys(DAILY)
    for activities in (case.activities, *(change.activities for change in case.changes)):
        named.update(dict.fromkeys(activities or {}))
    return tuple(posture(name, parameters, case.sitting_source) for name in named)


def manoeuvres(named: Sequence[str], parameters: Parameters) -> list[Posture]:
    """What only an examiner asks for, each on both sides where it has one: slump, FAIR, femoral stretch, extension.

    Lying on the side, from which FAIR is judged, is held as briefly, unless the days (``named``) know it already.
    """
    both = [way(side) for way in _STRETCHES for side in SIDES]
    side = replace(posture("side_lying", parameters), duration_s=fair(SIDES[0]).duration_s)
    return [*([] if side.name in named else [side]), *both, extension()]


def programme(case: Case, parameters: Parameters, *, full: bool, day: float | None = None) -> Programme:
    """The examination of a case: the postures of its day, what provokes, and the leg raises.

    Args:
        case: its activities and its choice of sitting pressures.
        parameters: the lesion room's.
        full: more angles, and all that provokes; else the few that an earlier day needs.
        day: on which it is held, for the hours of the day before it; the case's own if None.
    """
    held = list(daily_postures(case, parameters))
    named = [p.name for p in held]
    more = [name for name in (PROVOKED if full else ("coughing",)) if name not in named]
    held += [posture(name, parameters, case.sitting_source) for name in more]
    if full:
        held += manoeuvres(named, parameters)
    angles = FULL_ANGLES_DEG if full else LIGHT_ANGLES_DEG
    raises = [leg_raise(angle, side) for side in SIDES for angle in angles]
    everything = (*held, *raises)
    first = len(held)
    count = len(angles)
    raised = np.zeros((2, count + 1), dtype=np.int64)
    raised[0, 1:] = first + np.arange(count)
    raised[1, 1:] = first + count + np.arange(count)
    return Programme(
        postures=everything,
        hours=hours_of_day(case.activities_from(before(case.day if day is None else day)), everything),
        angles_deg=np.array([0.0, *angles]),
        raised=raised,
        full=full,
    )


def before(day: float) -> float:
    """When the day that ends at ``day`` began: days are whole, and the last may be a part."""
    return max(float(np.ceil(day)) - 1.0, 0.0)


def day_grid(begin: float, end: float) -> tuple[float, ...]:
    """The ends of the days from ``begin`` to ``end``: every whole day between, and ``end`` itself."""
    whole = np.arange(np.floor(begin) + 1.0, np.ceil(end))
    return (*whole.tolist(), float(end)) if end > begin else ()


def examined_days(day: float) -> tuple[float, ...]:
    """The days on which the fibres are run: the first, a few more in a long course, and the case's own."""
    return (*(early for early, least in _EARLIER if day >= least), day)


_EARLIER = ((1.0, 1.5), (28.0, 56.0))
"""Day of an earlier examination, and the case's day from which it is held."""
