"""Channels: what each fibre of a body does to impulses today, and which impulses it invents.

Membrane physics is run only where it matters, in a window of nerve round each lesion and, where inflammation has
reached it, round the dorsal root ganglion. Healthy nerve on either side is a delay line measured with the same engine
(`delay_line`): what a fibre invents arrives at its natural end with the intervals that recovery has made of them. A
fibre with two lesions is two windows in series: it passes what both pass, and an impulse born in the one must pass the
other to arrive.

A burst is run by the membrane engine, its length and the pause after it by the pump's slow state (`slow`); beyond that
rates are held, and ``Channels.held`` says so in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from sciatica.body import CLASSES, ROOTS, Body
from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.lesion.loads import Loads
from sciatica.nerve.answers import Answers, answer, step_ms_of, window_of
from sciatica.nerve.delay_law import DelayLaw
from sciatica.nerve.delay_line import carried
from sciatica.nerve.delay_measure import brief, design, measure_law
from sciatica.nerve.exposure import Exposure
from sciatica.nerve.injury import ganglion_exposure, lesion_exposure
from sciatica.tissue import Moment, TissueState

OUTWARD = np.array([name in ("motor", "pelvic") for name in CLASSES])
"""[classes] True where impulses run from the cord outward."""
_C_FIBRE = CLASSES.index("c")
_LAWS: dict[tuple[float, ...], DelayLaw] = {}
"""Laws already measured, by all that they depend on."""


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
    """[N, A, E] within the window, nan padded: arrivals at the natural end, less the healthy conduction time."""
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


def healthy_velocity_m_s(body: Body, parameters: Parameters) -> FloatArray:
    """[N] conduction velocity of each fibre of the body, measured on its own healthy cable."""
    from sciatica.nerve import conduction_velocity_m_s

    fibres = body.fibres
    velocity = np.empty(len(fibres.kind))
    c_fibre = fibres.kind == _C_FIBRE
    for mask, unmyelinated in ((~c_fibre, False), (c_fibre, True)):
        diameters, back = np.unique(fibres.diameter_um[mask], return_inverse=True)
        if diameters.size:
            batch = window_of(diameters, 0.0, unmyelinated, parameters)
            velocity[mask] = conduction_velocity_m_s(batch, step_ms=step_ms_of(batch, parameters))[back]
    return velocity


@dataclass(frozen=True)
class Scene:
    """One state of the nerve in which its fibres are asked: loads, tissue on the day, and each posture's moment."""

    loads: Loads
    state: TissueState
    moment: Moment


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
    velocity = healthy_velocity_m_s(body, parameters) if velocity_m_s is None else velocity_m_s
    return run_scenes(body, [Scene(loads, state, moment)], parameters, velocity)[0]


def run_scenes(body: Body, scenes: Sequence[Scene], parameters: Parameters, velocity_m_s: FloatArray) -> list[Channels]:
    """The channels of person 0's fibres in several scenes, run together: full batches cost less than many small ones.

    Each scene's ``node_steps`` and ``fibre_runs`` are its share of the whole.
    """
    asked = [_asked(body, scene, parameters) for scene in scenes]
    with ThreadPoolExecutor(2) as pool:
        pending = pool.submit(_answers_together, body, [a.ganglia for a in asked], False, parameters)
        lesions = _answers_together(body, [a.lesions for a in asked], True, parameters)
        ganglia = pending.result()
    return [
        _channels(body, scene, a, lesion, ganglion, parameters, velocity_m_s)
        for scene, a, lesion, ganglion in zip(scenes, asked, lesions, ganglia, strict=True)
    ]


@dataclass(frozen=True)
class _Asked:
    """What is asked of the engine in one scene, and which axons are whole."""

    lesions: _Runs
    ganglia: _Runs
    whole: BoolArray
    alive_distally: BoolArray


def _asked(body: Body, scene: Scene, parameters: Parameters) -> _Asked:
    loads, state, postures = scene.loads, scene.state, len(scene.loads.postures)
    whole, alive_distally, gone = _continuity(body, loads, state)
    return _Asked(
        lesions=_lesion_runs(body, loads, state, scene.moment, ~gone, postures, parameters),
        ganglia=_ganglion_runs(body, loads, state, postures, parameters),
        whole=whole,
        alive_distally=alive_distally,
    )


def _answers_together(body: Body, parts: Sequence[_Runs], test_passage: bool, parameters: Parameters) -> list[Answers]:
    """Answers to several sets of runs from one call of the engine, split again."""
    fibres = body.fibres
    fibre = np.concatenate([part.fibre for part in parts])
    exposure = Exposure.joined([part.exposure for part in parts])
    kind = fibres.kind[fibre]
    whole = answer(fibres.diameter_um[fibre], OUTWARD[kind], kind == _C_FIBRE, exposure, test_passage, parameters)
    out, begin = [], 0
    for part in parts:
        rows = slice(begin, begin + len(part.fibre))
        share = len(part.fibre) / max(len(fibre), 1)
        out.append(
            Answers(
                whole.passes[rows],
                whole.minimum_interval_ms[rows],
                whole.added_delay_ms[rows],
                whole.pattern_ms[rows],
                round(whole.node_steps * share),
                round(whole.runs * share),
                whole.cycle_s[rows] if len(whole.cycle_s) else whole.cycle_s,
            )
        )
        begin = rows.stop
    return out


