"""Pools at a grid of drives: the kernels of the episode on many pools at once, each told the same all the while."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from sciatica.body import muscles
from sciatica.cord import circuits
from sciatica.cord import pools as motor_pools
from sciatica.cord.axons import Axons
from sciatica.cord.pools import Pools
from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters, ParameterSet
from sciatica.core.types import FloatArray, IntArray
from sciatica.episode.fast import Clock, Fast
from sciatica.episode.held import Trains
from sciatica.muscle import force, spasm
from sciatica.muscle import units as motor_units
from sciatica.muscle.units import Units

POOL = (
    "mean by the pool",
    "mean by guarding",
    "peak",
    "spikes of a unit, Hz",
    "mean after a push",
    "chance after a push",
    "duration after a push, s",
)
ECTOPIC = ("mean", "peak")
BATCH = 60
"""Muscles in one call."""
DELAY_MS = 20.0
"""Muscle to cord and back, of a muscle of middling distance."""
PUSH, PUSH_S, BEFORE_S = 0.15, 0.6, 1.0
"""A push: afferent drive as a cough gives it, and its length; what is left out before it."""
LEFT_S = 1.0
"""A push left a spasm behind if that is still on so long after it."""


@dataclass(frozen=True)
class Grid:
    """Axes of the pool's surface, and how well each cell is looked at."""

    twitch_ms: tuple[float, ...] = (75.0, 120.0)
    guarding: tuple[float, ...] = (0.0, 0.0075, 0.015, 0.025, 0.04, 0.06, 0.08)
    afferent: tuple[float, ...] = (0.0, 0.005, 0.01, 0.015, 0.02, 0.03, 0.04, 0.055, 0.075, 0.1, 0.13)
    current: tuple[float, ...] = (0.38, 0.6, 0.8, 1.0, 1.25, 1.5)
    noise: tuple[float, ...] = (1.0, 1.7)
    ectopic: tuple[float, ...] = (0.0, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9, 1.2, 1.6, 2.2, 3.0, 5.0)
    """Rate times the muscle's contraction time."""
    watched_s: float = 6.0
    repeats: int = 1
    held_out: int = 60
    """Points between the grid's on which its error is measured."""

    NAMES: ClassVar[tuple[str, ...]] = (
        "contraction time, ms",
        "guarding drive",
        "afferent drive",
        "persistent current, rheobases",
        "synaptic noise over that of a quiet cord",
    )

    def __post_init__(self) -> None:
        """Refuse a look too short to see what a push left behind.

        Raises:
            InputError: it is.
        """
        if self.watched_s <= LEFT_S:
            raise InputError(
                "watched too briefly", field="watched_s", given=self.watched_s, wanted=f"over {LEFT_S:g} s"
            )

    @property
    def axes(self) -> tuple[FloatArray, ...]:
        """The axes."""
        return tuple(
            np.array(axis) for axis in (self.twitch_ms, self.guarding, self.afferent, self.current, self.noise)
        )


def pool_cells(
    points: FloatArray,
    grid: Grid,
    parameters: ParameterSet,
    rng: np.random.Generator,
    progress: Callable[[float], None] | None = None,
) -> FloatArray:
    """[N, F] the outputs ``POOL`` at points [N, 5] of the axes.

    Args:
        points: contraction time, guarding drive, afferent drive, persistent current, noise.
        grid: how long and how often each is looked at.
        parameters: the constants of ``cord``, ``muscle`` and ``episode``.
        rng: noise.
        progress: called with the share done, 0-1.
    """
    found = np.zeros((len(points), len(POOL)))
    batches = [slice(at, at + BATCH) for at in range(0, len(points), BATCH)]
    for k, rows in enumerate(batches):
        for _ in range(grid.repeats):
            found[rows] += _batch(points[rows], grid.watched_s, parameters, rng) / grid.repeats
        if progress is not None:
            progress((k + 1) / len(batches))
    return found


