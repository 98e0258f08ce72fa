"""Channels: what each fibre of a body does to impulses today, and which impulses it invents.

Membrane physics is run only where it matters, in a window of nerve round each lesion and, where inflammation has
reached it, round the dorsal root ganglion. Healthy nerve on either side is a delay measured with the same engine. A
fibre with two lesions is two windows in series: it passes what both pass, and an impulse born in the one must pass the
other to arrive. Runs that would be the same run (same fibre, same exposure) are run once.

Rates beyond the window that was simulated are held at the window's own; ``Channels.held`` says so in words.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sciatica.body import CLASSES, ROOTS, Body
from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.lesion.loads import Loads
from sciatica.nerve.damage import Injury
from sciatica.nerve.fibres import Fibres, MyelinatedFibres, UnmyelinatedFibres
from sciatica.nerve.injury import Exposure, ganglion_exposure, injury_of, lesion_exposure
from sciatica.nerve.protocol import Resting, burst_pattern_ms, hyperpolarised, passage, pumped_rate_hz, rest
from sciatica.tissue import Moment, TissueState

OUTWARD = np.array([name in ("motor", "pelvic") for name in CLASSES])
"""[classes] True where impulses run from the cord outward."""
_C_FIBRE = CLASSES.index("c")
_LARGE_FIBRE_UM = 5.7
"""Fibres below are simulated in a batch of their own: their short internodes need more nodes to the window."""


@dataclass(frozen=True)
class Channels:
    """What the N fibres of a body do in each of A postures."""

    passes: BoolArray
    """[N, A] a single impulse gets through every lesion."""
    minimum_interval_ms: FloatArray
    """[N, A] shortest interval of the ones tried that gets through whole; inf where none does; 0 untried (healthy)."""
    added_delay_ms: FloatArray
    """[N, A] delay that the lesions add, ms; nan where nothing passes."""
    ectopic_rate_hz: FloatArray
    """[N, A] impulses born in the fibre that leave in its natural direction, Hz."""
    ectopic_pattern_ms: FloatArray
    """[N, A, E] when they left within the window, nan padded."""
    window_ms: float
    delay_to_target_ms: FloatArray
    """[N] healthy conduction time, cord to end organ."""
    to_lesion_ms: FloatArray
    """[N] healthy conduction time, cord to the first lesion (half the path where there is none)."""
    connected_to_cord: BoolArray
    """[N] the axon is whole between the end organ and the cord."""
    connected_distally: BoolArray
    """[N] the peripheral piece, from ganglion (sensory) or cord (motor) to the end organ, still conducts."""
    node_steps: int
    fibre_runs: int
    held: tuple[str, ...]


@dataclass(frozen=True)
class _Runs:
    """X runs to be made: which fibre, where, in which posture, and what it meets there."""

    fibre: IntArray
    load: IntArray
    """[X] the load's index; -1 for the ganglion."""
    posture: IntArray
    centre_mm: FloatArray
    exposure: Exposure


@dataclass(frozen=True)
class _Answers:
    """What X runs gave."""

    passes: BoolArray
    minimum_interval_ms: FloatArray
    added_delay_ms: FloatArray
    pattern_ms: FloatArray
    node_steps: int
    runs: int


def healthy_velocity_m_s(body: Body, parameters: Parameters) -> FloatArray:
    """[N] conduction velocity of each fibre of the body, measured on its own healthy cable."""
    from sciatica.nerve import conduction_velocity_m_s

    fibres = body.fibres
    velocity = np.empty(len(fibres.kind))
    c_fibre = fibres.kind == _C_FIBRE
    for mask, unmyelinated in ((~c_fibre, False), (c_fibre, True)):
        diameters, back = np.unique(fibres.diameter_um[mask], return_inverse=True)
        if diameters.size:
            batch = _window(diameters, 0.0, unmyelinated, parameters)
            velocity[mask] = conduction_velocity_m_s(batch, step_ms=_step_ms(batch, parameters))[back]
    return velocity


def _window(diameter_um: FloatArray, length_mm: float, unmyelinated: bool, parameters: Parameters) -> Fibres:
    """A batch whose windows hold the lesion and the healthy margins on both sides of it."""
    if unmyelinated:
        step = parameters.c_compartment_um
        count = int(np.ceil((length_mm + 2 * parameters.c_margin_mm) * 1000.0 / step))
        return UnmyelinatedFibres(
            diameter_um, count, compartment_length_um=step, temperature_c=parameters.temperature_c
        )
    probe = MyelinatedFibres(diameter_um, nodes=3, temperature_c=parameters.temperature_c)
    under = int(np.ceil(length_mm / float(probe.node_spacing_mm.min())))
    nodes = under + 2 * int(parameters.healthy_nodes) + 1
    return MyelinatedFibres(diameter_um, nodes=nodes, temperature_c=parameters.temperature_c)


