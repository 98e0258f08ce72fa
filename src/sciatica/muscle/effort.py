"""Muscles on the bench: pools driven by will alone, through axons as they are, without the rest of the person.

The same kernels as in an episode (motoneurons, axons, muscles, fatigue), nerve delays left out. A steady drive gives
strength and its variability; a drive that follows a wanted force gives endurance: the task ends when full drive no
longer holds it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from sciatica.body import Body
from sciatica.cord import axons, circuits, motor_pool, pools
from sciatica.cord.circuits import Circuits
from sciatica.cord.pools import Pools
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray, IntArray
from sciatica.muscle import fatigue, force
from sciatica.muscle import units as motor_units
from sciatica.muscle.units import Units

_FOLLOW_S = 0.5
"""How fast the drive of a held contraction is corrected."""


@dataclass(frozen=True)
class Preparation:
    """What lies on the bench: pools, their units and the inhibition among them."""

    made: Pools
    units: Units
    circuits: Circuits


@dataclass(frozen=True)
class Played:
    """A contraction on the bench; T control steps, Q pools, U units."""

    time_s: FloatArray
    """[T] end of each step."""
    drive: FloatArray
    """[T, Q] 0-1."""
    force: FloatArray
    """[T, Q] mean over the step, share of the healthy tetanus."""
    capacity: FloatArray
    """[U] what fatigue has left of each unit at the end."""
    unit: IntArray
    """[X] every spike's unit."""
    spike_ms: FloatArray
    """[X] and its time."""
    failed_s: FloatArray
    """[Q] when a held contraction could be held no longer; nan where it could, or where none was asked for."""

    def rates_hz(self, begin_s: float, end_s: float) -> FloatArray:
        """[U] mean firing rate of every unit in a stretch of time."""
        inside = (self.spike_ms >= begin_s * 1000.0) & (self.spike_ms < end_s * 1000.0)
        return np.bincount(self.unit[inside], minlength=len(self.capacity)) / (end_s - begin_s)


@dataclass
class _Bench:
    """Pools and muscles of one bench and their running state."""

    made: Pools
    units: Units
    circuits: Circuits
    interval: FloatArray
    parameters: ParameterSet
    rng: np.random.Generator | None
    block: int
    now: int = 0
    found: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        made, p = self.made, self.parameters
        self.step_ms = p.episode.step_ms
        self.ring = 1 << int(np.ceil(np.log2(4 * self.block)))
        self.arriving, self.antidromic, self.last = axons.fresh(len(made), self.ring)
        self.fast, self.unused = (np.zeros((force.FAST, self.ring, made.pools)) for _ in range(2))
        self.cells = motor_pool.fresh_state(made)
        self.cell_constants = motor_pool.unit_constants(made, self.units.slowness, self.step_ms, p.cord)
        self.pool_constants = motor_pool.pool_constants(made, self.step_ms, p.cord)
        self.renshaw = np.zeros(made.pools)
        self.fibres, self.lengths = force.fresh_state(made), force.fresh_held(made)
        self.fibre_scalars = force.scalars(self.step_ms, p.muscle)
        self.capacity, self.tiring = fatigue.fresh(self.units), fatigue.rates(self.units)
        self.rest, self.ones = np.zeros(made.pools), np.ones(len(made), dtype=np.int64)
        self.late = np.ones((2, made.pools), dtype=np.int64)
        self.target = np.ones(made.pools)

    def step(self, drive: FloatArray) -> FloatArray:
        """[Q] mean force over one control step under this drive [Q]."""
        p, n, made = self.parameters, self.block, self.made
        driven = np.zeros((5, made.pools))
        driven[0], driven[3], driven[4] = drive, p.cord.pic_healthy, 1.0
        noise, common = (
            motor_pool.empty_noise(made, n) if self.rng is None else motor_pool.draw_noise(made, n, self.rng)
        )
        fired = np.zeros((n, len(made)), dtype=np.uint8)
        motor_pool.advance(
            self.cells,
            self.cell_constants,
            self.pool_constants,
            self.circuits.first,
            self.circuits.by,
            self.circuits.recurrent,
            self.circuits.reciprocal,
            self.renshaw,
            driven,
            self.fast,
            self.antidromic,
            noise,
            common,
            fired,
            self.now,
            n,
            self.now,
        )
        axons.transmit(
            fired,
            self.now,
            n,
            n,
            np.isfinite(self.interval),
            self.interval,
            0 * self.ones,
            n * self.ones,
            self.ones.astype(bool),
            np.empty(0, dtype=np.int64),
            np.zeros(len(made) + 1, dtype=np.int64),
            np.zeros(len(made), dtype=np.int64),
            np.empty(0, dtype=np.uint8),
            0,
            self.last,
            self.arriving,
            self.antidromic,
        )
        activation, tension = np.zeros((4, made.pools)), np.zeros(made.pools)
        work = np.zeros(len(made))
        events = np.zeros((n * len(made), 3), dtype=np.int32)
        count = force.advance(
            self.fibres,
            force.unit_constants(self.units, self.step_ms, self.capacity, p.muscle),
            self.fibre_scalars,
            self.arriving,
            self.capacity,
            self.lengths,
            self.target,
            self.rest,
            self.late,
            self.unused,
            activation,
            work,
            tension,
            events,
            0,
            self.now,
            n,
        )
        self.found.append(events[:count, :2].copy())
        self.capacity = fatigue.advance(
            self.capacity, work / n, *self.tiring, n * self.step_ms / 1000.0, self.parameters.muscle
        )
        self.now += n
        return np.asarray(tension / n)