def _batch(points: FloatArray, watched_s: float, parameters: ParameterSet, rng: np.random.Generator) -> FloatArray:
    """The left pool of every muscle is left alone, the right one pushed."""
    fast = _fast(points[:, 0], parameters)
    step_s = fast.block * fast.step_ms / 1000.0
    told = np.zeros((5, len(points), 2))
    told[1:] = points[:, 1:].T[:, :, None]
    pushed = told.copy()
    pushed[2, :, 1] += PUSH
    traces: list[FloatArray] = []
    for seconds, now in ((BEFORE_S, told), (PUSH_S, pushed), (watched_s, told)):
        if now is told and traces:
            fast.start()
        for _ in range(round(seconds / step_s)):
            traces.append(_step(fast, now.reshape(5, -1), _silent(len(fast.pools)), rng))
    watched = round(watched_s / step_s)
    by_road = np.stack(traces[-watched:], axis=-1).reshape(4, len(points), 2, watched)
    rates = np.bincount(fast.recorded[:, 0], minlength=len(fast.pools)).reshape(len(points), 2, -1) / watched_s
    return _read(by_road[1:], rates[:, 0].mean(axis=1), step_s, parameters)


def _read(unwilled: FloatArray, rate_hz: FloatArray, step_s: float, parameters: ParameterSet) -> FloatArray:
    """[N, F] outputs from traces [3, N, 2, T]."""
    p = parameters.muscle
    level = unwilled.sum(axis=0)
    least, wait = max(1, round(p.spasm_least_s / step_s)), round(LEFT_S / step_s)
    left, lasted = np.zeros(len(level)), np.zeros(len(level))
    for n in range(len(level)):
        spans = spasm.spans(level[n, 1], p.spasm_threshold, p.spasm_threshold / 2.0, least)
        # a spasm that the push began, not one that came later
        lasted[n] = spans[0][1] * step_s if level[n, 1, 0] >= p.spasm_threshold / 2.0 and spans else 0.0
        left[n] = float(lasted[n] > LEFT_S)
    return np.stack(
        [
            unwilled[1, :, 0].mean(axis=-1),
            unwilled[2, :, 0].mean(axis=-1),
            level[:, 0].max(axis=-1),
            rate_hz,
            level[:, 1, wait:].mean(axis=-1),
            left,
            lasted,
        ],
        axis=1,
    )


