"""What an examination teaches about the days after it: pain, guarding and unwilled contraction without the engine.

An examination runs every fibre; between two of them a day costs milliseconds. What is carried over is, for each root,
the line from pressure to what its fibres sent up (never falling with pressure, joined through the postures examined
and the same nerve let go of), and how hard the muscles worked meanwhile. A day between is read off these lines at the
day's own pressures, in proportion to how inflamed the root and how sensitised the cord are by then:

    projection(day) = (projection(examined) + line(pressure of the day) - line(pressure examined))
                      x irritation(day) / irritation(examined) x (1 + g s(day)) / (1 + g s(examined))

Pain follows from it by the cord's own law, guarding moves by as much as its law says from what was played, and the
contraction of each road scales with what drives it. On the examined day itself nothing moves, so that nothing jumps
unless the fibres say so. The proportion is assumed and is corrected at the next examination; the result keeps both
numbers, so that the error can be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sciatica.body import CLASSES, ROOTS, Body
from sciatica.cord import drive, guarding
from sciatica.cord.carried import Carried
from sciatica.cord.guarding import Shares
from sciatica.cord.pain import Felt, pain_of
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.lesion import Loads
from sciatica.simulate.lines import Line, rising_line
from sciatica.tissue import TissueState

LEAST_IRRITATION = 0.02
"""Below this an examined root counts as not inflamed, and what it sends up is not scaled by inflammation."""
LARGEST_RATIO = 3.0
"""No drive is taken for more than this many times the one examined: farther away only an examination can say."""
LEAST_DRIVE = 1e-4
"""Drive below which an examined muscle says nothing about what more drive would do."""


@dataclass(frozen=True)
class Lesson:
    """What one examination taught; A postures of a day, by name."""

    names: tuple[str, ...]
    pressure_mmhg: FloatArray
    """[2, 9, A] highest pressure on each root of each side."""
    hours: FloatArray
    """[A] of that day in each."""
    projection: FloatArray
    """[2, 9, A] what the cord sent up after holding the posture (``cord.pain.Felt.projection``)."""
    lines: tuple[tuple[Line, ...], tuple[Line, ...]]
    """By side and root."""
    irritation: FloatArray
    """[2, 9]"""
    sensitisation: FloatArray
    """[2, 9]"""
    soreness: FloatArray
    """[M, 2] 0-1."""
    small_hz: FloatArray
    """[M, 2] small muscle afferents that inflamed neighbours and tenderness made fire."""
    guarding: FloatArray
    """[M, 2] mean guarding drive of the seconds played."""
    by_road: FloatArray
    """[3, M, 2] mean unwilled activation of the seconds played: ectopic, pool, guarding."""
    strength: FloatArray
    """[M, 2] 0-1."""


@dataclass(frozen=True)
class Estimate:
    """A day, read off the last examination."""

    projection: FloatArray
    """[2, 9, A]"""
    pain_by_root: FloatArray
    """[2, 9, A] 0-10."""
    mean_pain_by_root: FloatArray
    """[2, 9] over the hours of the day."""
    guarding: FloatArray
    """[M, 2] drive, mean over the hours of the day."""
    by_road: FloatArray
    """[3, M, 2] mean unwilled activation: ectopic, pool, guarding."""

    @property
    def activation(self) -> FloatArray:
        """[M, 2] mean activation that nobody told the muscle to make, 0-1."""
        return np.asarray(np.clip(self.by_road.sum(axis=0), 0.0, 1.0))

    @property
    def pain(self) -> FloatArray:
        """[2, A] pain of the worst root of each side, 0-10."""
        worst: FloatArray = self.pain_by_root.max(axis=1)
        return worst


def by_root(loads: Loads, values: FloatArray) -> FloatArray:
    """[2, 9, ...] the highest value among the loads of each root and side of person 0; 0 where there is none.

    Args:
        loads: whose roots and sides.
        values: [L, ...] 0 or more.
    """
    out = np.zeros((2, len(ROOTS), *values.shape[1:]))
    here = loads.present[0]
    np.maximum.at(out, (loads.side[0][here], loads.root[0][here]), values[here])
    return out


def irritation(loads: Loads, state: TissueState) -> FloatArray:
    """[2, 9] how inflamed each root or how sensitised its ganglion is, whichever is more, 0-1."""
    return by_root(loads, np.maximum(state.inflammation[0], state.drg_sensitivity[0]))


def lesson(
    names: Sequence[str],
    everywhere: Sequence[str],
    pressure_mmhg: FloatArray,
    projection: FloatArray,
    *,
    hours: FloatArray,
    irritation: FloatArray,
    carried: Carried,
    small_hz: FloatArray,
    guarding: FloatArray,
    by_road: FloatArray,
    strength: FloatArray,
    before: Lesson | None = None,
    grown: FloatArray | None = None,
) -> Lesson:
    """The lesson of an examination.

    A body that has learnt to spare itself no longer shows what higher pressures do: what an earlier examination found
    above the pressures of this one is remembered.

    Args:
        names: [A] postures of a day.
        everywhere: [B] all postures through which the lines go, among them those of a day.
        pressure_mmhg, projection: [2, 9, B] highest pressure, and what was sent up.
        hours: [A] of that day in each posture of a day.
        carried: sensitisation and soreness on the day.
        irritation, small_hz, guarding, by_road, strength: as in :class:`Lesson`.
        before, grown: the lesson before, and :func:`scale_of` it today; None for the first.
    """
    daily = [list(everywhere).index(name) for name in names]

    def line(side: int, root: int) -> Line:
        p, v = pressure_mmhg[side, root], projection[side, root]
        if before is not None and grown is not None:
            known, sent = before.lines[side][root]
            higher = known > p.max()
            p = np.concatenate([p, known[higher]])
            v = np.concatenate([v, sent[higher] * grown[side, root]])
        return rising_line(p, v)

    left, right = (tuple(line(side, root) for root in range(pressure_mmhg.shape[1])) for side in (0, 1))
    return Lesson(
        names=tuple(names),
        pressure_mmhg=pressure_mmhg[:, :, daily],
        hours=hours,
        projection=projection[:, :, daily],
        lines=(left, right),
        irritation=irritation,
        sensitisation=carried.sensitisation,
        soreness=carried.soreness,
        small_hz=small_hz,
        guarding=guarding,
        by_road=by_road,
        strength=strength,
    )


def projected(
    taught: Lesson,
    posture: str | None,
    pressure_mmhg: FloatArray,
    scale: FloatArray,
) -> FloatArray:
    """What each root sends up at other pressures than those examined.

    Args:
        taught: the last examination.
        posture: from which posture of it to start; None: from each its own.
        pressure_mmhg: [2, 9, B] wanted pressures; B is A where ``posture`` is None.
        scale: [2, 9] from :func:`scale_of`.

    Returns:
        [2, 9, B] projections, 0 or more.
    """
    columns = slice(None) if posture is None else [taught.names.index(posture)]
    start, was = taught.projection[:, :, columns], taught.pressure_mmhg[:, :, columns]
    moved = np.zeros(np.broadcast_shapes(start.shape, pressure_mmhg.shape))
    for side in (0, 1):
        for root, line in enumerate(taught.lines[side]):
            if line[1][0] == line[1][-1]:
                continue  # it never falls: a root that sends the same at every pressure
            moved[side, root] = np.interp(pressure_mmhg[side, root], *line) - np.interp(was[side, root], *line)
    return np.asarray(np.maximum(start + moved, 0.0) * scale[:, :, None])


def scale_of(
    taught: Lesson, loads: Loads, state: TissueState, sensitisation: FloatArray, parameters: ParameterSet
) -> FloatArray:
    """[2, 9] what a root sends up today, at the same pressure, over what it sent up when examined."""
    now, was = irritation(loads, state), taught.irritation
    told = was >= LEAST_IRRITATION
    inflamed = np.minimum(np.divide(now, was, out=np.ones_like(now), where=told), LARGEST_RATIO)
    gain = parameters.cord.sensitisation_gain
    return np.asarray(inflamed * (1.0 + gain * sensitisation) / (1.0 + gain * taught.sensitisation))


def estimate(
    taught: Lesson,
    loads: Loads,
    state: TissueState,
    hours: FloatArray,
    carried: Carried,
    small_hz: FloatArray,
    share: Shares,
    body: Body,
    parameters: ParameterSet,
) -> Estimate:
    """A day between two examinations.

    Args:
        taught: the last examination.
        loads, state: what loads the nerve in the postures of ``taught``, and its tissue.
        hours: [A] spent in each.
        carried: sensitisation of the cord and soreness of the muscles.
        small_hz: [M, 2] small muscle afferents of today.
        share: how this person guards.
        body: whose.
        parameters: the constants of all rooms.
    """
    cord = parameters.cord
    scale = scale_of(taught, loads, state, carried.sensitisation, parameters)
    projection = projected(taught, None, by_root(loads, loads.pressure_mmhg[0]), scale)
    pain = pain_of(projection, cord)
    spent, was_spent = hours / hours.sum(), taught.hours / taught.hours.sum()
    wanted, was = (
        sum(
            h * guarding.target(_felt(p[:, :, a], parameters), share, body.muscles, sore, cord)
            for a, h in enumerate(each)
            if h > 0
        )
        for p, each, sore in (
            (projection, spent, carried.soreness),
            (taught.projection, was_spent, taught.soreness),
        )
    )
    mean, was_mean = projection @ spent, taught.projection @ was_spent
    # what was played beyond the law is the muscles' own pain: it goes with its cause, and is not taken to grow
    eased = min(mean.sum() / was_mean.sum(), 1.0) if was_mean.sum() > LEAST_DRIVE else 1.0
    held = np.maximum(wanted + (taught.guarding - was) * eased, 0.0)
    none = np.zeros((2, len(ROOTS), len(CLASSES)))
    pool, was_pool = (
        (drive.afferent(body, none, felt, small, cord) + guard)
        * drive.persistent_current(body, felt, sensitisation, small, cord)
        for felt, sensitisation, small, guard in (
            (_felt(mean, parameters), carried.sensitisation, small_hz, held),
            (_felt(was_mean, parameters), taught.sensitisation, taught.small_hz, taught.guarding),
        )
    )
    weight = body.muscles.root_weight
    roads = [
        _grown(taught.by_road[0], weight @ mean.T, weight @ was_mean.T),
        _grown(taught.by_road[1], pool, was_pool),
        _grown(taught.by_road[2], held, taught.guarding),
    ]
    return Estimate(
        projection=projection,
        pain_by_root=pain,
        mean_pain_by_root=np.asarray(pain @ spent),
        guarding=held,
        by_road=np.stack(roads),
    )


def _grown(examined: FloatArray, drive_now: FloatArray, drive_then: FloatArray) -> FloatArray:
    """What was examined, in proportion to its drive; unchanged where there was too little drive to tell."""
    told = drive_then > LEAST_DRIVE
    ratio = np.divide(drive_now, drive_then, out=np.ones_like(examined), where=told)
    return np.asarray(np.minimum(examined * np.minimum(ratio, LARGEST_RATIO), 1.0))


def _felt(projection: FloatArray, parameters: ParameterSet) -> Felt:
    """The pain of a moment from what every root ([2, 9]) sends up."""
    cord = parameters.cord
    return Felt(
        pain=float(pain_of(projection.sum(), cord)), pain_by_root=pain_of(projection, cord), projection=projection
    )
