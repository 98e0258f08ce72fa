"""Cramps over the whole range of what is not known.

No cramp model is published; how a pool cramps here is our own assembly. So no row stands on one lucky set of
constants: those that matter are drawn from their whole declared ranges (Latin hypercube, fixed seed), every draw is
put through the experiments on the bench, and a row shows what at least a fifth of the draws reach (:func:`fifth`).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from sciatica.cord import drive
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray, IntArray
from sciatica.validate.facts._cramp_bench import PULLED_S, UNITS, Bench, Recorded, bench, drawn, play

DRAWS = 40
HISTORY = (0.3, 0.15)
"""Sensitisation of the segment and inflammation that stand for a muscle that has cramped before: its small afferents
are never quite silent. Assumed."""
PAINFUL = 0.05
"""Share of full inflammation that stands for saline in the muscle."""
TRAIN_S, PULSES, ABOVE = 2.0, 150, 1.5
"""Trains that search the threshold last two seconds (Serrao 2007); a cramp is made by 150 pulses at one and a half
times the threshold (Minetto 2009, PMID 19268843)."""
WATCHED_S = 45.0
LEAST = UNITS // 8 + 1
FREQUENCIES_HZ = np.arange(4.0, 62.0, 2.0)


def lasting(recorded: Recorded, draws: int, begin_s: float, end_s: float) -> IntArray:
    """[D, 2] units that fire within a stretch of time after the train."""
    inside = (recorded.time_s >= begin_s) & (recorded.time_s < end_s)
    seen = np.zeros((2 * draws, UNITS), dtype=bool)
    seen[recorded.pool[inside], recorded.unit[inside]] = True
    return np.asarray(seen.sum(axis=1).reshape(draws, 2))


def thresholds_hz(made: Bench, sensitisation: FloatArray, inflamed: FloatArray, irritants: FloatArray) -> FloatArray:
    """[D, 2] lowest rate (4, 6, .. 60 Hz; 62 if none) after which an eighth of the units still fires a second later."""
    draws = made.pools.muscles
    low = np.zeros((draws, 2), dtype=np.int64)
    high = np.full((draws, 2), len(FREQUENCIES_HZ))
    while (low < high).any():
        middle = (low + high) // 2
        rate = FREQUENCIES_HZ[np.minimum(middle, len(FREQUENCIES_HZ) - 1)]
        played = play(
            made,
            rate,
            np.full((draws, 2), TRAIN_S),
            2.0,
            sensitisation=sensitisation,
            inflamed=inflamed,
            irritants=irritants,
            pulled=np.zeros((draws, 2)),
        )
        cramped = lasting(played, draws, 1.0, 2.0) >= LEAST
        high = np.where(cramped, middle, high)
        low = np.where(cramped | (low >= high), low, middle + 1)
        low = np.minimum(low, high)
    return np.append(FREQUENCIES_HZ, 62.0)[low]


@dataclass(frozen=True)
class Found:
    """What each draw did in the experiments; arrays are [D]."""

    threshold_hz: FloatArray
    """Without a history of cramp."""
    history_hz: FloatArray
    recent_hz: FloatArray
    """With a history, half an hour after a cramp."""
    pain_hz: FloatArray
    """Without a history, with a little pain in the muscle."""
    units: IntArray
    """Units that take part in the cramp."""
    active_s: FloatArray
    rate_hz: FloatArray
    variation: FloatArray
    left: FloatArray
    """Spikes in the 2.5 s from half a second after the tendon was pulled, over those of the same time unpulled."""
    ended: FloatArray
    """1 where the cramp had ended when watching did."""


@lru_cache(maxsize=8)
def search(parameters: ParameterSet, number: int = DRAWS) -> Found:
    """All experiments on every draw."""
    return experiments(parameters, drawn(parameters, number))


def experiments(parameters: ParameterSet, values: dict[str, FloatArray]) -> Found:
    """All experiments on given values of the constants."""
    made = bench(parameters, values)
    draws = made.pools.muscles
    sides = np.zeros((draws, 2))
    clean = np.zeros((2, draws, 2))
    prone = np.tile([0.0, 1.0], (draws, 1))
    threshold = thresholds_hz(made, HISTORY[0] * prone, HISTORY[1] * prone, clean)
    rate = np.repeat(np.minimum(ABOVE * threshold[:, :1], 60.0), 2, axis=1)
    cramp = play(
        made,
        rate,
        np.ceil(PULSES / rate),
        WATCHED_S,
        sensitisation=sides,
        inflamed=sides,
        irritants=clean,
        pulled=prone,
    )
    later = np.repeat(cramp.irritants[:, :, :1], 2, axis=2) * prone
    later[drive.FADING] = 0.0
    later[drive.STAYING] *= np.exp(-1800.0 / made.space.irritant_stay_s)
    again = thresholds_hz(made, HISTORY[0] * prone, HISTORY[1] * prone + PAINFUL * (1.0 - prone), later)
    units, active, hz, variation = _firing(cramp, draws)
    window = (cramp.time_s > PULLED_S + 0.5) & (cramp.time_s < PULLED_S + 3.0)
    spikes = np.bincount(cramp.pool[window], minlength=2 * draws).reshape(draws, 2)
    return Found(
        threshold_hz=threshold[:, 0],
        history_hz=threshold[:, 1],
        recent_hz=again[:, 1],
        pain_hz=again[:, 0],
        units=units,
        active_s=active,
        rate_hz=hz,
        variation=variation,
        left=np.where(spikes[:, 0] > 0, spikes[:, 1] / np.maximum(spikes[:, 0], 1), 1.0),
        ended=(lasting(cramp, draws, WATCHED_S - 3.0, WATCHED_S)[:, 0] == 0).astype(np.float64),
    )


def _firing(cramp: Recorded, draws: int) -> tuple[IntArray, FloatArray, FloatArray, FloatArray]:
    """Of the units in each unpulled cramp: how many, time active (s), rate (Hz) and variation of intervals, means.

    In the cramp are those that fire on at 5 Hz or more: the slowest rate published is 6.0 +- 0.8.
    """
    result = np.zeros((4, draws))
    for draw in range(draws):
        mine = (cramp.pool == 2 * draw) & (cramp.time_s > 0.3)
        found = []
        for unit in np.unique(cramp.unit[mine]):
            times = cramp.time_s[mine & (cramp.unit == unit)]
            gaps = np.diff(times)
            gaps = gaps[gaps < 1.0]
            if len(gaps) >= 10 and gaps.mean() <= 0.2:
                found.append((times[-1], 1.0 / gaps.mean(), gaps.std() / gaps.mean()))
        if found:
            result[:, draw] = (len(found), *np.array(found).mean(axis=0))
    return result[0].astype(np.int64), result[1], result[2], result[3]


def held(found: Found) -> Any:
    """[D] where the train left a cramp and the cramp had ended when watching did."""
    return (found.units >= LEAST) & (found.ended > 0)


def fifth(value: FloatArray, allowed: Any, low: float, high: float) -> float:
    """What at least a fifth of the draws reach: the value of the draw that closes the best fifth.

    Draws are ordered by how far they lie outside ``low`` to ``high`` and then from its middle; those not ``allowed``
    (no cramp, or one that does not end) come last and count as furthest away. The result lies within the bounds
    exactly when the finding holds in a fifth of the searched range.
    """
    middle, far = (low + high) / 2.0, 10.0 * max(abs(low), abs(high))
    distance = np.where(allowed > 0, np.abs(value - middle), np.inf)
    order = np.argsort(distance, kind="stable")
    last = order[int(np.ceil(len(order) / 5.0)) - 1]
    return float(value[last]) if np.isfinite(distance[last]) else far


def share(holds: Any) -> float:
    """Share of the draws in which something holds."""
    return float(np.mean(np.asarray(holds, dtype=np.float64)))
