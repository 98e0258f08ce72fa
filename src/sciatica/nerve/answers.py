"""Asks the engine: for each run, does an impulse pass, and what does the fibre invent?

Runs that would be the same run (same fibre, same exposure on a declared grid) are run once, in batches of one window
size each: large myelinated fibres, thin ones (their short internodes need more nodes to the window) and unmyelinated
ones. A window is as long as the longest lesion, with healthy margins on both sides.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve.damage import Injury
from sciatica.nerve.exposure import Exposure, edge_of, injury_of, reach_mm
from sciatica.nerve.fibres import Fibres, MyelinatedFibres, UnmyelinatedFibres
from sciatica.nerve.protocol import Passed, Resting, burst_pattern_ms, hyperpolarised, passage, rest
from sciatica.nerve.slow.cycle import cycle, pump_gain_mv_hz

_LARGE_FIBRE_UM = 5.7


@dataclass(frozen=True)
class Answers:
    """What X runs gave."""

    passes: BoolArray
    minimum_interval_ms: FloatArray
    added_delay_ms: FloatArray
    pattern_ms: FloatArray
    node_steps: int
    runs: int
    cycle_s: FloatArray = field(default_factory=lambda: np.empty((0, 2)))
    """[X, 2] how long a burst and the pause after it last under the pump's slow state; nan where nothing fires."""


def window_of(
    diameter_um: FloatArray, length_mm: float, unmyelinated: bool, parameters: Parameters
) -> MyelinatedFibres | UnmyelinatedFibres:
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


def answer(
    diameter_um: FloatArray,
    outward: BoolArray,
    unmyelinated: BoolArray,
    exposure: Exposure,
    test_passage: bool,
    parameters: Parameters,
) -> Answers:
    """Runs every distinct (diameter, family, direction, exposure) once.

    Args:
        diameter_um: [X] of each run's fibre.
        outward: [X] True where its impulses run from the cord (motor, autonomic).
        unmyelinated: [X] True for a C fibre.
        exposure: [X] what it meets.
        test_passage: whether impulses are sent through; else only its own are counted.
        parameters: the nerve room's parameters.
    """
    if not len(diameter_um):
        return _nothing()
    exposure = exposure.rounded(parameters.exposure_step)
    rows = np.column_stack([diameter_um, outward, unmyelinated, exposure.matrix()])
    distinct, first, back = np.unique(rows, axis=0, return_index=True, return_inverse=True)
    count = len(distinct)
    passes, interval, delay = np.ones(count, dtype=bool), np.zeros(count), np.zeros(count)
    patterns: list[FloatArray] = [np.empty(0)] * count
    cycles = np.full((count, 2), np.nan)
    steps = runs = 0
    sick = ~exposure.take(first).healthy
    family = np.where(unmyelinated[first], 2, diameter_um[first] >= _LARGE_FIBRE_UM)
    groups = [members for group in range(3) if (members := np.flatnonzero(sick & (family == group))).size]

    def ask(members: IntArray) -> tuple[Resting, tuple[list[FloatArray], FloatArray], Passed | None, int]:
        chosen = first[members]
        return _ask(diameter_um[chosen], outward[chosen], unmyelinated[chosen], exposure.take(chosen), test_passage,
                    parameters)  # fmt: skip

    # the engine's kernels leave the interpreter free, so that the families overlap on a second core
    with ThreadPoolExecutor(3) as pool:
        for members, (quiet, own, sent, ran) in zip(groups, pool.map(ask, groups), strict=True):
            steps += ran
            runs += members.size
            cycles[members] = own[1]
            for m, times in zip(members, own[0], strict=True):
                patterns[m] = times
            if sent is not None:
                passes[members] = sent.passes & quiet.silenced
                interval[members] = np.where(quiet.silenced, sent.minimum_interval_ms, np.inf)
                delay[members] = sent.arrival_ms
    longest = max(len(p) for p in patterns)
    padded = np.full((count, longest), np.nan)
    for row, times in enumerate(patterns):
        padded[row, : len(times)] = times
    return Answers(passes[back], interval[back], delay[back], padded[back], steps, runs, cycles[back])


def _ask(
    diameter_um: FloatArray,
    outward: BoolArray,
    unmyelinated: BoolArray,
    exposure: Exposure,
    test_passage: bool,
    parameters: Parameters,
) -> tuple[Resting, tuple[list[FloatArray], FloatArray], Passed | None, int]:
    """One family at rest, its own impulses, what passes (arrivals as delay over healthy), and the node steps run."""
    bare = bool(unmyelinated[0])
    reach = reach_mm(exposure.length_mm, edge_of(bare, parameters))
    batch = window_of(diameter_um, float(reach.max()), bare, parameters)
    injury = injury_of(exposure, batch, parameters)
    quiet = _quiet(batch, injury, exposure.pump, bare, parameters)
    own = _own_impulses(batch, quiet, outward, parameters)
    if not test_passage:
        return quiet, own, None, quiet.node_steps
    # between its bursts a firing fibre lies silent under its pump: that is when it can carry an impulse
    step_ms = step_ms_of(batch, parameters)
    reference, more = _healthy_arrival_ms(batch, outward, step_ms)
    silent = quiet.silenced & (quiet.excess_mv == 0.0)
    sent = passage(batch, hyperpolarised(injury, quiet.excess_mv), outward, reference, step_ms, silent=silent)
    late = np.maximum(sent.arrival_ms - reference, 0.0)
    return quiet, own, replace(sent, arrival_ms=late), quiet.node_steps + more + sent.node_steps


def step_ms_of(batch: Fibres, parameters: Parameters) -> float:
    """The engine's step for this family of fibres, ms."""
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
        levels=int(parameters.pump_search_halvings),
        step_ms=step_ms_of(batch, parameters),
    )


def _own_impulses(
    batch: Fibres, quiet: Resting, outward: BoolArray, parameters: Parameters
) -> tuple[list[FloatArray], FloatArray]:
    """Times of each fibre's own impulses in its natural direction over the held window, ms; [F, 2] burst and pause, s.

    A cycle longer than the window is given out as one burst a window, so that the mean rate is kept: an axon is one of
    many that are at different points of theirs.
    """
    ends = np.where(outward[:, None], quiet.toward_end_ms, quiet.toward_cord_ms)
    count = np.isfinite(ends).sum(axis=1)
    own = np.flatnonzero(count)
    patterns: list[FloatArray] = [np.empty(0)] * len(ends)
    cycles = np.full((len(ends), 2), np.nan)
    if not own.size:
        return patterns, cycles
    gain = pump_gain_mv_hz(replace(batch, diameter_um=batch.diameter_um[own]), parameters)
    found = cycle(
        count[own] * 1000.0 / quiet.window_ms, quiet.excess_mv[own], quiet.asleep_mv[own], gain,
        parameters.pump_settle_s,
    )  # fmt: skip
    cycles[own] = np.stack([found.burst_s, found.pause_s], axis=1)
    for row, mean, long_s in zip(own, found.mean_hz, found.burst_s + found.pause_s, strict=True):
        repeats = max(1, int(parameters.window_ms / min(parameters.window_ms, 1000.0 * long_s)))
        times = ends[row][np.isfinite(ends[row])]
        patterns[row] = burst_pattern_ms(times, float(mean), parameters.window_ms / repeats, repeats)
    return patterns, cycles


def _nothing() -> Answers:
    none = np.empty(0)
    return Answers(np.empty(0, dtype=bool), none, none, np.empty((0, 0)), 0, 0)