def ectopic_cells(products: FloatArray, grid: Grid, parameters: ParameterSet, rng: np.random.Generator) -> FloatArray:
    """[N, 2] mean and peak activation of a muscle all of whose axons fire by themselves.

    Args:
        products: [N] rate times the muscle's contraction time.
        grid: for how long it is watched.
        parameters, rng: as :func:`pool_cells`.
    """
    twitch = np.full(len(products), grid.twitch_ms[len(grid.twitch_ms) // 2])
    fast = _fast(twitch, parameters)
    rate_hz = np.repeat(1000.0 * products / twitch, 2 * fast.pools.units_per_pool)
    told = np.zeros((5, fast.pools.pools))
    told[3], told[4] = parameters.cord.pic_healthy, 1.0
    seconds = BEFORE_S + grid.watched_s
    trains = _steady(rate_hz, seconds, fast.step_ms, rng)
    step_s = fast.block * fast.step_ms / 1000.0
    traces = [_step(fast, told, trains, rng)[1] for _ in range(round(seconds / step_s))]
    late = np.stack(traces[round(BEFORE_S / step_s) :], axis=-1).reshape(len(products), 2, -1)
    return np.stack([late.mean(axis=(1, 2)), late.max(axis=2).mean(axis=1)], axis=1)


def _step(fast: Fast, told: FloatArray, trains: Trains, rng: np.random.Generator) -> FloatArray:
    """[4, Q] activation by road after one control step."""
    whole, count = np.ones(fast.pools.pools), len(fast.pools)
    delay = round(DELAY_MS / fast.step_ms)
    held = Axons(
        passes=np.ones(count, dtype=bool),
        minimum_interval_steps=np.zeros(count),
        to_lesion_steps=np.full(count, delay // 2),
        to_muscle_steps=np.full(count, delay),
        connected=np.ones(count, dtype=bool),
        ectopic_rate_hz=np.zeros(count),
    )
    target = force.target_length(np.zeros(fast.pools.pools), fast.muscle)
    return fast.step(told, whole, target, held, trains, rng).by_road


def _fast(twitch_ms: FloatArray, parameters: ParameterSet) -> Fast:
    """Pools of muscles of these contraction times, each alone with its loops."""
    cord, own = parameters.cord, parameters.episode
    count, number = len(twitch_ms), int(cord.units_per_pool)
    nobody = np.zeros(2 * count * number, dtype=np.int64)
    made = Pools(
        muscles=count,
        units_per_pool=number,
        threshold=motor_pools.thresholds(number, cord.recruitment_range, cord.full_drive),
        rank=np.arange(number) / max(number - 1, 1),
        root=nobody,
        side=nobody,
        fibre=nobody,
        path_mm=nobody.astype(np.float64),
        real_units=np.ones(2 * count),
    )
    units = _units(twitch_ms, parameters.muscle, number)
    alone = circuits.joined(cord.renshaw_drive_per_hz * np.eye(count), np.zeros((count, count)))
    delay = round(DELAY_MS / own.step_ms)
    ahead = (2.0 * DELAY_MS + 4.0 * cord.control_step_ms) / own.step_ms
    clock = Clock(
        window_steps=delay // 2,
        least_steps=delay // 2,
        ring_steps=1 << int(np.ceil(np.log2(ahead))),
        afferent_steps=np.full((2, 2 * count), delay),
    )
    return Fast(made, units, alone, clock, parameters)


def _units(twitch_ms: FloatArray, parameters: Parameters, number: int) -> Units:
    """Units of muscles of these contraction times, otherwise like the first of the body's table."""
    like = motor_units.build(muscles.build(1.0), parameters, number)
    count = len(twitch_ms)
    return replace(
        like,
        contraction_ms=(twitch_ms / like.twitch_ms[0])[:, None] * like.contraction_ms[0],
        twitch_ms=twitch_ms,
        slowness=twitch_ms / parameters.reference_twitch_ms,
        surface_emg=np.zeros(count, dtype=bool),
        fatigue_per_s=np.repeat(like.fatigue_per_s[:1], count, axis=0),
        recovery_per_s=np.repeat(like.recovery_per_s[:1], count),
        fibre_mm=np.repeat(like.fibre_mm[:1], count),
        size=np.ones((count, 2, number)),
        adopted=np.zeros((count, 2, number)),
        adopted_days=np.zeros((count, 2)),
    )


def _silent(units: int) -> Trains:
    return _trains(np.zeros(0, dtype=np.int64), np.zeros(units + 1, dtype=np.int64))


def _steady(rate_hz: FloatArray, seconds: float, step_ms: float, rng: np.random.Generator) -> Trains:
    """Regular trains of every unit, each at a phase of its own."""
    every = np.divide(1000.0 / step_ms, rate_hz, out=np.full(len(rate_hz), np.inf), where=rate_hz > 0)
    total, phase = seconds * 1000.0 / step_ms, rng.random(len(rate_hz))
    rows = [
        np.unique(np.arange(phase[u] * every[u], total, every[u]).astype(np.int64)) if rate_hz[u] > 0 else _NONE
        for u in range(len(rate_hz))
    ]
    first = np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int64)
    return _trains(np.concatenate(rows), first)


_NONE: IntArray = np.zeros(0, dtype=np.int64)


def _trains(steps: IntArray, first: IntArray) -> Trains:
    return Trains(steps, first, first[:-1].copy(), np.zeros(len(steps), dtype=np.uint8), 0)
