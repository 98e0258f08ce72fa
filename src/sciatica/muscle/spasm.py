"""Twitches and spasms, read off the firing: nothing here makes a muscle contract.

A *twitch* is a moment in which units of a muscle fire that the lesion, not the motoneuron, set off (a fasciculation,
where it can be seen). A *spasm* is contraction that nobody willed, above a declared share of the maximum for a
declared time; it ends when it has stayed below half of that. Its road is the one that carried most of it: spikes born
in the axon, a pool that its own persistent current and afferents drive, or guarding.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray, IntArray

ROADS = ("ectopic", "pool", "guarding")
KINDS = ("single", "doublet", "multiplet", "afterdischarge")


@dataclass(frozen=True)
class Twitch:
    """One visible jump of a muscle."""

    muscle: int
    side: int
    time_s: float
    units: float
    """Simulated units that took part, each as one real unit."""


@dataclass(frozen=True)
class Spasm:
    """One contraction that nobody willed."""

    muscle: int
    side: int
    begin_s: float
    """0 if it was on already when the episode began."""
    end_s: float
    """nan if it was still on when the episode ended."""
    strength_percent: float
    """Largest unwilled force, % of the muscle's maximum."""
    road: str
    """One of ``ROADS``: the one that carried most."""
    shares: tuple[float, float, float]
    """What each of ``ROADS`` carried of the whole contraction, 0-1."""
    afferents: tuple[str, ...]
    """Classes whose impulses, born in the nerve, reached the muscle's segments meanwhile, busiest first."""
    ended: str = ""
    """How it ended, one of ``episode.ending.ENDINGS``; empty if it was still on."""


@dataclass(frozen=True)
class Discharge:
    """One run of impulses that an axon fired by itself, as its unit shows it."""

    muscle: int
    side: int
    unit: int
    """0 smallest .. n - 1."""
    begin_s: float
    end_s: float
    impulses: int
    kind: str
    """One of ``KINDS``: a single impulse, a doublet, a multiplet, or an afterdischarge that goes on."""
    echo: bool
    """The motoneuron, invaded from below, fired back: an F wave followed."""