def _answer(
    diameter_um: FloatArray, kind: IntArray, exposure: Exposure, test_passage: bool, parameters: Parameters
) -> _Answers:
    """Runs every distinct (diameter, class family, exposure) once, in batches of one window size each."""
    if not len(kind):
        return _nothing()
    exposure = exposure.rounded(parameters.exposure_step)
    outward = OUTWARD[kind]
    unmyelinated = kind == _C_FIBRE
    rows = np.column_stack([diameter_um, outward, unmyelinated, exposure.matrix()])
    distinct, first, back = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    count = len(distinct)
    passes, interval, delay = np.ones(count, dtype=bool), np.zeros(count), np.zeros(count)
    patterns: list[FloatArray] = [np.empty(0)] * count
    steps = runs = 0
    sick = ~exposure.take(first).healthy
    family = np.where(unmyelinated[first], 2, diameter_um[first] >= _LARGE_FIBRE_UM)
    for group in range(3):
        members = np.flatnonzero(sick & (family == group))
        if not members.size:
            continue
        chosen = first[members]
        part = exposure.take(chosen)
        batch = _window(diameter_um[chosen], float(part.length_mm.max()), group == 2, parameters)
        injury = injury_of(part, batch, parameters)
        quiet = _quiet(batch, injury, part.pump, group == 2, parameters)
        steps += quiet.node_steps
        runs += members.size
        for m, times in zip(members, _own_impulses(batch, quiet, outward[chosen], parameters), strict=True):
            patterns[m] = times
        if test_passage:
            # between its bursts a firing fibre lies silent under its pump: that is when it can carry an impulse
            step_ms = _step_ms(batch, parameters)
            reference, more = _healthy_arrival_ms(batch, outward[chosen], step_ms)
            sent = passage(batch, hyperpolarised(injury, quiet.excess_mv), outward[chosen], reference, step_ms)
            steps += more + sent.node_steps
            passes[members] = sent.passes & quiet.silenced
            interval[members] = np.where(quiet.silenced, sent.minimum_interval_ms, np.inf)
            delay[members] = np.maximum(sent.arrival_ms - reference, 0.0)
    longest = max(len(p) for p in patterns)
    padded = np.full((count, longest), np.nan)
    for row, times in enumerate(patterns):
        padded[row, : len(times)] = times
    return _Answers(passes[back], interval[back], delay[back], padded[back], steps, runs)


def _step_ms(batch: Fibres, parameters: Parameters) -> float:
    return parameters.step_ms if isinstance(batch, MyelinatedFibres) else parameters.c_step_ms


def _healthy_arrival_ms(batch: Fibres, outward: BoolArray, step_ms: float) -> tuple[FloatArray, int]:
    """[F] arrival times in the same windows uninjured; equal fibres are run once."""
    keys = np.column_stack([batch.diameter_um, outward])
    distinct, back = np.unique(keys, axis=0, return_inverse=True)
    some = replace(batch, diameter_um=distinct[:, 0])
    bare = passage(some, None, distinct[:, 1].astype(bool), None, step_ms)
    if not bare.passes.all():
        thin = distinct[~bare.passes, 0]
        raise ArithmeticError(
            f"healthy fibres of {thin.min():.2f} to {thin.max():.2f} um do not conduct through their window: "
            "the compartments or the step are too coarse"
        )
    return bare.arrival_ms[back], bare.node_steps


def _quiet(batch: Fibres, injury: Injury, pump: FloatArray, unmyelinated: bool, parameters: Parameters) -> Resting:
    """What each window does by itself."""
    return rest(
        batch,
        injury,
        pump,
        settle_ms=parameters.c_settle_ms if unmyelinated else parameters.settle_ms,
        probe_ms=parameters.c_probe_ms if unmyelinated else parameters.probe_ms,
        window_ms=parameters.burst_ms,
        levels=int(parameters.pump_search_halvings),
        step_ms=_step_ms(batch, parameters),
    )


def _own_impulses(batch: Fibres, quiet: Resting, outward: BoolArray, parameters: Parameters) -> list[FloatArray]:
    """Times of each fibre's own impulses in its natural direction, over the held window, ms."""
    repeats = int(parameters.window_ms / parameters.burst_period_ms)
    gain = parameters.pump_gain_mv_um_per_hz / batch.diameter_um
    ends = np.where(outward[:, None], quiet.toward_end_ms, quiet.toward_cord_ms)
    patterns: list[FloatArray] = []
    for row, times in enumerate(ends):
        times = times[np.isfinite(times)]
        if times.size:
            burst = np.array([times.size * 1000.0 / parameters.burst_ms])
            mean = pumped_rate_hz(burst, quiet.excess_mv[row : row + 1], gain[row : row + 1])
            times = burst_pattern_ms(times, float(mean[0]), parameters.burst_period_ms, repeats)
        patterns.append(times)
    return patterns


