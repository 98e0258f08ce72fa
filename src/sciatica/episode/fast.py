"""The spikes of motoneurons, axons and muscles, exchanged window by window: what is faster than the dorsal horn.

Within a window each room reads only what was sent before it began and writes only what arrives after it ends, because
no conduction delay is shorter than the window.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sciatica.cord import axons, motor_pool
from sciatica.cord.circuits import Circuits
from sciatica.cord.pools import Pools
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray, IntArray
from sciatica.episode.held import Trains
from sciatica.muscle import fatigue, force
from sciatica.muscle.units import Units

ROOMS = ("cord", "muscle")


@dataclass(frozen=True)
class Clock:
    """How spikes are exchanged."""

    window_steps: int
    """Length of an exchange window."""
    least_steps: int
    """No delay is shorter than this."""
    ring_steps: int
    """How far ahead spikes can be sent, a power of two."""
    afferent_steps: IntArray
    """[2, Q] muscle to cord: of Ia and Ib, and of II."""
    order: tuple[str, ...] = ROOMS
    """In which order rooms run within a window; changes nothing."""


@dataclass(frozen=True)
class Moved:
    """What the muscles did in one control step; means."""

    by_road: FloatArray
    """[4, Q] active state, share of the unfatigued maximum."""
    force: FloatArray
    """[Q] share of the healthy maximum."""
    impulses_hz: FloatArray
    """[Q] rate of the muscle fibres' impulses that nobody willed, Hz a fibre."""


class Fast:
    """The running state of Q pools, their axons and their muscles; lives only while an episode runs."""

    def __init__(self, pools: Pools, units: Units, circuits: Circuits, clock: Clock, parameters: ParameterSet) -> None:
        """Everything at rest."""
        cord, muscle, step_ms = parameters.cord, parameters.muscle, parameters.episode.step_ms
        self.pools, self.units, self.circuits, self.clock, self.muscle = pools, units, circuits, clock, muscle
        self.step_ms, self.block = step_ms, round(cord.control_step_ms / step_ms)
        self.arriving, self.antidromic, self.last = axons.fresh(len(pools), clock.ring_steps)
        self.fast = np.zeros((force.FAST, clock.ring_steps, pools.pools))
        self.cells = motor_pool.fresh_state(pools)
        self.cell_constants = motor_pool.unit_constants(pools, units.slowness, step_ms, cord)
        self.pool_constants = motor_pool.pool_constants(pools, step_ms, cord)
        self.renshaw = np.zeros(pools.pools)
        self.fibres, self.lengths = force.fresh_state(pools), force.fresh_held(pools)
        self.fibre_scalars = force.scalars(step_ms, muscle)
        self.capacity, self.tiring = fatigue.fresh(units), fatigue.rates(units)
        self.ia_ib = cord.ia_drive_per_hz, cord.ib_drive_per_hz
        self.now = self.begin = self.windows = self.count = 0
        self.events = np.zeros((1 << 18, 3), dtype=np.int32)

    def start(self) -> None:
        """Forgets the spikes so far: the record begins."""
        self.begin, self.count, self.windows = self.now, 0, 0

    @property
    def recorded(self) -> IntArray:
        """[X, 3] unit, step since the record began and road of every spike that reached a muscle, in order of time."""
        events = self.events[: self.count].astype(np.int64)
        events[:, 1] -= self.begin
        return np.asarray(events[np.lexsort((events[:, 0], events[:, 1]))], dtype=np.int64)

    @property
    def tired(self) -> FloatArray:
        """[M, 2] share of its force that fatigue has taken from each muscle."""
        return fatigue.lost(self.capacity, self.units)

    def coming(self) -> tuple[FloatArray, FloatArray]:
        """[Q] drive that spindles are about to give and tendon organs to take away, over the next control step."""
        slots = (self.now + np.arange(self.block)) % self.clock.ring_steps
        spindle, tendon = self.fast[: force.II, slots].mean(axis=1)
        return self.ia_ib[0] * spindle, self.ia_ib[1] * tendon

    def step(
        self,
        driven: FloatArray,
        passing: FloatArray,
        target: FloatArray,
        held: axons.Axons,
        trains: Trains,
        rng: np.random.Generator,
    ) -> Moved:
        """One control step.

        Args:
            driven: [5, Q] what the pools are told, see ``cord.motor_pool.Drive``.
            passing: [Q] share of each muscle's large afferents that conducts.
            target: [Q] fibre lengths that the posture asks for.
            held: the motor axons as they are.
            trains: what lesions send down them.
            rng: noise of the motoneurons.
        """
        noise, common = motor_pool.draw_noise(self.pools, self.block, rng)
        begin, summed, tension = self.now, np.zeros((4, self.pools.pools)), np.zeros(self.pools.pools)
        work = np.zeros(len(self.pools))
        constants = force.unit_constants(self.units, self.step_ms, self.capacity, self.muscle)
        already = self.count
        if self.count + len(self.pools) * self.block > len(self.events):
            self.events = np.concatenate([self.events, np.zeros_like(self.events)])
        while self.now < begin + self.block:
            steps = min(self.clock.window_steps, begin + self.block - self.now)
            fired = np.zeros((steps, len(self.pools)), dtype=np.uint8)
            for room in self.clock.order:
                if room == "cord":
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
                        steps,
                        begin,
                    )
                else:
                    self.count = force.advance(
                        self.fibres,
                        constants,
                        self.fibre_scalars,
                        self.arriving,
                        self.capacity,
                        self.lengths,
                        target,
                        passing,
                        self.clock.afferent_steps,
                        self.fast,
                        summed,
                        work,
                        tension,
                        self.events,
                        self.count,
                        self.now,
                        steps,
                    )
            self._exchange(fired, steps, held, trains)
            self.now += steps
            self.windows += 1
        seconds = self.block * self.step_ms / 1000.0
        self.capacity = fatigue.advance(self.capacity, work / self.block, *self.tiring, seconds, self.muscle)
        return Moved(summed / self.block, tension / self.block, self._unwilled(already) / seconds)

    def _unwilled(self, already: int) -> FloatArray:
        """[Q] impulses a fibre that nobody willed, of the events since ``already``."""
        rows = self.events[already : self.count]
        unit = rows[rows[:, 2] != motor_pool.VOLUNTARY, 0]
        pool, weight = unit // self.pools.units_per_pool, self.units.share[unit]
        return np.asarray(np.bincount(pool, weights=weight, minlength=self.pools.pools))

    def _exchange(self, fired: Any, steps: int, held: axons.Axons, trains: Trains) -> None:
        axons.transmit(
            fired,
            self.now,
            steps,
            self.clock.least_steps,
            held.passes,
            held.minimum_interval_steps,
            held.to_lesion_steps,
            held.to_muscle_steps,
            held.connected,
            trains.steps,
            trains.first,
            trains.cursor,
            trains.met,
            trains.began,
            self.last,
            self.arriving,
            self.antidromic,
        )
