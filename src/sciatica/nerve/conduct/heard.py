"""What is heard of the engine's answers: impulses as healthy nerve delivers them, past every lesion on their way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sciatica.body import CLASSES, Body
from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve.answers import Answers, step_ms_of, window_of
from sciatica.nerve.conduct.asked import OUTWARD, Runs
from sciatica.nerve.delay.design import brief, design
from sciatica.nerve.delay.law import DelayLaw
from sciatica.nerve.delay.line import carried
from sciatica.nerve.delay.measure import measure_law

C_FIBRE = CLASSES.index("c")
_LAWS: dict[tuple[float, ...], DelayLaw] = {}
"""Laws already measured, by all that they depend on."""


def delivered(body: Body, runs: Runs, answers: Answers, parameters: Parameters) -> Answers:
    """The answers with each pattern as healthy nerve delivers it at the fibre's natural end."""
    rows = np.flatnonzero(np.isfinite(answers.pattern_ms).sum(axis=1) > 1)
    if not rows.size:
        return answers
    fibres, pattern = body.fibres, answers.pattern_ms.copy()
    fibre = runs.fibre[rows]
    outward = OUTWARD[fibres.kind[fibre]]
    length = np.where(outward, fibres.path_mm[fibre] - runs.centre_mm[rows], runs.centre_mm[rows])
    for unmyelinated in (False, True):
        some = np.flatnonzero((fibres.kind[fibre] == C_FIBRE) == unmyelinated)
        if some.size:
            width = fibres.diameter_um[fibre[some]]
            law = _law(body, unmyelinated, parameters).at(width)
            way = np.maximum(length[some], 0.0)
            arrived = carried(law, pattern[rows[some]], way, pieces=8)
            pattern[rows[some]] = arrived - (law.slowness_ms_mm * way)[:, None]
    return replace(answers, pattern_ms=pattern)


def _law(body: Body, unmyelinated: bool, parameters: Parameters) -> DelayLaw:
    """The law of a body's fibres, from three diameters across all that it has."""
    width = body.fibres.diameter_um[(body.fibres.kind == C_FIBRE) == unmyelinated]
    batch = window_of(np.geomspace(width.min(), width.max(), 3), 0.0, unmyelinated, parameters)
    step_ms = step_ms_of(batch, parameters)
    key = (*batch.diameter_um.tolist(), batch.temperature_c, step_ms, parameters.c_compartment_um * unmyelinated)
    if key not in _LAWS:
        _LAWS[key] = measure_law(batch, step_ms=step_ms, plan=brief(design(batch)))
    return _LAWS[key]


def patterns_of(
    kind: IntArray,
    lesions: tuple[Runs, Answers],
    ganglia: tuple[Runs, Answers],
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


def held_words(rate: FloatArray, cycle_s: FloatArray, parameters: Parameters) -> tuple[str, ...]:
    """What was held beyond the simulated window, in plain words; ``cycle_s`` [X, 2] burst and pause of each run."""
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
