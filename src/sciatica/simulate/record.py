"""What the course keeps of every day: the circle's own quantities, side by side over the days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np

from sciatica.core.types import BoolArray, FloatArray
from sciatica.simulate.estimate import Estimate, by_root

if TYPE_CHECKING:
    from sciatica.lesion import Loads
    from sciatica.simulate.loop import Life
    from sciatica.tissue import Moment


@dataclass(frozen=True)
class Course:
    """Every day of a case; D days, M muscles, sides left and right."""

    day: FloatArray
    """[D] end of each day."""
    examined: BoolArray
    """[D] whether the fibres were run that day; the other days are read off the last examination."""
    adapted: BoolArray
    """[D] whether a new way of standing and walking was looked for."""
    pain: FloatArray
    """[D, 2] worst pain of each leg in the postures of the day, 0-10; nan before the first examination."""
    estimated_pain: FloatArray
    """[D, 2] the same as the examination before says it; on examined days the two differ by the estimate's error."""
    pressure_mmhg: FloatArray
    """[D, 2] highest pressure on any root, mean over the hours of the day."""
    flow: FloatArray
    """[D, 2] blood flow of the worst-supplied load, mean over depth and hours, 0-1."""
    inflammation: FloatArray
    """[D, 2] of the worst load, 0-1."""
    myelin: FloatArray
    """[D, 2] lamellae left under the worst load, mean over depth, 0-1."""
    axon: FloatArray
    """[D, 2] axons never lost under the worst load, mean over depth, 0-1."""
    sensitisation: FloatArray
    """[D, 2] of the cord, the most sensitised root of each side, 0-1."""
    guarding: FloatArray
    """[D, M, 2] mean guarding drive, share of full."""
    spasm: FloatArray
    """[D, M, 2] mean activation that nobody told the muscle to make, share of maximum."""
    tenderness: FloatArray
    """[D, M, 2] of muscles that are overused, 0-1."""
    soreness: FloatArray
    """[D, M, 2] of muscles that worked unasked, 0-1."""
    list_deg: FloatArray
    """[D] lean of the trunk, to the right positive."""
    flexion_deg: FloatArray
    """[D] bend of the low back from the person's own."""
    asymmetry: FloatArray
    """[D] load and stance time on the right leg minus the left, -1..1."""
    speed: FloatArray
    """[D] walking speed as a share of the person's own."""


@dataclass(frozen=True)
class Day:
    """One day of a :class:`Course`; the same fields without their first axis."""

    day: float
    examined: bool
    adapted: bool
    pain: FloatArray
    estimated_pain: FloatArray
    pressure_mmhg: FloatArray
    flow: FloatArray
    inflammation: FloatArray
    myelin: FloatArray
    axon: FloatArray
    sensitisation: FloatArray
    guarding: FloatArray
    spasm: FloatArray
    tenderness: FloatArray
    soreness: FloatArray
    list_deg: float
    flexion_deg: float
    asymmetry: float
    speed: float


def day_of(
    life: Life, found: Estimate | None, loads: Loads, moment: Moment, hours: FloatArray, *, adapted_anew: bool
) -> Day:
    """A day that was not examined.

    Args:
        life: the evening.
        found: what the last examination says of the day; None before the first.
        loads, moment: in the postures of the day.
        hours: [A] spent in each.
        adapted_anew: whether a new way of standing and walking was looked for.
    """
    spent = hours / hours.sum()
    nothing = np.zeros_like(life.activation)
    pain = np.full(2, np.nan) if found is None else found.pain[:, spent > 0].max(axis=1)
    move, state = life.movement, life.tissue
    return Day(
        day=life.day,
        examined=False,
        adapted=adapted_anew,
        pain=pain,
        estimated_pain=pain,
        pressure_mmhg=(by_root(loads, loads.pressure_mmhg[0]) @ spent).max(axis=1),
        flow=_lowest(loads, moment.flow[0].mean(axis=1) @ spent),
        inflammation=by_root(loads, state.inflammation[0]).max(axis=1),
        myelin=_lowest(loads, state.myelin[0].mean(axis=1)),
        axon=_lowest(loads, state.axon[0].mean(axis=1)),
        sensitisation=life.carried.sensitisation.max(axis=1),
        guarding=nothing if found is None else found.guarding,
        spasm=life.activation,
        tenderness=life.overuse.tenderness,
        soreness=life.carried.soreness,
        list_deg=0.0 if move is None else move.trunk_list_deg,
        flexion_deg=0.0 if move is None else move.lumbar_flexion_deg,
        asymmetry=0.0 if move is None else move.stance_asymmetry,
        speed=1.0 if move is None else move.speed_m_s / move.normal_speed_m_s,
    )


def course_of(days: Sequence[Day]) -> Course:
    """The days one after the other."""
    columns: dict[str, Any] = {f.name: np.array([getattr(day, f.name) for day in days]) for f in fields(Day)}
    return Course(**columns)


def _lowest(loads: Loads, share: FloatArray) -> FloatArray:
    """[2] the lowest of the loads on each side, 1 where there is none."""
    return np.asarray(1.0 - by_root(loads, 1.0 - share).max(axis=1))
