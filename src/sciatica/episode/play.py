"""The fast loops, closed: cord, nerve and muscle exchange spikes in windows shorter than any delay between them.

Within a window each room reads only what was sent before it began and writes only what arrives after it ends, because
no conduction delay is shorter than the window. So the order in which rooms run changes nothing, nor does a shorter
window; tests hold both. Slower matters (dorsal horn, guarding, fatigue) move on a clock of their own,
``control_step_ms``, and act from the next step.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from sciatica.body import Body
from sciatica.cord import afferents, axons, circuits, drive, guarding, motor_pool, pain, pools
from sciatica.cord.afferents import ChannelsLike
from sciatica.cord.carried import Carried
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.episode.contraction import Contraction, Pressing, columns
from sciatica.episode.contraction import check as check_contraction
from sciatica.episode.ending import Reader
from sciatica.episode.fast import ROOMS, Clock, Fast
from sciatica.episode.gather import gather
from sciatica.episode.held import Held, Trains, hold, switched, trains
from sciatica.episode.record import Episode
from sciatica.episode.script import Segment, amounts, check
from sciatica.episode.traces import Traces
from sciatica.muscle import force
from sciatica.muscle import units as motor_units
from sciatica.muscle.strength import innervated

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
    contraction: Contraction | None = None,
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
        contraction: which muscles press the nerve, and which postures of ``channels`` hold while they do; None leaves
            that circle open.
        window_ms: a shorter exchange window than the longest allowed one, for tests of independence.
        order: in which order rooms run within a window; changes nothing.

    Raises:
        InputError: a script or a contraction that cannot be played, an unknown phenotype or a window that does not fit.
    """
    check(script, channels.passes.shape[1])
    if contraction is not None:
        check_contraction(contraction, len(body.muscles), channels.passes.shape[1])
    loop = _Loop(
        body, channels, carried_in, neighbour, parameters, rng, phenotype, contraction, window_ms, order, script
    )
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
        contraction: Contraction | None,
        window_ms: float | None,
        order: tuple[str, ...],
        script: Sequence[Segment],
    ) -> None:
        self.body, self.channels, self.set, self.rng = body, channels, parameters, rng
        self.carried, self.neighbour = carried_in, neighbour
        cord, own = parameters.cord, parameters.episode
        self.pools = pools.build(body, cord)
        self.units = innervated(
            self.pools,
            motor_units.build(body.muscles, parameters.muscle, self.pools.units_per_pool),
            channels,
            channels.lost_days,
            parameters,
            spared=axons.spared(self.pools, channels, body.fibres.path_mm),
        )
        clock = self._clock(window_ms, order)
        self.fast = Fast(self.pools, self.units, circuits.build(body.muscles, cord), clock, parameters)
        self.share = guarding.shares(body.muscles, phenotype)
        self.pressing = Pressing(contraction, own.contraction_tau_s)
        self.known: dict[tuple[int, int], tuple[ChannelsLike, int, Held]] = {}
        self.born: dict[tuple[int, int, float], Trains] = {}
        self._fill(script)

    def _clock(self, window_ms: float | None, order: tuple[str, ...]) -> Clock:
        cord, own = self.set.cord, self.set.episode
        step_ms = own.step_ms
        delay_ms = axons.healthy_delay_ms(self.pools, self.channels, self.body.fibres.path_mm)
        least = max(1, round(min(own.window_ms, max(float(delay_ms.min()), step_ms)) / step_ms))
        longest = float(delay_ms.max()) + float(np.nan_to_num(self.channels.added_delay_ms).max())
        back = np.stack([self._muscle_afferent_delay_ms(kind) for kind in (drive.A_ALPHA, pain.A_BETA)])
        ahead = max(longest, float(back.max())) / step_ms + 4.0 * cord.control_step_ms / step_ms
        return Clock(
            window_steps=_window_steps(float(delay_ms.min()), own.window_ms, step_ms, window_ms),
            least_steps=least,
            ring_steps=1 << int(np.ceil(np.log2(ahead))),
            afferent_steps=np.maximum(np.rint(back / step_ms), least).astype(np.int64),
            order=order,
        )

    def _muscle_afferent_delay_ms(self, kind: int) -> FloatArray:
        """[Q] muscle to cord along one class of the fibres of the muscle's roots: Ia and Ib run with A-alpha, II with
        A-beta.
        """
        fibres = self.body.fibres
        speed = afferents.by_class(self.body, fibres.path_mm / self.channels.delay_to_target_ms)[:, :, kind]
        slowness = np.divide(1.0, speed, out=np.zeros_like(speed), where=speed > 0)
        per_mm = afferents.by_muscle(self.body, slowness)
        delay = self.body.muscles.path_mm[:, None] * per_mm + self.set.cord.synaptic_delay_ms
        return np.asarray(delay.ravel())

    def _fill(self, script: Sequence[Segment]) -> None:
        cord, count = self.set.cord, self.pools.muscles
        # one phase for each muscle's unit, shared by the sides, so that a mirrored lesion mirrors exactly
        number = self.pools.units_per_pool
        phase = self.rng.random((count, 1, number))
        self.phase = np.broadcast_to(phase, (count, 2, number)).ravel()
        self.irritants = self.carried.irritants.copy()
        self.tired, self.voluntary, self.guard = (np.zeros((count, 2)) for _ in range(3))
        total = sum(round(s.duration_s * 1000.0 / cord.control_step_ms) for s in script)
        self.traces = Traces(total, cord.control_step_ms, self.set.episode.output_step_ms, count)
        self.held: list[str] = []
        self.reader = Reader(round(self.set.episode.reading_step_ms / cord.control_step_ms))
        self.horn = pain.quiet(self.carried.wind_up)
        self.here = (-1, -1)
        self._settle(script[0])

    def _hold(self, posture: int) -> bool:
        """Takes up what the channels are in a posture with the pressing muscles as they are; whether that is new."""
        wanted = self.pressing.postures(posture)
        if wanted == self.here:
            return False
        if wanted not in self.known:
            left, right = wanted
            one = left == right
            channels = self.channels if one else columns(self.channels, self.body.fibres.side, wanted)
            column = left if one else 0
            held = hold(
                self.body, self.pools, channels, column, self.fast.step_ms, self.fast.clock.least_steps, self.set.cord
            )
            self.known[wanted] = channels, column, held
        self.here = wanted
        self.seen, self.column, self.held_now = self.known[wanted]
        return True

    def _settle(self, first: Segment) -> None:
        """Wind-up, descending control and guarding as the first posture, held for a while before, leaves them."""
        self._hold(first.posture)
        step_s = self.set.cord.control_step_ms * 5.0 / 1000.0
        for _ in range(round(self.set.episode.settle_s / step_s)):
            self._slow(step_s)

    def _slow(self, step_s: float) -> pain.Felt:
        """One step of dorsal horn, guarding and afferent drive."""
        cord = self.set.cord
        self.small = drive.small_muscle_afferents_hz(
            self.neighbour, self.tired, self.irritants, self.held_now.little, cord
        )
        rate = self.held_now.rate + drive.muscle_pain_hz(self.body, self.small, cord, self.irritants)
        self.horn, felt = pain.advance(self.horn, rate, self.held_now.touch, self.carried.sensitisation, step_s, cord)
        wanted = guarding.target(felt, self.share, self.body.muscles, self.carried.soreness, cord)
        self.guard = guarding.follow(self.guard, wanted, step_s, cord)
        return felt

    def start(self) -> None:
        """Forgets what was recorded so far: the episode begins."""
        self.fast.start()
        self.held.clear()

    def play(self, number: int, segment: Segment) -> None:
        """Runs one segment of the script."""
        cord, own = self.set.cord, self.set.episode
        self._hold(segment.posture)
        words = afferents.held_words(self.body, self.seen, self.column, segment.name, segment.duration_s)
        if words:
            self.held.append(words)
        willed = amounts(segment.voluntary, self.body.muscles, segment.name)
        stretch = amounts(segment.stretch, self.body.muscles, segment.name).ravel()
        self.target = force.target_length(stretch, self.set.muscle)
        duration_ms = segment.duration_s * 1000.0
        began = self.fast.now
        self.trains = self._trains(duration_ms, began)
        step_s = cord.control_step_ms / 1000.0
        keep = np.exp(-step_s / (own.voluntary_rise_s / 3.0))
        for _ in range(round(duration_ms / cord.control_step_ms)):
            self.voluntary = willed + (self.voluntary - willed) * keep
            if self._hold(segment.posture):
                reach = int(self.held_now.axons.to_lesion_steps.max())
                self.trains = switched(self.trains, self._trains(duration_ms, began), self.fast.now, reach)
            self._control(number, step_s)

    def _control(self, number: int, step_s: float) -> None:
        """One step of the slower matters, and the fast loops meanwhile."""
        cord, shape = self.set.cord, (self.pools.muscles, 2)
        felt = self._slow(step_s)
        current = drive.persistent_current(self.body, felt, self.carried.sensitisation, self.small, cord)
        extra = drive.afferent(self.body, self.held_now.rate, felt, self.small, cord)
        noise = drive.noise_factor(self.small, cord)
        driven = np.stack([self.voluntary, self.guard, extra, current, noise]).reshape(5, -1)
        spindle, tendon = self.fast.coming()
        held = self.held_now
        moved = self.fast.step(driven, held.large.ravel(), self.target, held.axons, self.trains, self.rng)
        by_road, force_now = moved.by_road.reshape(4, *shape), moved.force.reshape(shape)
        self.irritants = drive.irritate(self.irritants, moved.impulses_hz.reshape(shape), step_s, cord)
        self.tired = self.fast.tired
        self.pressing.follow(force_now, step_s)
        if number == UNRECORDED:
            return
        own = cord.group_iv_drive_per_hz * self.small
        self.traces.add(number, felt, self.horn.wind_up, held.rate, self.guard, by_road, force_now, current)
        self.reader.add(
            (self.fast.now - self.fast.begin) * self.fast.step_ms / 1000.0,
            (extra - own).ravel() + spindle,
            own.ravel(),
            tendon,
            self.guard.ravel(),
            self.voluntary.ravel(),
            current.ravel(),
            self.fast.cells[motor_pool.INACTIVATION],
            self.fast.cells[motor_pool.LATE],
            moved.by_road[1:],
            1.0 - self.tired.ravel(),
        )

    def _trains(self, duration_ms: float, began: int) -> Trains:
        key = (*self.here, duration_ms)
        if key not in self.born:
            step_ms = self.fast.step_ms
            path = self.body.fibres.path_mm
            self.born[key] = trains(self.pools, self.seen, self.column, duration_ms, step_ms, self.phase, path, began)
        return self.born[key].anew(began)

    def _echo_s(self) -> FloatArray:
        """[U] how long after an impulse born in a lesion its F wave would reach the muscle."""
        way = 2.0 * self.held_now.axons.to_lesion_steps * self.fast.step_ms
        return np.asarray((way + self.set.cord.f_wave_turn_ms) / 1000.0)

    def finish(self, script: Sequence[Segment]) -> Episode:
        """The record of what was played."""
        return gather(
            self.body,
            self.channels,
            script,
            self.set,
            self.units,
            self.traces.made(),
            self.reader.made(),
            self.pools,
            self._echo_s(),
            self.fast.recorded,
            steps=self.fast.now - self.fast.begin,
            carried=replace(self.carried, wind_up=self.horn.wind_up.copy(), irritants=self.irritants),
            held=tuple(self.held),
            windows=self.fast.windows,
            window_ms=self.fast.clock.window_steps * self.fast.step_ms,
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
