"""Two questions to a piece of nerve fibre: does an impulse pass, and does it make impulses of its own?

*Passage* sends one impulse and then ever closer pairs through the window, and looks which arrive at the other end
and how late. *Rest* sends nothing and counts what leaves at either end. Both run the full membrane engine; a window
has healthy nodes on both sides of the lesion, so its ends do not matter to what happens in the middle.

A membrane that fires by itself would do so at hundreds of impulses a second for ever. In a living axon the sodium that
every impulse brings in drives the pump, whose current hyperpolarises until the firing stops and, when it fades, starts
again. The burst is the membrane engine's; how much hyperpolarisation silences it (`Resting.excess_mv`), and how
little keeps it asleep (`Resting.asleep_mv`), is measured with the engine too. What follows in time is `slow`'s.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, fields, replace

import numpy as np

from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve.damage import Injury
from sciatica.nerve.fibres import Fibres, GanglionCells, MyelinatedFibres, UnmyelinatedFibres
from sciatica.nerve.record import Recording
from sciatica.nerve.run import equilibrium_mv, simulate
from sciatica.nerve.stimulus import Pulses

_PUSH_MV = 0.5
_FOOT_MV = 6.0
_AT_ONCE_MS = 1.0
_EDGE = 2
"""Impulses are started and looked for this many nodes from the end, clear of the sealed end's own reflection."""


@dataclass(frozen=True)
class PassageTest:
    """The intervals asked for and how long an impulse may be late and still be itself."""

    first_ms: float
    """When the first impulse is sent: by then what an unstable start has set off has left the window."""
    intervals_ms: tuple[float, ...]
    """Intervals from each impulse to the one before it, longest first."""
    patience_ms: float
    """An impulse later than this against healthy is not the one that was sent."""
    haste_ms: float
    """Nor is one earlier than this: a depolarised membrane may conduct a little faster than healthy."""
    pulse_duration_ms: float
    amplitude_na_per_um: float
    """Current of the pulse for each micrometre of diameter, a few times threshold."""


MYELINATED_TEST = PassageTest(
    first_ms=20.0,
    intervals_ms=(15.0, 8.0, 4.0, 2.5),
    patience_ms=3.0,
    haste_ms=0.3,
    pulse_duration_ms=0.1,
    amplitude_na_per_um=0.25,
)
UNMYELINATED_TEST = PassageTest(
    first_ms=60.0,
    intervals_ms=(20.0,),
    patience_ms=15.0,
    haste_ms=15.0,
    pulse_duration_ms=1.0,
    amplitude_na_per_um=0.6,
)


@dataclass(frozen=True)
class Passed:
    """Whether and how impulses came through, [F] each."""

    passes: BoolArray
    """A single impulse arrives."""
    arrival_ms: FloatArray
    """Time from the start of the single impulse to its arrival, ms; nan where it does not arrive."""
    minimum_interval_ms: FloatArray
    """Shortest interval asked for that still arrives whole, ms; inf where nothing passes or only single impulses do."""
    node_steps: int


@dataclass(frozen=True)
class Resting:
    """What a fibre does when nothing is asked of it."""

    toward_cord_ms: FloatArray
    """[F, E] times at which impulses leave at the first end, nan padded, from the start of the counted window."""
    toward_end_ms: FloatArray
    """[F, E] the same at the last end."""
    excess_mv: FloatArray
    """[F] hyperpolarisation that just silences the fibre, mV: 0 where it is silent, the largest tried if none does."""
    asleep_mv: FloatArray
    """[F] the least hyperpolarisation under which a silent fibre stays silent, mV; at most `excess_mv`."""
    silenced: BoolArray
    """[F] whether the fibre is silent at that hyperpolarisation; one that is not has no pause to carry impulses in."""
    window_ms: float
    node_steps: int