def twitches(unit: IntArray, time_s: FloatArray, units_per_pool: int, parameters: Parameters) -> tuple[Twitch, ...]:
    """Ectopic spikes of each pool, joined where they fall within ``twitch_join_s`` of the one before.

    Args:
        unit: [X] unit of each ectopic spike that reached its muscle.
        time_s: [X] when, sorted.
        units_per_pool: n.
        parameters: the constants of ``muscle``.
    """
    found: list[Twitch] = []
    pool = unit // units_per_pool
    for q in np.unique(pool):
        times = time_s[pool == q]
        begins = np.flatnonzero(np.diff(times, prepend=-np.inf) > parameters.twitch_join_s)
        counts = np.diff(begins, append=len(times))
        found.extend(
            Twitch(int(q) // 2, int(q) % 2, float(times[b]), float(c)) for b, c in zip(begins, counts, strict=True)
        )
    return tuple(sorted(found, key=lambda twitch: (twitch.time_s, twitch.muscle, twitch.side)))


def discharges(
    unit: IntArray,
    time_s: FloatArray,
    echo_s: FloatArray,
    units_per_pool: int,
    step_s: float,
    parameters: Parameters,
) -> tuple[Discharge, ...]:
    """Runs of ectopic impulses in each unit: what needle EMG calls fasciculation, doublet, multiplet, afterdischarge.

    Args:
        unit, time_s: [X] ectopic spikes that reached a muscle, in order of time.
        echo_s: [U] how long after an impulse its own F wave would follow: twice the way from lesion to cord.
        units_per_pool: n.
        step_s: time step of the episode, within which an F wave is recognised.
        parameters: the constants of ``muscle``.
    """
    p = parameters
    found: list[Discharge] = []
    if not len(unit):
        return ()
    order = np.argsort(unit, kind="stable")
    unit, time_s = unit[order], time_s[order]
    begins = np.flatnonzero((np.diff(unit, prepend=-1) != 0) | (np.diff(time_s, prepend=0.0) > p.discharge_join_s))
    for begin, end in zip(begins, np.append(begins[1:], len(unit)), strict=True):
        times, u = time_s[begin:end], int(unit[begin])
        after = np.abs(times[:, None] - times[None, :] - echo_s[u]) <= 1.5 * step_s
        # an F wave is no impulse of its own
        own = len(times) - int(after.any(axis=1).sum())
        lasting = times[-1] - times[0] >= p.afterdischarge_least_s
        q = u // units_per_pool
        found.append(
            Discharge(
                muscle=q // 2,
                side=q % 2,
                unit=u % units_per_pool,
                begin_s=float(times[0]),
                end_s=float(times[-1]),
                impulses=own,
                kind=KINDS[3] if lasting else KINDS[min(own, 3) - 1],
                echo=bool(after.any()),
            )
        )
    return tuple(sorted(found, key=lambda d: (d.begin_s, d.muscle, d.side, d.unit)))


def spans(level: FloatArray, on: float, off: float, least: int) -> list[tuple[int, int]]:
    """Index ranges [begin, end) in which ``level`` rose to ``on`` and until it stayed below ``off`` for ``least``
    samples.

    Ranges shorter than ``least`` are dropped; one that never ends has end == len(level).
    """
    found: list[tuple[int, int]] = []
    begin, below = -1, 0
    for k, value in enumerate(level):
        if begin < 0:
            if value >= on:
                begin, below = k, 0
            continue
        below = below + 1 if value < off else 0
        if below >= least:
            if k - below + 1 - begin >= least:
                found.append((begin, k - below + 1))
            begin = -1
    if begin >= 0 and len(level) - below - begin >= least:
        found.append((begin, len(level)))
    return found


def detect(
    time_s: FloatArray,
    unwilled: FloatArray,
    class_rate_hz: FloatArray,
    class_names: tuple[str, ...],
    sensory: BoolArray,
    parameters: Parameters,
) -> tuple[Spasm, ...]:
    """The spasms of an episode.

    Args:
        time_s: [T] evenly spaced.
        unwilled: [3, M, 2, T] force of the three roads, share of maximum.
        class_rate_hz: [M, 2, classes, T] ectopic impulses arriving at each muscle's segments, Hz per axon.
        class_names: names of the classes; sensory: [classes] which of them the cord hears.
        parameters: the constants of ``muscle``.
    """
    p = parameters
    if len(time_s) < 2:
        return ()
    step = float(time_s[1] - time_s[0])
    least = max(1, round(p.spasm_least_s / step))
    total = unwilled.sum(axis=0)
    found: list[Spasm] = []
    for muscle, side in np.argwhere(total.max(axis=2) >= p.spasm_threshold):
        level = total[muscle, side]
        for begin, end in spans(level, p.spasm_threshold, p.spasm_threshold / 2.0, least):
            shares = unwilled[:, muscle, side, begin:end].sum(axis=1)
            carried = shares / shares.sum()
            rates = class_rate_hz[muscle, side][:, begin:end].mean(axis=1)
            heard = [k for k in np.argsort(-rates, kind="stable") if sensory[k] and rates[k] >= p.afferent_floor_hz]
            found.append(
                Spasm(
                    muscle=int(muscle),
                    side=int(side),
                    begin_s=float(time_s[begin] - step),
                    end_s=float(time_s[end] - step) if end < len(level) else float("nan"),
                    strength_percent=float(100.0 * level[begin:end].max()),
                    road=ROADS[int(np.argmax(shares))],
                    shares=(float(carried[0]), float(carried[1]), float(carried[2])),
                    afferents=tuple(class_names[k] for k in heard),
                )
            )
    return tuple(sorted(found, key=lambda spasm: (spasm.begin_s, spasm.muscle, spasm.side)))