def _nothing() -> _Answers:
    none = np.empty(0)
    return _Answers(np.empty(0, dtype=bool), none, none, np.empty((0, 0)), 0, 0)


def run(
    body: Body,
    loads: Loads,
    state: TissueState,
    moment: Moment,
    parameters: Parameters,
    *,
    velocity_m_s: FloatArray | None = None,
) -> Channels:
    """The channels of person 0's fibres on the day of ``state``, in every posture of ``loads``.

    Args:
        body: the person.
        loads, state, moment: what loads the nerve, its tissue on the day, and in each posture.
        parameters: the nerve room's parameters.
        velocity_m_s: [N] from :func:`healthy_velocity_m_s`, if already measured.
    """
    fibres = body.fibres
    velocity = healthy_velocity_m_s(body, parameters) if velocity_m_s is None else velocity_m_s
    count, postures = len(fibres.kind), len(loads.postures)
    whole, alive_distally, gone = _continuity(body, loads, state)

    runs = _lesion_runs(body, loads, state, moment, ~gone, postures, parameters)
    answers = _answer(fibres.diameter_um[runs.fibre], fibres.kind[runs.fibre], runs.exposure, True, parameters)
    ganglion = _ganglion_runs(body, loads, state, postures, parameters)
    inner = _answer(
        fibres.diameter_um[ganglion.fibre], fibres.kind[ganglion.fibre], ganglion.exposure, False, parameters
    )

    passes = np.ones((count, postures), dtype=bool)
    interval = np.zeros((count, postures))
    delay = np.zeros((count, postures))
    np.logical_and.at(passes, (runs.fibre, runs.posture), answers.passes)
    np.maximum.at(interval, (runs.fibre, runs.posture), answers.minimum_interval_ms)
    np.add.at(delay, (runs.fibre, runs.posture), np.nan_to_num(answers.added_delay_ms))
    passes &= whole[:, None]
    patterns = _patterns(fibres.kind, (runs, answers), (ganglion, inner), whole, (count, postures))
    rate = np.isfinite(patterns).sum(axis=2) * 1000.0 / parameters.window_ms

    to_lesion = fibres.path_mm / 2.0
    nearest = np.full(count, np.inf)
    np.minimum.at(nearest, runs.fibre, runs.centre_mm)
    to_lesion = np.where(np.isfinite(nearest), nearest, to_lesion)
    return Channels(
        passes=passes,
        minimum_interval_ms=np.where(passes, interval, np.inf),
        added_delay_ms=np.where(passes, delay, np.nan),
        ectopic_rate_hz=rate,
        ectopic_pattern_ms=patterns,
        window_ms=parameters.window_ms,
        delay_to_target_ms=fibres.path_mm / velocity,
        to_lesion_ms=to_lesion / velocity,
        connected_to_cord=whole,
        connected_distally=alive_distally,
        node_steps=answers.node_steps + inner.node_steps,
        fibre_runs=answers.runs + inner.runs,
        held=_held(rate, parameters),
    )


def _held(rate: FloatArray, parameters: Parameters) -> tuple[str, ...]:
    if not (rate > 0).any():
        return ()
    return (
        f"Bursts of fibres that fire by themselves were simulated for {parameters.burst_ms:g} ms in each posture; the mean "
        "rate that the ion pump allows is held for as long as the posture lasts.",
    )


def _loads_of(body: Body, loads: Loads) -> tuple[IntArray, IntArray]:
    """Pairs (fibre, load) that lie on the same root and side of person 0."""
    fibres = body.fibres
    same = (fibres.root[:, None] == loads.root[0]) & (fibres.side[:, None] == loads.side[0])
    fibre, load = np.nonzero(same & loads.present[0])
    return fibre, load


def _continuity(body: Body, loads: Loads, state: TissueState) -> tuple[BoolArray, BoolArray, BoolArray]:
    """[N] whole from cord to end organ; peripheral piece alive; gone at a lesion.

    Each fibre stands for others like it. Which of them a graded loss takes first is decided by a fixed order
    within its class, so that more loss always takes the same fibres and one more.
    """
    fibres = body.fibres
    fibre, load = _loads_of(body, loads)
    bins = state.axon.shape[2]
    level = np.minimum((fibres.depth[fibre] * bins).astype(np.int64), bins - 1)
    order = _order_within_class(body)
    lost = state.axon[0, load, level] <= order[fibre]
    gone = np.zeros(len(fibres.kind), dtype=bool)
    gone[fibre[lost]] = True
    distal_dead = np.zeros_like(gone)
    sensory = ~OUTWARD[fibres.kind[fibre]]
    proximal = loads.centre_mm[0, load] < ganglion_mm(body)[fibres.root[fibre]]
    spared = sensory & proximal  # the cell body in the ganglion keeps the peripheral axon alive
    faded = state.wallerian_days[0, load, level] >= _fading_days(sensory)
    distal_dead[fibre[lost & ~spared & faded]] = True
    return ~gone, ~distal_dead, gone