def _slid_into(fibres: Fibres, injury: Injury) -> FloatArray:
    """[F, places] voltages, mV above the healthy rest, into which a fibre slides as the injury comes slowly.

    That is its equilibrium, as far as a fibre gets without firing: equilibria further up are beyond the foot of the
    action potential, and from there its own dynamics decide what becomes of it.
    """
    return np.minimum(equilibrium_mv(fibres, injury, beyond_mv=4.0 * _FOOT_MV), _FOOT_MV)


def _taken(fibres: Fibres, injury: Injury, rows: IntArray) -> tuple[Fibres, Injury]:
    """Some of the windows."""
    some = {field.name: getattr(injury, field.name)[rows] for field in fields(Injury)}
    return replace(fibres, diameter_um=fibres.diameter_um[rows]), Injury(**some)


def _arrivals(spikes: FloatArray, expected: FloatArray, test: PassageTest) -> FloatArray:
    """[F, K] first spike about each expected time, nan where there is none."""
    early = expected[:, :, None] - test.haste_ms
    late = expected[:, :, None] + test.patience_ms
    times = spikes[:, None, :]
    hit = np.where((times >= early) & (times <= late), times, np.inf)
    first = hit.min(axis=2) if spikes.shape[1] else np.full(expected.shape, np.inf)
    return np.where(np.isfinite(first), first, np.nan)


def passage(
    fibres: Fibres,
    injury: Injury | None,
    outward: BoolArray,
    healthy_arrival_ms: FloatArray | None,
    step_ms: float,
    *,
    silent: BoolArray | None = None,
) -> Passed:
    """Sends impulses through each fibre's window.

    Args:
        fibres: F windows, their first node nearest the cord.
        injury: of each window; None for healthy ones.
        outward: [F] True sends from the cord's end (motor), False from the periphery's (sensory).
        healthy_arrival_ms: [F] arrival times of the same windows uninjured; None to measure them now.
        step_ms: the engine's step.
        silent: [F] windows known to stay at the rest that they slid into: nothing has to leave them first, and the
            first impulse is sent at once.
    """
    test = MYELINATED_TEST if isinstance(fibres, MyelinatedFibres) else UNMYELINATED_TEST
    if isinstance(fibres, GanglionCells):
        raise TypeError("a branched cell is no window of a nerve")
    if healthy_arrival_ms is None:
        return _alone(fibres, injury, outward, step_ms, test)
    hurt = Injury.healthy(fibres) if injury is None else injury
    start = _slid_into(fibres, hurt)
    size = len(fibres.diameter_um)
    soon = np.zeros(size, dtype=bool) if silent is None else silent & (start.max(axis=1) < _FOOT_MV)
    passes, arrival, shortest = np.zeros(size, dtype=bool), np.full(size, np.nan), np.full(size, np.inf)
    steps = 0
    for rows, first_ms in ((np.flatnonzero(soon), _AT_ONCE_MS), (np.flatnonzero(~soon), test.first_ms)):
        if rows.size:
            some, its = _taken(fibres, hurt, rows)
            found = _trains(some, its, outward[rows], healthy_arrival_ms[rows], step_ms, start[rows], test, first_ms)
            passes[rows], arrival[rows], shortest[rows] = found.passes, found.arrival_ms, found.minimum_interval_ms
            steps += found.node_steps
    return Passed(passes, arrival, shortest, steps)


def _sent(
    fibres: Fibres, injury: Injury | None, outward: BoolArray, onset_ms: FloatArray, end_ms: float, step_ms: float,
    start: FloatArray | str, test: PassageTest,
) -> tuple[FloatArray, int]:  # fmt: skip
    """[F, E] spikes at the far end of impulses sent at ``onset_ms``, and the node steps run."""
    count, size = fibres.places, len(fibres.diameter_um)
    recording = simulate(
        fibres,
        injury,
        Pulses(
            place=np.where(outward, _EDGE, count - 1 - _EDGE),
            onset_ms=np.tile(onset_ms, (size, 1)),
            duration_ms=test.pulse_duration_ms,
            amplitude_na=test.amplitude_na_per_um * fibres.diameter_um,
        ),
        duration_ms=end_ms,
        step_ms=step_ms,
        spike_places=(_EDGE, count - 1 - _EDGE),
        start=start,
    )
    return recording.spike_time_ms[np.arange(size), np.where(outward, 1, 0)], recording.node_steps


