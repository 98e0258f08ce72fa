"""The fast loops, closed: cord, nerve and muscle exchange spikes in windows shorter than any delay between them.

Within a window each room reads only what was sent before it began and writes only what arrives after it ends, because
no conduction delay is shorter than the window. So the order in which rooms run changes nothing, nor does a shorter
window; tests hold both. Slower matters (dorsal horn, guarding, fatigue) move on a clock of their own,
``control_step_ms``, and act from the next step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sciatica.body import Body
from sciatica.cord import afferents, axons, drive, guarding, motor_pool, pain, pools
from sciatica.cord.afferents import ChannelsLike
from sciatica.cord.carried import Carried
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.episode.gather import gather
from sciatica.episode.record import Episode
from sciatica.episode.script import Segment, amounts, check
from sciatica.episode.traces import Traces
from sciatica.muscle import fatigue, force
from sciatica.muscle import units as motor_units

ROOMS = ("cord", "muscle")
UNRECORDED = -1
"""The number of the stretch before the episode: the first posture, already held."""


def run(
    body: Body,
    channels: ChannelsLike,
    script: Sequence[Segment],
    carried_in: Carried,
    neighbour: FloatArray,
    parameters: ParameterSet,
    rng: np.random.Generator,
    *,
    phenotype: str = "cocontraction",
    window_ms: float | None = None,
    order: tuple[str, ...] = ROOMS,
) -> Episode:
    """Plays a script on one person.

    Args:
        body: the person.
        channels: what each fibre does in each posture (``nerve.conduct.Channels``).
        script: postures, durations and willed contractions, in order.
        carried_in: sensitisation, soreness and wind-up brought along.
        neighbour: [M, 2] inflammation of nerve beside each muscle, 0-1 (``tissue``).
        parameters: the constants of all rooms.
        rng: noise; the same generator state gives the same bytes.
        phenotype: how this person guards, one of ``cord.guarding.PHENOTYPES``.
        window_ms: a shorter exchange window than the longest allowed one, for tests of independence.
        order: in which order rooms run within a window; changes nothing.

    Raises:
        InputError: a script that cannot be played, an unknown phenotype or a window that does not fit.
    """
    check(script, channels.passes.shape[1])
    loop = _Loop(body, channels, carried_in, neighbour, parameters, rng, phenotype, window_ms, order, script)
    loop.play(UNRECORDED, replace(script[0], duration_s=parameters.episode.before_s))
    loop.start()
    for number, segment in enumerate(script):
        loop.play(number, segment)
    return loop.finish(script)


class _Loop:
    """The state of a running episode; lives only inside :func:`run`."""

    def __init__(
        self,
        body: Body,
        channels: ChannelsLike,
        carried_in: Carried,
        neighbour: FloatArray,
        parameters: ParameterSet,
        rng: np.random.Generator,
        phenotype: str,
        window_ms: float | None,
        order: tuple[str, ...],
        script: Sequence[Segment],
    ) -> None:
        self.body, self.channels, self.set, self.rng = body, channels, parameters, rng
        self.order, self.carried, self.neighbour = order, carried_in, neighbour
        cord, own = parameters.cord, parameters.episode
        self.step_ms = own.step_ms
        self.pools = pools.build(body, cord)
        self.units = motor_units.build(body.muscles, parameters.muscle, self.pools.units_per_pool)
        self.delay_ms = axons.healthy_delay_ms(self.pools, channels, body.fibres.path_mm)
        self.steps = _window_steps(float(self.delay_ms.min()), own.window_ms, self.step_ms, window_ms)
        self.least = max(1, round(min(own.window_ms, max(float(self.delay_ms.min()), self.step_ms)) / self.step_ms))
        self.block = round(cord.control_step_ms / self.step_ms)
        self.share = guarding.shares(body.muscles, phenotype)
        self._fill(script)

    def _fill(self, script: Sequence[Segment]) -> None:
        cord, muscle = self.set.cord, self.set.muscle
        longest = float(self.delay_ms.max()) + float(np.nan_to_num(self.channels.added_delay_ms).max())
        large = self._large_afferent_delay_ms()
        ring = 1 << int(np.ceil(np.log2((max(longest, float(large.max())) / self.step_ms) + 4 * self.block)))
        self.ring, self.afferent_steps = ring, np.maximum(np.rint(large / self.step_ms), self.least).astype(np.int64)
        self.arriving, self.antidromic, self.last = axons.fresh(len(self.pools), ring)
        self.fast = np.zeros((2, ring, self.pools.pools))
        self.cells = motor_pool.fresh_state(self.pools)
        self.cell_constants = motor_pool.unit_constants(self.pools, self.units.slowness, self.step_ms, cord)
        self.cell_scalars = motor_pool.scalars(self.step_ms, cord)
        self.fibres = force.fresh_state(self.pools)
        self.fibre_constants = force.unit_constants(self.units, self.step_ms)
        self.fibre_scalars = force.scalars(muscle)
        # one phase for each muscle's unit, shared by the sides, so that a mirrored lesion mirrors exactly
        number = self.pools.units_per_pool
        phase = self.rng.random((self.pools.muscles, 1, number))
        self.phase = np.broadcast_to(phase, (self.pools.muscles, 2, number)).ravel()
        self.tired = np.zeros((self.pools.muscles, 2))
        self.unwilled = np.zeros((self.pools.muscles, 2))
        self.voluntary = np.zeros((self.pools.muscles, 2))
        self.now = self.begin = self.windows = self.count = 0
        self.events = np.zeros((1 << 18, 3), dtype=np.int32)
        total = sum(round(s.duration_s * 1000.0 / cord.control_step_ms) for s in script)
        self.traces = Traces(total, self.block * self.step_ms, self.set.episode.output_step_ms, self.pools.muscles)
        self.held: list[str] = []
        self.horn = pain.quiet(self.carried.wind_up)
        self.guard = np.zeros((self.pools.muscles, 2))
        self._settle(script[0])

    def _large_afferent_delay_ms(self) -> FloatArray:
        """[Q] muscle to cord along the large afferents of the muscle's roots."""
        fibres = self.body.fibres
        speed = afferents.by_class(self.body, fibres.path_mm / self.channels.delay_to_target_ms)[:, :, drive.A_ALPHA]
        slowness = np.divide(1.0, speed, out=np.zeros_like(speed), where=speed > 0)
        per_mm = afferents.by_muscle(self.body, slowness)
        delay = self.body.muscles.path_mm[:, None] * per_mm + self.set.cord.synaptic_delay_ms
        return np.asarray(delay.ravel())

    def _posture(self, posture: int) -> None:
        touch = self.set.cord.background_touch_hz
        self.rate = afferents.ectopic_rate_hz(self.body, self.channels, posture)
        self.passing = afferents.passing_fraction(self.body, self.channels, posture)
        self.touch = afferents.passing_rate_hz(self.body, self.channels, posture, touch)[:, :, pain.A_BETA]
        self.large = afferents.by_muscle(self.body, self.passing[:, :, drive.A_ALPHA])
        self.little = afferents.by_muscle(self.body, self.passing[:, :, drive.A_DELTA])

    def _settle(self, first: Segment) -> None:
        """Wind-up, descending control and guarding as the first posture, held for a while before, leaves them."""
        self._posture(first.posture)
        step_s = self.set.cord.control_step_ms * 5.0 / 1000.0
        for _ in range(round(self.set.episode.settle_s / step_s)):
            self._slow(step_s)

    def _slow(self, step_s: float) -> pain.Felt:
        """One step of dorsal horn, guarding and afferent drive."""
        cord = self.set.cord
        self.small = drive.small_muscle_afferents_hz(self.neighbour, self.tired, self.unwilled, self.little, cord)
        rate = self.rate + drive.muscle_pain_hz(self.body, self.small, cord)
        self.horn, felt = pain.advance(self.horn, rate, self.touch, self.carried.sensitisation, step_s, cord)
        wanted = guarding.target(felt, self.share, self.body.muscles, self.carried.soreness, cord)
        self.guard = guarding.follow(self.guard, wanted, step_s, cord)
        return felt

    def start(self) -> None:
        """Forgets what was recorded so far: the episode begins."""
        self.begin, self.count, self.windows = self.now, 0, 0
        self.held.clear()

    def play(self, number: int, segment: Segment) -> None:
        """Runs one segment of the script."""
        cord, own = self.set.cord, self.set.episode
        self._posture(segment.posture)
        words = afferents.held_words(self.body, self.channels, segment.posture, segment.name, segment.duration_s)
        if words:
            self.held.append(words)
        willed = amounts(segment.voluntary, self.body.muscles, segment.name)
        self.stretch = amounts(segment.stretch, self.body.muscles, segment.name).ravel()
        path = self.body.fibres.path_mm
        self.axons = axons.in_posture(self.pools, self.channels, path, segment.posture, self.step_ms, self.least)
        duration_ms = segment.duration_s * 1000.0
        self.ectopic, self.first = axons.ectopic_trains(
            self.pools, self.channels, segment.posture, duration_ms, self.step_ms, self.phase
        )
        self.cursor = self.first[:-1].copy()
        self.met = np.zeros(len(self.ectopic), dtype=np.uint8)
        self.began = self.now
        step_s = cord.control_step_ms / 1000.0
        keep = np.exp(-step_s / (own.voluntary_rise_s / 3.0))
        for _ in range(round(duration_ms / cord.control_step_ms)):
            self.voluntary = willed + (self.voluntary - willed) * keep
            felt = self._slow(step_s)
            current = drive.persistent_current(self.body, felt, self.carried.sensitisation, self.small, cord)
            extra = drive.afferent(self.body, self.rate, felt, self.small, cord)
            by_road = self._fast(np.stack([self.voluntary, self.guard, extra, current]).reshape(4, -1))
            activation = by_road.sum(axis=0)
            self.unwilled = by_road[1:].sum(axis=0)
            self.tired = fatigue.advance(self.tired, activation, step_s, self.set.muscle)
            if number != UNRECORDED:
                force_now = activation * (1.0 - self.tired)
                self.traces.add(number, felt, self.horn.wind_up, self.rate, self.guard, by_road, force_now, current)

    def _fast(self, driven: FloatArray) -> FloatArray:
        """One control step of motoneurons, axons and muscles; [4, M, 2] mean activation by road."""
        noise, common = motor_pool.draw_noise(self.pools, self.block, self.rng)
        begin, summed = self.now, np.zeros((4, self.pools.pools))
        capacity = 1.0 - self.tired.ravel()
        passing = self.large.ravel()
        self._make_room()
        while self.now < begin + self.block:
            steps = min(self.steps, begin + self.block - self.now)
            fired = np.zeros((steps, len(self.pools)), dtype=np.uint8)
            for room in self.order:
                if room == "cord":
                    motor_pool.advance(
                        self.cells,
                        self.cell_constants,
                        self.cell_scalars,
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
                        self.fibre_constants,
                        self.fibre_scalars,
                        self.arriving,
                        capacity,
                        self.stretch,
                        passing,
                        self.afferent_steps,
                        self.fast,
                        summed,
                        self.events,
                        self.count,
                        self.now,
                        steps,
                    )
            self._exchange(fired, steps)
            self.now += steps
            self.windows += 1
        return summed.reshape(4, self.pools.muscles, 2) / self.block

    def _exchange(self, fired: Any, steps: int) -> None:
        a = self.axons
        axons.transmit(
            fired,
            self.now,
            steps,
            self.least,
            a.passes,
            a.minimum_interval_steps,
            a.to_lesion_steps,
            a.to_muscle_steps,
            a.connected,
            self.ectopic,
            self.first,
            self.cursor,
            self.met,
            self.began,
            self.last,
            self.arriving,
            self.antidromic,
        )

    def _make_room(self) -> None:
        if self.count + len(self.pools) * self.block > len(self.events):
            self.events = np.concatenate([self.events, np.zeros_like(self.events)])

    def finish(self, script: Sequence[Segment]) -> Episode:
        """The record of what was played."""
        events = self.events[: self.count].astype(np.int64)
        events[:, 1] -= self.begin
        return gather(
            self.body,
            self.channels,
            script,
            self.set,
            self.units,
            self.traces.made(),
            np.asarray(events[np.lexsort((events[:, 0], events[:, 1]))], dtype=np.int64),
            steps=self.now - self.begin,
            carried=replace(self.carried, wind_up=self.horn.wind_up.copy()),
            held=tuple(self.held),
            windows=self.windows,
            window_ms=self.steps * self.step_ms,
        )


def _window_steps(shortest_ms: float, longest_ms: float, step_ms: float, wanted_ms: float | None) -> int:
    """Steps of an exchange window: not longer than the shortest delay, nor than the longest window allowed."""
    allowed = max(1, int(min(shortest_ms, longest_ms) / step_ms))
    if wanted_ms is None:
        return allowed
    steps = round(wanted_ms / step_ms)
    if steps < 1 or steps > allowed or abs(steps * step_ms - wanted_ms) > 1e-9:
        raise InputError(
            "the window does not fit",
            field="window_ms",
            given=wanted_ms,
            wanted=f"{step_ms:g} .. {allowed * step_ms:g} ms in whole steps",
        )
    return steps