def play(
    prepared: Preparation,
    drive: FloatArray,
    parameters: ParameterSet,
    *,
    seconds: float,
    wanted: FloatArray | None = None,
    minimum_interval_steps: FloatArray | None = None,
    rng: np.random.Generator | None = None,
    give_up_s: float = 3.0,
    control_ms: float | None = None,
) -> Played:
    """A contraction of ``seconds``: steady, or such that a wanted force is held.

    Args:
        prepared: what lies on the bench.
        drive: [Q] 0-1; where a force is wanted, the first guess.
        parameters: the constants of ``cord``, ``muscle`` and ``episode``.
        seconds: how long; a held contraction ends when no pool can hold it any more.
        wanted: [Q] force to be held, share of the healthy tetanus.
        minimum_interval_steps: [U] shortest interval that each axon passes; inf where it is blocked.
        rng: noise of the motoneurons; none without it.
        give_up_s: how long the force may be short of the wanted one under full drive.
        control_ms: spacing of the record and of the drive's corrections; that of ``cord`` if not given.

    Raises:
        InputError: no time to play.
    """
    made = prepared.made
    block = round((control_ms or parameters.cord.control_step_ms) / parameters.episode.step_ms)
    interval = np.zeros(len(made)) if minimum_interval_steps is None else minimum_interval_steps
    bench = _Bench(made, prepared.units, prepared.circuits, interval, parameters, rng, block)
    step_s = bench.block * bench.step_ms / 1000.0
    steps = round(seconds / step_s)
    if steps < 1:
        raise InputError("no time to contract", field="seconds", given=seconds, wanted=f"at least {step_s:g}")
    now = np.array(drive, dtype=np.float64)
    short, smooth = np.zeros(made.pools), np.zeros(made.pools)
    failed = np.full(made.pools, np.nan)
    drives, forces = [], []
    for k in range(steps):
        found = bench.step(now)
        drives.append(now.copy())
        forces.append(found)
        if wanted is None:
            continue
        smooth += (found - smooth) * min(1.0, step_s / 0.2)
        now = np.clip(now + (wanted - smooth) * step_s / _FOLLOW_S, 0.0, 1.0)
        short = np.where((now >= 1.0) & (smooth < 0.99 * wanted), short + step_s, 0.0)
        failed = np.where(np.isnan(failed) & (short >= give_up_s), (k + 1) * step_s - give_up_s, failed)
        if np.isfinite(failed).all():
            break
    spikes = np.concatenate(bench.found)
    return Played(
        time_s=np.arange(1.0, len(forces) + 1.0) * step_s,
        drive=np.array(drives),
        force=np.array(forces),
        capacity=bench.capacity,
        unit=spikes[:, 0].astype(np.int64),
        spike_ms=spikes[:, 1] * bench.step_ms,
        failed_s=failed,
    )


def ready(body: Body, parameters: ParameterSet) -> Preparation:
    """The pools of a body with its healthy units."""
    made = pools.build(body, parameters.cord)
    units = motor_units.build(body.muscles, parameters.muscle, made.units_per_pool)
    return Preparation(made, units, circuits.build(body.muscles, parameters.cord))


def maximum(
    prepared: Preparation, parameters: ParameterSet, minimum_interval_steps: FloatArray | None = None
) -> FloatArray:
    """[Q] mean force (share of the healthy tetanus) in the second half of a short full effort, without noise."""
    seconds = parameters.muscle.strength_test_s
    full = np.ones(prepared.made.pools)
    found = play(prepared, full, parameters, seconds=seconds, minimum_interval_steps=minimum_interval_steps)
    return np.asarray(found.force[len(found.force) // 2 :].mean(axis=0))