def ganglion_mm(body: Body) -> FloatArray:
    """[9] arc length from the cord to each root's dorsal root ganglion, mm."""
    return np.array([body.position_mm(root, "drg") for root in range(len(ROOTS))])


def _fading_days(sensory: BoolArray) -> FloatArray:
    """Days after which the cut-off piece no longer conducts: half of motor by 4, sensory by 8 (Gilliatt & Hjorth)."""
    return np.where(sensory, 8.0, 4.0)


def _order_within_class(body: Body) -> FloatArray:
    """[N] a fixed order in (0, 1), spread evenly over the fibres of each root, side and class."""
    fibres = body.fibres
    key = (fibres.root * 2 + fibres.side) * len(CLASSES) + fibres.kind
    order = np.empty(len(key))
    for value in np.unique(key):
        members = np.flatnonzero(key == value)
        order[members] = (0.5 + np.arange(len(members)) * 0.6180339887) % 1.0
    return order


def _lesion_runs(
    body: Body,
    loads: Loads,
    state: TissueState,
    moment: Moment,
    alive: BoolArray,
    postures: int,
    parameters: Parameters,
) -> _Runs:
    fibre, load = _loads_of(body, loads)
    keep = alive[fibre]
    fibre, load = fibre[keep], load[keep]
    posture = np.tile(np.arange(postures), len(fibre))
    fibre, load = np.repeat(fibre, postures), np.repeat(load, postures)
    exposure = lesion_exposure(
        state,
        moment,
        loads,
        load=load,
        posture=posture,
        kind=body.fibres.kind[fibre],
        depth=body.fibres.depth[fibre],
        parameters=parameters,
    )
    return _Runs(fibre, load, posture, loads.centre_mm[0, load], exposure)


def _ganglion_runs(body: Body, loads: Loads, state: TissueState, postures: int, parameters: Parameters) -> _Runs:
    fibres = body.fibres
    sensitivity = np.zeros(len(fibres.kind))
    fibre, load = _loads_of(body, loads)
    np.maximum.at(sensitivity, fibre, state.drg_sensitivity[0, load])
    sensitivity[OUTWARD[fibres.kind]] = 0.0
    chosen = np.flatnonzero(sensitivity > 0)
    exposure = ganglion_exposure(sensitivity[chosen], fibres.depth[chosen], parameters)
    rows = np.repeat(np.arange(len(chosen)), postures)
    return _Runs(
        fibre=chosen[rows],
        load=np.full(len(rows), -1),
        posture=np.tile(np.arange(postures), len(chosen)),
        centre_mm=ganglion_mm(body)[fibres.root[chosen]][rows],
        exposure=exposure.take(rows),
    )


def _patterns(
    kind: IntArray,
    lesions: tuple[_Runs, _Answers],
    ganglia: tuple[_Runs, _Answers],
    whole: BoolArray,
    shape: tuple[int, int],
) -> FloatArray:
    """[N, A, E] impulses of all windows of a fibre that reach its natural end, in order of time.

    An impulse born at one lesion has to pass every lesion between there and the cord (sensory) or the muscle
    (motor); one born in a sensory fibre cut off from the cord is heard by nobody.
    """
    runs, answers = lesions
    blocked: dict[tuple[int, int], list[float]] = {}
    for x in np.flatnonzero(~answers.passes):
        blocked.setdefault((runs.fibre[x], runs.posture[x]), []).append(runs.centre_mm[x])
    heard: dict[tuple[int, int], list[FloatArray]] = {}
    for source, given in (lesions, ganglia):
        for x in np.flatnonzero(np.isfinite(given.pattern_ms).any(axis=1)):
            key = (source.fibre[x], source.posture[x])
            outward = OUTWARD[kind[key[0]]]
            here = source.centre_mm[x]
            stops = blocked.get(key, [])
            # its own lesion does not stop it: the impulse was seen leaving the window
            if any(stop > here if outward else stop < here for stop in stops):
                continue
            if not whole[key[0]]:
                continue
            times = given.pattern_ms[x]
            heard.setdefault(key, []).append(times[np.isfinite(times)])
    longest = max((sum(map(len, parts)) for parts in heard.values()), default=0)
    out = np.full((*shape, longest), np.nan)
    for (fibre, posture), parts in heard.items():
        times = np.sort(np.concatenate(parts))
        out[fibre, posture, : len(times)] = times
    return out
