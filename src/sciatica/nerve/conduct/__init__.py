"""Channels: what each fibre of a body does to impulses today, and which impulses it invents.

Membrane physics is run only where it matters, in a window of nerve round each lesion and, where inflammation has
reached it, round the dorsal root ganglion. Healthy nerve on either side is a delay line measured with the same engine
(`delay.line`): what a fibre invents arrives at its natural end with the intervals that recovery has made of them. A
fibre with two lesions is two windows in series: it passes what both pass, and an impulse born in the one must pass the
other to arrive.

A burst is run by the membrane engine, its length and the pause after it by the pump's slow state (`slow`); beyond that
rates are held, and ``Channels.held`` says so in words.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from sciatica.body import CLASSES, Body
from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray
from sciatica.lesion.loads import Loads
from sciatica.nerve.answers import Answers, answer, step_ms_of, window_of
from sciatica.nerve.conduct.asked import OUTWARD, Asked, Runs, Scene, ask, ganglion_mm
from sciatica.nerve.conduct.heard import C_FIBRE, delivered, held_words, patterns_of
from sciatica.nerve.exposure import Exposure
from sciatica.tissue import Moment, TissueState

__all__ = ["OUTWARD", "Channels", "Scene", "ganglion_mm", "healthy_velocity_m_s", "run", "run_scenes"]


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
    """[N] healthy conduction time, cord to the first lesion, outlived or not (half the path where there is none)."""
    connected_to_cord: BoolArray
    """[N] the axon is whole between the end organ and the cord."""
    connected_distally: BoolArray
    """[N] the peripheral piece, from ganglion (sensory) or cord (motor) to the end organ, still conducts."""
    lost_days: FloatArray
    """[N] days since the axon was lost at a lesion; 0 where it is whole."""
    node_steps: int
    fibre_runs: int
    held: tuple[str, ...]


def healthy_velocity_m_s(body: Body, parameters: Parameters) -> FloatArray:
    """[N] conduction velocity of each fibre of the body: that of its own healthy cable, and what people have of it.

    Thick fibres of people conduct more slowly for their diameter than the published cable at 37 degC does: limbs are
    cooler, fibres taper, and sections shrink. One share stands for all three, set for sensory fibres by the sural nerve
    and for motor ones by single axons.
    """
    from sciatica.nerve import conduction_velocity_m_s

    fibres = body.fibres
    velocity = np.empty(len(fibres.kind))
    c_fibre = fibres.kind == C_FIBRE
    for mask, unmyelinated in ((~c_fibre, False), (c_fibre, True)):
        diameters, back = np.unique(fibres.diameter_um[mask], return_inverse=True)
        if diameters.size:
            batch = window_of(diameters, 0.0, unmyelinated, parameters)
            velocity[mask] = conduction_velocity_m_s(batch, step_ms=step_ms_of(batch, parameters))[back]
    for names, share in (
        (("motor",), parameters.human_motor_velocity_share),
        (("a_alpha", "a_beta"), parameters.human_sensory_velocity_share),
    ):
        velocity[np.isin(fibres.kind, [CLASSES.index(name) for name in names])] *= share
    return velocity


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
    asked = [ask(body, scene, parameters) for scene in scenes]
    with ThreadPoolExecutor(2) as pool:
        pending = pool.submit(_answers_together, body, [a.ganglia for a in asked], False, parameters)
        lesions = _answers_together(body, [a.lesions for a in asked], True, parameters)
        ganglia = pending.result()
    return [
        _channels(body, scene, a, lesion, ganglion, parameters, velocity_m_s)
        for scene, a, lesion, ganglion in zip(scenes, asked, lesions, ganglia, strict=True)
    ]


def _answers_together(body: Body, parts: Sequence[Runs], test_passage: bool, parameters: Parameters) -> list[Answers]:
    """Answers to several sets of runs from one call of the engine, split again."""
    fibres = body.fibres
    fibre = np.concatenate([part.fibre for part in parts])
    exposure = Exposure.joined([part.exposure for part in parts])
    kind = fibres.kind[fibre]
    whole = answer(fibres.diameter_um[fibre], OUTWARD[kind], kind == C_FIBRE, exposure, test_passage, parameters)
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
    asked: Asked,
    answers: Answers,
    inner: Answers,
    parameters: Parameters,
    velocity_m_s: FloatArray,
) -> Channels:
    fibres, runs, whole = body.fibres, asked.lesions, asked.axons.whole
    count, postures = len(fibres.kind), len(scene.loads.postures)
    passes = np.ones((count, postures), dtype=bool)
    interval, delay = np.zeros((count, postures)), np.zeros((count, postures))
    np.logical_and.at(passes, (runs.fibre, runs.posture), answers.passes)
    np.maximum.at(interval, (runs.fibre, runs.posture), answers.minimum_interval_ms)
    np.add.at(delay, (runs.fibre, runs.posture), np.nan_to_num(answers.added_delay_ms))
    passes &= whole[:, None]
    outer, own = (delivered(body, *both, parameters) for both in ((runs, answers), (asked.ganglia, inner)))
    patterns = patterns_of(fibres.kind, (runs, outer), (asked.ganglia, own), whole, (count, postures))
    rate = np.isfinite(patterns).sum(axis=2) * 1000.0 / parameters.window_ms
    first_mm = asked.axons.first_mm
    to_lesion = np.where(np.isfinite(first_mm), first_mm, fibres.path_mm / 2.0)
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
        connected_distally=asked.axons.alive_distally,
        lost_days=asked.axons.lost_days,
        node_steps=answers.node_steps + inner.node_steps,
        fibre_runs=answers.runs + inner.runs,
        held=held_words(rate, np.concatenate([answers.cycle_s, inner.cycle_s]), parameters),
    )