def _alone(fibres: Fibres, injury: Injury | None, outward: BoolArray, step_ms: float, test: PassageTest) -> Passed:
    """When a single impulse arrives in windows at rest."""
    longest = _slowest_ms(fibres) if isinstance(fibres, UnmyelinatedFibres) else 0.06 * fibres.places + 3.0
    onset = np.array([_AT_ONCE_MS])
    spikes, steps = _sent(
        fibres, injury, outward, onset, _AT_ONCE_MS + longest + test.patience_ms, step_ms, "equilibrium", test
    )
    first = np.where(np.isfinite(spikes), spikes, np.inf).min(axis=1, initial=np.inf)
    arrival = np.where(np.isfinite(first), first - _AT_ONCE_MS, np.nan)
    return Passed(np.isfinite(arrival), arrival, np.full(len(arrival), np.inf), steps)


def _trains(
    fibres: Fibres, injury: Injury, outward: BoolArray, healthy_arrival_ms: FloatArray, step_ms: float,
    start: FloatArray, test: PassageTest, first_ms: float,
) -> Passed:  # fmt: skip
    """Ever closer impulses from ``first_ms`` on; nothing that comes later than it may be late is waited for."""
    onset = first_ms + np.concatenate([[0.0], np.cumsum(test.intervals_ms)])
    end = float(onset[-1] + np.max(healthy_arrival_ms) + test.patience_ms) + 2.0 * step_ms
    spikes, steps = _sent(fibres, injury, outward, onset, end, step_ms, start, test)
    found = _arrivals(spikes, onset[None, :] + healthy_arrival_ms[:, None], test)
    distinct = np.ones_like(found, dtype=bool)
    distinct[:, 1:] = np.diff(found, axis=1) > 0  # one spike cannot stand for two impulses
    arrived = np.isfinite(found) & distinct
    passes = arrived[:, 0]
    whole = np.logical_and.accumulate(arrived, axis=1)[:, 1:]
    intervals = np.array(test.intervals_ms)
    shortest = np.where(whole, intervals, np.inf).min(axis=1)
    arrival = np.where(passes, found[:, 0] - onset[0], np.nan)
    return Passed(passes, arrival, shortest, steps)


def _slowest_ms(fibres: UnmyelinatedFibres) -> float:
    """Longest healthy travel time over the window, ms, at a quarter metre per second (slower than any C fibre)."""
    return fibres.compartments * fibres.compartment_length_um / 1000.0 / 0.25


