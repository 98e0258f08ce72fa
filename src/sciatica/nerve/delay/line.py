"""A stretch of healthy nerve fibre as a delay line: impulses in at any place and time, impulses out at both ends.

Event driven. Every impulse goes from point to point of the line at the slowness that its law (`delay.law`) gives for
the intervals since the ones before it *at that point*; two that meet annihilate; one that is born where another has
just passed is not born, and a sealed end swallows what reaches it, a little early. An impulse born in the middle
leaves both ways. `carried` is the same for whole populations whose impulses all run one way.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray
from sciatica.nerve.delay.law import HISTORY, STEEPEST_EXCESS, DelayLaw, recovered

TOWARD_START, BOTH_WAYS, TOWARD_END = -1, 0, 1
_POINTS = 200


@dataclass(frozen=True)
class Births:
    """Impulses that enter a line or are born in it, S of them in any order.

    `direction`: TOWARD_START, TOWARD_END or BOTH_WAYS.
    """

    time_ms: FloatArray
    position_mm: FloatArray
    direction: tuple[int, ...]

    @staticmethod
    def at(position_mm: float, time_ms: FloatArray, direction: int) -> Births:
        """Impulses born at one place."""
        time = np.asarray(time_ms, dtype=np.float64)
        return Births(time, np.full(len(time), position_mm), (direction,) * len(time))

    def __add__(self, other: Births) -> Births:
        """Both together."""
        return Births(
            np.concatenate([self.time_ms, other.time_ms]),
            np.concatenate([self.position_mm, other.position_mm]),
            self.direction + other.direction,
        )


@dataclass(frozen=True)
class DelayLine:
    """A line of healthy fibre: `law` of one diameter, `length_mm`, whether each end is sealed, and how many points.

    Raises InputError for a law of several diameters or a line without length.
    """

    law: DelayLaw
    length_mm: float
    sealed: tuple[bool, bool] = (False, False)
    points: int = _POINTS

    def __post_init__(self) -> None:
        """Refuse what is no line."""
        if len(self.law.diameter_um) != 1:
            raise InputError("a line has one diameter", field="law", given=len(self.law.diameter_um),
                             wanted="the law of one, as law.take(row)")  # fmt: skip
        if not (np.isfinite(self.length_mm) and self.length_mm > 0.0):
            raise InputError("no length", field="length_mm", given=self.length_mm, wanted="above 0 mm")
        if self.points < 2:
            raise InputError("too few points", field="points", given=self.points, wanted="from 2")


@dataclass(frozen=True)
class Travelled:
    """What became of the impulses of one line."""

    to_start_ms: FloatArray
    """Arrivals at the start, in order."""
    to_end_ms: FloatArray
    """Arrivals at the end, in order."""
    met: tuple[tuple[float, float], ...]
    """(time in ms, position in mm) of every pair of impulses that met and died."""
    unborn: tuple[int, ...]
    """Births that a refractory fibre refused, by index."""
    position_mm: FloatArray
    """[P] the points of the line."""
    passage_ms: tuple[FloatArray, ...]
    """For each point the times at which an impulse passed it, either way."""


@dataclass
class _Front:
    direction: int
    alive: bool = True


@dataclass
@dataclass
class _Cell:
    """The impulses between two points: (front, when it entered, when it will leave)."""

    inside: list[tuple[_Front, float, float]] = field(default_factory=list)


def travel(line: DelayLine, births: Births, *, slowing: Callable[[float], float] | None = None) -> Travelled:
    """Let impulses run.

    Args:
        line: where.
        births: which, when and which way.
        slowing: a further excess slowness at each time (ms), as a slow state makes it; none when None.

    Raises InputError for a birth outside the line or at no time.
    """
    _check(line, births)
    law, slowness = line.law, float(line.law.slowness_ms_mm[0])
    wakes, refractory = _Wakes(law), float(law.refractory_ms[0])
    position = np.unique(np.concatenate([np.linspace(0.0, line.length_mm, line.points), births.position_mm]))
    points: list[list[float]] = [[] for _ in position]  # when impulses passed each
    cells = [_Cell() for _ in position[1:]]
    queue: list[tuple[float, int, int, _Front | int]] = []
    met: list[tuple[float, float]] = []
    unborn: list[int] = []
    to_start: list[float] = []
    to_end: list[float] = []
    serial = 0

    def push(time: float, at: int, what: _Front | int) -> None:
        nonlocal serial
        serial += 1
        heapq.heappush(queue, (time, serial, at, what))

    def slower(at: int, time: float) -> float:
        extra = slowing(time) if slowing is not None else 0.0
        return min(extra + wakes.excess(points[at], time), STEEPEST_EXCESS)

    def leave(at: int, time: float, amount: float, front: _Front) -> None:
        """Send a front from a point to the next one, unless another comes towards it."""
        beyond = at + front.direction
        if not 0 <= beyond < len(position):
            (to_start if beyond < 0 else to_end).append(time)
            return
        cell = cells[min(at, beyond)]
        cell.inside = [one for one in cell.inside if one[0].alive and one[2] > time]
        step = abs(position[beyond] - position[at]) * slowness
        arrival = time + step * (1.0 + amount)
        for other, entered, leaves in cell.inside:
            if other.direction != front.direction:
                other.alive = front.alive = False
                # where the two straight paths cross
                mine, its = arrival - time, leaves - entered
                crossing = min(max((arrival * its + entered * mine) / (mine + its), time), arrival)
                share = (crossing - time) / mine
                met.append((crossing, float(position[at] + share * (position[beyond] - position[at]))))
                return
        arrival = time + step * (1.0 + 0.5 * (amount + slower(beyond, arrival)))
        cell.inside.append((front, time, arrival))
        push(arrival, beyond, front)

    def pass_by(at: int, time: float, fronts: list[_Front]) -> None:
        amount = slower(at, time)
        points[at].append(time)
        for front in fronts:
            leave(at, time, amount, front)

    where = np.searchsorted(position, births.position_mm)
    for index, time in enumerate(births.time_ms):
        push(float(time), int(where[index]), index)
    while queue:
        time, _, at, what = heapq.heappop(queue)
        if isinstance(what, _Front):
            if what.alive:
                pass_by(at, time, [what])
            continue
        if points[at] and time - points[at][-1] < refractory:
            unborn.append(what)
            continue
        way = births.direction[what]
        pass_by(at, time, [_Front(d) for d in ((TOWARD_START, TOWARD_END) if way == BOTH_WAYS else (way,))])
    ends = [np.array(times) for times in (to_start, to_end)]
    at_start, at_end = (times - _early(law, times) * shut for times, shut in zip(ends, line.sealed, strict=True))
    return Travelled(
        to_start_ms=at_start,
        to_end_ms=at_end,
        met=tuple(met),
        unborn=tuple(unborn),
        position_mm=position,
        passage_ms=tuple(np.array(times) for times in points),
    )


def _early(law: DelayLaw, times: FloatArray) -> FloatArray:
    """How much earlier than in an endless fibre these impulses reach a sealed end."""
    early = np.full(len(times), float(law.end_advance_ms[0, -1]))
    if len(times) > 1:
        early[1:] -= recovered(law.interval_ms, law.late_end_ms, np.diff(times)[None])[0]
    return early


def carried(law: DelayLaw, time_ms: FloatArray, length_mm: FloatArray, *, pieces: int = 16) -> FloatArray:
    """Arrivals of impulses that all run one way through lines without ends, [F, E] as they were sent.

    Args:
        law: of F fibres.
        time_ms: [F, E] when they were sent, in order, nan padded.
        length_mm: [F] of each line.
        pieces: into how many each line is cut; the recovery is applied piece by piece.

    An impulse sent within the refractory period of the one before is nan in the answer.
    """
    from sciatica.nerve.delay.trains import excesses

    time = np.array(time_ms, dtype=np.float64)
    latest = np.full(len(time), -np.inf)
    for k in range(time.shape[1]):
        time[time[:, k] - latest < law.refractory_ms, k] = np.nan
        latest = np.where(np.isfinite(time[:, k]), time[:, k], latest)
    order = np.argsort(np.isnan(time), axis=1, kind="stable")
    packed = np.take_along_axis(time, order, axis=1)
    healthy = (law.slowness_ms_mm * length_mm / pieces)[:, None]
    here = excesses(law, packed)
    for _ in range(pieces):
        there = packed + healthy * (1.0 + here)
        beyond = excesses(law, there)
        packed, here = packed + healthy * (1.0 + 0.5 * (here + beyond)), beyond
    out = np.empty_like(time)
    np.put_along_axis(out, order, packed, axis=1)
    return out


class _Wakes:
    """The law of one fibre for one impulse at a time, for the event loop: `delay.law.excess` without its arrays."""

    def __init__(self, law: DelayLaw) -> None:
        self.recovery, self.interval = law.recovery[0], law.interval_ms
        self.older, self.grid = law.older[0], law.older_interval_ms
        self.fading, self.fading_at = law.fading[0], np.log(law.fading_interval_ms)
        self.horizon = 3.0 * float(law.interval_ms[-1])

    def excess(self, passed: list[float], time: float) -> float:
        """Excess slowness at a point which impulses passed at these times."""
        if not passed or time - passed[-1] > self.horizon:
            return 0.0
        last = time - passed[-1]
        total = _on_log_grid(self.interval, self.recovery, last)
        if len(passed) > 1:
            where = math.log(max(last, 1e-6) / self.grid[0]) / math.log(self.grid[1] / self.grid[0])
            cell = min(max(int(where), 0), len(self.grid) - 2)
            share = min(max(where - cell, 0.0), 1.0)
            weight, fading = 1.0, float(np.interp(math.log(max(last, 1e-6)), self.fading_at, self.fading))
            for before in passed[-2 : -2 - HISTORY : -1]:
                since = time - before
                if since > self.horizon:
                    break
                low, high = (_on_log_grid(self.grid, self.older[cell + k], max(since, self.grid[0])) for k in (0, 1))
                total += weight * (low + share * (high - low))
                weight *= fading
        return total


def _on_log_grid(grid: FloatArray, curve: FloatArray, since: float) -> float:
    """`delay.law.recovered` for one number."""
    where = math.log(max(since, 1e-6) / grid[0]) / math.log(grid[1] / grid[0])
    cell = min(max(math.floor(where), 0), len(grid) - 2)
    share = min(where - cell, 1.0)
    value = min(curve[cell] + share * (curve[cell + 1] - curve[cell]), STEEPEST_EXCESS)
    return float(value * math.exp(-max(since - grid[-1], 0.0) * 3.0 / grid[-1]))


def _check(line: DelayLine, births: Births) -> None:
    time, position = births.time_ms, births.position_mm
    if not (time.shape == position.shape == (len(births.direction),)):
        raise InputError("wrong shape", field="births", given=(time.shape, position.shape, len(births.direction)),
                         wanted="a time, a place and a direction for each")  # fmt: skip
    if not np.isfinite(time).all():
        raise InputError("at no time", field="births.time_ms", given=float("nan"), wanted="finite times")
    outside = ~((position >= 0.0) & (position <= line.length_mm))
    if outside.any():
        raise InputError("outside the line", field="births.position_mm", given=float(position[np.argmax(outside)]),
                         wanted=f"0 to {line.length_mm:g} mm")  # fmt: skip
    wrong = [way for way in births.direction if way not in (TOWARD_START, BOTH_WAYS, TOWARD_END)]
    if wrong:
        raise InputError("no direction", field="births.direction", given=wrong[0],
                         wanted="TOWARD_START, BOTH_WAYS or TOWARD_END")  # fmt: skip