def _channels(
    body: Body,
    scene: Scene,
    asked: _Asked,
    answers: Answers,
    inner: Answers,
    parameters: Parameters,
    velocity_m_s: FloatArray,
) -> Channels:
    fibres, runs, whole = body.fibres, asked.lesions, asked.whole
    count, postures = len(fibres.kind), len(scene.loads.postures)
    passes = np.ones((count, postures), dtype=bool)
    interval, delay = np.zeros((count, postures)), np.zeros((count, postures))
    np.logical_and.at(passes, (runs.fibre, runs.posture), answers.passes)
    np.maximum.at(interval, (runs.fibre, runs.posture), answers.minimum_interval_ms)
    np.add.at(delay, (runs.fibre, runs.posture), np.nan_to_num(answers.added_delay_ms))
    passes &= whole[:, None]
    outer, own = (_carried(body, *both, parameters) for both in ((runs, answers), (asked.ganglia, inner)))
    patterns = _patterns(fibres.kind, (runs, outer), (asked.ganglia, own), whole, (count, postures))
    rate = np.isfinite(patterns).sum(axis=2) * 1000.0 / parameters.window_ms
    nearest = np.full(count, np.inf)
    np.minimum.at(nearest, runs.fibre, runs.centre_mm)
    to_lesion = np.where(np.isfinite(nearest), nearest, fibres.path_mm / 2.0)
    return Channels(
        passes=passes,
        minimum_interval_ms=np.where(passes, interval, np.inf),
        added_delay_ms=np.where(passes, delay, np.nan),
        ectopic_rate_hz=rate,
        ectopic_pattern_ms=patterns,
        window_ms=parameters.window_ms,
        delay_to_target_ms=fibres.path_mm / velocity_m_s,
        to_lesion_ms=to_lesion / velocity_m_s,
        connected_to_cord=whole,
        connected_distally=asked.alive_distally,
        node_steps=answers.node_steps + inner.node_steps,
        fibre_runs=answers.runs + inner.runs,
        held=_held(rate, np.concatenate([answers.cycle_s, inner.cycle_s]), parameters),
    )


def _held(rate: FloatArray, cycle_s: FloatArray, parameters: Parameters) -> tuple[str, ...]:
    if not (rate > 0).any():
        return ()
    words = (
        f"Fibres that fire by themselves were simulated for {parameters.probe_ms:g} ms "
        f"({parameters.c_probe_ms:g} ms in unmyelinated ones) in each posture; a burst is taken to go on as it began."
    )
    firing = cycle_s[np.isfinite(cycle_s[:, 0])] if len(cycle_s) else cycle_s
    if not len(firing):
        return (words,)
    burst, pause = np.median(firing, axis=0)
    return (
        words,
        f"Under the ion pump half of the bursts last longer than {burst:.2g} s and half of the pauses longer than "
        f"{pause:.2g} s; axons of a kind are taken to be at different points of that, so that their mean rate is held "
        f"for as long as the posture lasts, as a burst in every {parameters.window_ms:g} ms.",
    )


def _carried(body: Body, runs: _Runs, answers: Answers, parameters: Parameters) -> Answers:
    """The answers with each pattern as healthy nerve delivers it at the fibre's natural end."""
    rows = np.flatnonzero(np.isfinite(answers.pattern_ms).sum(axis=1) > 1)
    if not rows.size:
        return answers
    fibres, pattern = body.fibres, answers.pattern_ms.copy()
    fibre = runs.fibre[rows]
    outward = OUTWARD[fibres.kind[fibre]]
    length = np.where(outward, fibres.path_mm[fibre] - runs.centre_mm[rows], runs.centre_mm[rows])
    for unmyelinated in (False, True):
        some = np.flatnonzero((fibres.kind[fibre] == _C_FIBRE) == unmyelinated)
        if some.size:
            width = fibres.diameter_um[fibre[some]]
            law = _law(body, unmyelinated, parameters).at(width)
            way = np.maximum(length[some], 0.0)
            arrived = carried(law, pattern[rows[some]], way, pieces=8)
            pattern[rows[some]] = arrived - (law.slowness_ms_mm * way)[:, None]
    return replace(answers, pattern_ms=pattern)


def _law(body: Body, unmyelinated: bool, parameters: Parameters) -> DelayLaw:
    """The law of a body's fibres, from three diameters across all that it has."""
    width = body.fibres.diameter_um[(body.fibres.kind == _C_FIBRE) == unmyelinated]
    batch = window_of(np.geomspace(width.min(), width.max(), 3), 0.0, unmyelinated, parameters)
    step_ms = step_ms_of(batch, parameters)
    key = (*batch.diameter_um.tolist(), batch.temperature_c, step_ms, parameters.c_compartment_um * unmyelinated)
    if key not in _LAWS:
        _LAWS[key] = measure_law(batch, step_ms=step_ms, plan=brief(design(batch)))
    return _LAWS[key]


def _loads_of(body: Body, loads: Loads) -> tuple[IntArray, IntArray]:
    """Pairs (fibre, load) that lie on the same root and side of person 0.

    Autonomic fibres leave for the pelvis at the plexus: a load beyond it does not meet them.
    """
    fibres = body.fibres
    same = (fibres.root[:, None] == loads.root[0]) & (fibres.side[:, None] == loads.side[0])
    plexus = np.array([body.position_mm(root, "plexus") for root in range(len(ROOTS))])
    beyond = loads.centre_mm[0] > plexus[loads.root[0]]
    left_before = (fibres.kind == CLASSES.index("pelvic"))[:, None] & beyond
    fibre, load = np.nonzero(same & loads.present[0] & ~left_before)
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
    lesions: tuple[_Runs, Answers],
    ganglia: tuple[_Runs, Answers],
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
