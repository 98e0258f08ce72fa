"""How a spasm ended, read off the simulated state of its motoneurons.

While an episode runs, the state that holds a pool up is written down: the drives that reach it, the persistent current
that it has, how much of that has inactivated in each cell, and how far each cell has adapted. Over the last moments
before the end, every term's change is put into the cells' own unit (rheobases; the mean over the cells that took part),
and the term that fell most is what ended the contraction. If the firing held and only the force went, it was fatigue.
Nothing here acts back on the episode.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sciatica.cord.pools import Pools
from sciatica.core.parameters import Parameters, ParameterSet
from sciatica.core.types import FloatArray, IntArray
from sciatica.muscle.spasm import Spasm

INACTIVATED, ADAPTED, TENDON, GONE, FADED, EASED, FATIGUE = (
    "persistent current inactivated",
    "motoneurons adapted",
    "stretch or tendon input",
    "its cause gone",
    "the muscle's irritants faded",
    "guarding eased",
    "fatigue",
)
ENDINGS = (INACTIVATED, ADAPTED, TENDON, GONE, FADED, EASED, FATIGUE)


@dataclass(frozen=True)
class Readings:
    """What held the pools up, R readings; drives as shares of full drive."""

    time_s: FloatArray
    """[R]"""
    afferent: FloatArray
    """[R, Q] drive by the afferents of the segment, and by spindles."""
    muscle: FloatArray
    """[R, Q] drive by the muscle's own small afferents."""
    tendon: FloatArray
    """[R, Q] drive that tendon organs take away."""
    guarding: FloatArray
    """[R, Q]"""
    voluntary: FloatArray
    """[R, Q]"""
    current: FloatArray
    """[R, Q] amplitude of the persistent current, rheobases."""
    ready: FloatArray
    """[R, U] share of it that has not inactivated."""
    adapted: FloatArray
    """[R, U] late adaptation, rheobases."""
    by_road: FloatArray
    """[R, 3, Q] activation by the roads that nobody willed."""
    capacity: FloatArray
    """[R, Q] share of the force that fatigue has left."""


class Reader:
    """Collects readings; lives only while an episode runs."""

    def __init__(self, every: int) -> None:
        """No readings yet; of those offered, one in ``every`` is kept."""
        self.every, self.offered = max(every, 1), 0
        self.times: list[float] = []
        self.rows: list[tuple[Any, ...]] = []

    def add(self, time_s: float, *rows: FloatArray) -> None:
        """Offers a reading: the fields of :class:`Readings` after ``time_s``, in their order."""
        self.offered += 1
        if self.offered % self.every == 1 % self.every:
            self.times.append(time_s)
            self.rows.append(tuple(np.array(row, dtype=np.float32) for row in rows))

    def made(self) -> Readings:
        """All readings."""
        columns = [np.stack(field).astype(np.float64) for field in zip(*self.rows, strict=True)]
        return Readings(np.array(self.times), *columns)


def told(
    spasms: Sequence[Spasm],
    readings: Readings,
    pools: Pools,
    unit: IntArray,
    time_s: FloatArray,
    parameters: ParameterSet,
) -> tuple[Spasm, ...]:
    """The spasms with how each ended; those that go on are left as they are.

    Args:
        spasms: from ``muscle.spasm.detect``.
        readings: what was written down.
        pools: the motoneurons.
        unit, time_s: [X] every spike that arrived.
        parameters: the constants of ``cord`` and ``episode``.
    """
    return tuple(
        spasm
        if np.isnan(spasm.end_s)
        else replace(spasm, ended=_ended(spasm, readings, pools, unit, time_s, parameters))
        for spasm in spasms
    )


def _ended(
    spasm: Spasm, readings: Readings, pools: Pools, unit: IntArray, time_s: FloatArray, parameters: ParameterSet
) -> str:
    r, pool = readings, 2 * spasm.muscle + spasm.side
    looked = min(parameters.episode.ending_window_s, 0.5 * (spasm.end_s - spasm.begin_s))
    then, now = (int(np.abs(r.time_s - t).argmin()) for t in (spasm.end_s - looked, spasm.end_s))
    # of a short one, nothing may have been read at its height but in between
    before, after = r.by_road[then : now + 1, :, pool].max(axis=0), r.by_road[now, :, pool]
    weaker = 1.0 - r.capacity[now, pool] / r.capacity[then, pool]
    if weaker > max(1.0 - after.sum() / max(float(before.sum()), 1e-12), 0.0):
        return FATIGUE
    if int(np.argmax(before - after)) == 0:
        return GONE
    within = (time_s >= spasm.end_s - 2.0 * looked) & (time_s < spasm.end_s)
    cells = np.unique(unit[within & (unit // pools.units_per_pool == pool)])
    lost = _lost(r, pools, pool, cells, then, now, parameters.cord)
    return max(lost, key=lambda name: lost[name])


def _lost(
    r: Readings, pools: Pools, pool: int, cells: IntArray, then: int, now: int, p: Parameters
) -> dict[str, float]:
    """What the cells of one pool lost between two readings, by term, rheobases."""
    rank = cells % pools.units_per_pool
    threshold, gain = pools.threshold[rank], p.gain_low + (p.gain_high - p.gain_low) * pools.rank[rank]
    drive = r.voluntary[then, pool] + r.guarding[then, pool] - r.tendon[then, pool]
    drive += r.afferent[then, pool] + r.muscle[then, pool]
    # a share of full drive counts for much in a cell below its threshold and for little above it
    slope = float(np.where(drive < threshold, 1.0 / threshold, gain).mean())
    ready = r.ready[:, cells].mean(axis=1)
    adapted = r.adapted[:, cells].mean(axis=1)

    def fell(field: FloatArray) -> float:
        return float(field[then, pool] - field[now, pool])

    # the current is raised by the segment and by the muscle: its fall goes with the one that fell more
    weaker = float(ready[now]) * fell(r.current)
    own = fell(r.muscle) > fell(r.afferent)
    return {
        INACTIVATED: float(r.current[then, pool] * (ready[then] - ready[now])),
        ADAPTED: float(adapted[now] - adapted[then]),
        TENDON: -slope * fell(r.tendon),
        GONE: slope * fell(r.afferent) + (0.0 if own else weaker),
        FADED: slope * fell(r.muscle) + (weaker if own else 0.0),
        EASED: slope * fell(r.guarding),
    }