def rest(
    fibres: Fibres,
    injury: Injury,
    pump: FloatArray,
    *,
    settle_ms: float,
    probe_ms: float,
    levels: int,
    step_ms: float,
) -> Resting:
    """Counts the impulses that each window makes by itself, and how much hyperpolarisation would silence it.

    Every fibre starts half a millivolt above what it slid into and falls back to it, or leaves it and fires. The engine
    has no noise: a fibre silent through the probe stays silent, so only those that fired are asked how much would
    silence them.

    Args:
        fibres: F windows, their first node nearest the cord.
        injury: of each window.
        pump: [F] energy left to the pump, 0-1: a starved pump hyperpolarises by so much less.
        settle_ms: time left out at the start.
        probe_ms: how long every fibre is watched, and a firing one's impulses are counted.
        levels: halvings of the search; it tries up to 2**levels - 1 mV, in steps of 1 mV, times the pump's energy.
        step_ms: the engine's step.
    """
    places = (_EDGE, fibres.places - 1 - _EDGE)
    size = len(fibres.diameter_um)

    kicked = _slid_into(fibres, injury) + _PUSH_MV

    def watch(some: Fibres, hurt: Injury, start: FloatArray) -> tuple[BoolArray, Recording]:
        seen = simulate(
            some, hurt, None, duration_ms=settle_ms + probe_ms, step_ms=step_ms, spike_places=places, start=start
        )
        return np.nanmax(seen.spike_time_ms, axis=(1, 2), initial=-1.0) > settle_ms, seen

    firing, probe = watch(fibres, injury, kicked)
    steps = probe.node_steps
    times = probe.spike_time_ms - settle_ms
    times = np.sort(np.where(times >= 0, times, np.nan), axis=2)
    active: IntArray = np.flatnonzero(firing)
    excess = np.zeros(size)
    if not active.size:
        return Resting(times[:, 0], times[:, 1], excess, excess, ~firing, probe_ms, steps)
    some, hurt = _taken(fibres, injury, active)

    able = pump[active]

    def fires(trial: FloatArray) -> tuple[BoolArray, int]:
        # from where a firing fibre has been: the question is what ends its firing
        still, seen = watch(some, hyperpolarised(hurt, able * trial), kicked[active])
        return still, seen.node_steps

    silenced_by, more = _least_silent(fires, active.size, levels)
    steps += more
    excess[active] = able * silenced_by
    asleep = excess.copy()
    # where a burst ends at the first trial nothing lies between; what nothing silences never lies silent
    doubtful = np.flatnonzero((silenced_by > 1.0) & (silenced_by < 2.0**levels))
    if doubtful.size:
        fewer, less_hurt = _taken(some, hurt, doubtful)

        def wakes(trial: FloatArray) -> tuple[BoolArray, int]:
            # from where a silent fibre lies
            under = hyperpolarised(less_hurt, able[doubtful] * trial)
            still, seen = watch(fewer, under, _slid_into(fewer, under) + _PUSH_MV)
            return still, seen.node_steps

        asleep_by, more = _least_silent(wakes, doubtful.size, levels)
        steps += more
        asleep[active[doubtful]] = able[doubtful] * np.minimum(asleep_by, silenced_by[doubtful])
    silenced = ~firing
    silenced[active] = silenced_by < 2.0**levels  # else it fired through every trial
    return Resting(times[:, 0], times[:, 1], excess, asleep, silenced, probe_ms, steps)


def _least_silent(
    fires: Callable[[FloatArray], tuple[BoolArray, int]], count: int, levels: int
) -> tuple[FloatArray, int]:
    """The least of 1 to 2**levels mV at which fibres do not fire (the last where all fired), by halving; the cost."""
    least = np.full(count, 2.0**levels)
    step, steps = 2.0 ** (levels - 1), 0
    for _ in range(levels):
        still, more = fires(least - step)
        steps += more
        least = np.where(still, least, least - step)
        step /= 2.0
    return least, steps


def hyperpolarised(injury: Injury, by_mv: FloatArray) -> Injury:
    """The same windows with the pump's hyperpolarisation, [F] mV, all along them."""
    shift = injury.potassium_reversal_shift_mv - by_mv[:, None]
    return replace(injury, potassium_reversal_shift_mv=shift)


def burst_pattern_ms(times_ms: FloatArray, mean_rate_hz: float, period_ms: float, repeats: int) -> FloatArray:
    """Impulse times over ``repeats`` periods: each period begins with as much of the burst as the mean rate allows.

    Args:
        times_ms: [E] the fibre's own firing, from the start of a burst.
        mean_rate_hz: rate to keep on average.
        period_ms: from the start of one burst to the next.
        repeats: periods.
    """
    start = times_ms - times_ms[0]
    allowed = np.diff(np.floor(np.arange(repeats + 1) * mean_rate_hz * period_ms / 1000.0 + 0.5)).astype(int)
    most = int(allowed.max(initial=0))
    if most > start.size > 1:  # more are allowed than were watched: the burst goes on as it did
        interval = start[-1] / (start.size - 1)
        start = np.concatenate([start, start[-1] + interval * np.arange(1, most - start.size + 1)])
    parts = [start[start < period_ms][:count] + k * period_ms for k, count in enumerate(allowed)]
    return np.concatenate(parts)
