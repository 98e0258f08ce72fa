"""Needle EMG: what a needle meets in each muscle at rest and in an effort, by muscle and day.

At rest, fibres without an axon fire on their own, the sooner the shorter the dead stump (`muscle.emg.fibrillation`). In
a slight effort, units that took over orphans are tall, long and polyphasic (`muscle.emg.needle`). In a full one, units
whose axons are lost or blocked are missing, and the rest must fire fast: the recruited share. Which muscles show what
says which root is hurt, and the muscles beside the spine say that it is a root.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from sciatica.body import Body
from sciatica.cord import axons, pools
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray, IntArray
from sciatica.exam.studies import needle_traces
from sciatica.muscle import emg
from sciatica.muscle import units as motor_units
from sciatica.muscle.strength import innervated
from sciatica.nerve.conduct import Channels

_FILLED = 4.0
"""Fibres heard at a place on average from which fibrillations fill the record."""
UNITS_SAMPLED = 12
"""Unit potentials taken in each muscle."""


def _empty(*shape: int) -> FloatArray:
    return np.zeros(shape)


@dataclass(frozen=True)
class NeedleStudy:
    """What the needle finds; M muscles, left and right."""

    muscle: tuple[str, ...]
    fibrillation_chance: FloatArray
    """[M, 2] that at least one place of those tried has a fibrillating fibre."""
    fibrillation_uv: FloatArray
    """[M, 2] largest; 0 for none."""
    fibrillations: FloatArray
    """[M, 2] share of the places tried at which the needle found one, by chance."""
    fibrillation_grade: FloatArray
    """[M, 2] as laboratories write it: 0; 1 in at least two places; 2 in a third; 3 in most; 4 they fill the record."""
    recruited: FloatArray
    """[M, 2] share of the units, by the force they have in health, that a full effort still brings."""
    amplitude_uv: FloatArray
    """[M, 2] median of the unit potentials taken; nan where there is no unit."""
    duration_ms: FloatArray
    """[M, 2] median."""
    polyphasic: FloatArray
    """[M, 2] share of those with more than four phases."""
    rest_time_ms: FloatArray = field(default_factory=lambda: _empty(0))
    """[T] of the record at rest."""
    rest_trace_uv: FloatArray = field(default_factory=lambda: _empty(0, 2, 0))
    """[M, 2, T] at rest, at the place that showed most; microvolts, with the amplifier's noise."""
    unit_time_ms: FloatArray = field(default_factory=lambda: _empty(0))
    """[T] of the unit potentials, end plates firing at 5 ms."""
    unit_traces_uv: FloatArray = field(default_factory=lambda: _empty(0, 2, 0, 0))
    """[M, 2, k, T] the unit potentials taken; nan where there is no unit."""
    effort_time_ms: FloatArray = field(default_factory=lambda: _empty(0))
    """[T] of the record at full effort."""
    full_effort_uv: FloatArray = field(default_factory=lambda: _empty(0, 2, 0))
    """[M, 2, T] the interference pattern of the units about the needle that a full effort brings."""


def needle_study(
    body: Body,
    channels: Channels,
    posture: int,
    lost_days: FloatArray,
    parameters: ParameterSet,
    rng: np.random.Generator,
    *,
    muscles: tuple[str, ...] | None = None,
    sampled: int = UNITS_SAMPLED,
) -> NeedleStudy:
    """The needle study of one person on one day.

    Args:
        body, channels: the person and what each fibre does.
        posture: index of the posture in which it is made.
        lost_days: [N] days since each fibre that no longer reaches its end was lost; not read where it does.
        parameters: the constants of all rooms.
        rng: where the needle comes to lie.
        muscles: those that are studied; all if not given.
        sampled: unit potentials taken in each muscle; with 0 there are no records and the study takes no time.

    Raises:
        InputError: no such muscle.
    """
    table = body.muscles
    names = table.names if muscles is None else muscles
    for name in names:
        if name not in table.names:
            raise InputError("no such muscle", field="muscles", given=name, wanted=", ".join(table.names))
    made = pools.build(body, parameters.cord)
    healthy = motor_units.build(table, parameters.muscle, made.units_per_pool)
    spared = axons.spared(made, channels, body.fibres.path_mm)
    units = innervated(made, healthy, channels, lost_days, parameters, spared=spared)
    shape = units.size.shape
    fibre, left_before = made.fibre.reshape(shape), spared.reshape(shape)
    lost = ~channels.connected_to_cord[fibre] & ~left_before
    open_ = left_before | (channels.passes[fibre, posture] & channels.connected_distally[fibre] & ~lost)
    lesion_mm = (channels.to_lesion_ms * body.fibres.path_mm / channels.delay_to_target_ms)[fibre]
    stump = np.maximum(made.path_mm.reshape(shape) - lesion_mm, 0.0)
    rest = emg.fibrillation(units.denervated, _mean(lost_days[fibre], lost), _mean(stump, lost), parameters.muscle)
    rows = [table.names.index(name) for name in names]
    # the same chance in both legs, so that a mirrored lesion gives mirrored records
    seeds = rng.integers(2**63, size=(3, len(rows)))

    def chance(what: int, m: int) -> np.random.Generator:
        return np.random.default_rng(int(seeds[what, m]))

    places = int(parameters.muscle.needle_places)
    heard = rest.heard[rows]
    found = np.array([[chance(0, m).poisson(heard[m, s], places) for s in (0, 1)] for m in range(len(rows))])
    share = (found > 0).mean(axis=2)
    grade = graded(found)
    recruited = (open_ * units.strength).sum(axis=2)[rows]
    if not sampled:
        missing = np.full((len(rows), 2), np.nan)
        return NeedleStudy(
            names, rest.chance[rows], rest.largest_uv[rows], share, grade, recruited, missing, missing, missing
        )
    taken = [
        [
            needle_traces.units_taken(units, row, side, open_[row, side], sampled, parameters, chance(1, m))
            for side in (0, 1)
        ]
        for m, row in enumerate(rows)
    ]
    shapes = np.array([[_medians(one.shown_uv, parameters) for one in pair] for pair in taken])
    return NeedleStudy(
        muscle=tuple(names),
        fibrillation_chance=rest.chance[rows],
        fibrillation_uv=rest.largest_uv[rows],
        fibrillations=share,
        fibrillation_grade=grade,
        recruited=recruited,
        amplitude_uv=shapes[:, :, 0],
        duration_ms=shapes[:, :, 1],
        polyphasic=shapes[:, :, 2],
        rest_time_ms=needle_traces.rest_time_ms(),
        rest_trace_uv=np.array([
            [
                needle_traces.at_rest(
                    int(found[m, s].max()), rest.largest_uv[row, s], units, row, parameters, chance(2, m)
                )
                for s in (0, 1)
            ]
            for m, row in enumerate(rows)
        ]),
        unit_time_ms=needle_traces.unit_time_ms(),
        unit_traces_uv=np.array([[one.shown_uv for one in pair] for pair in taken]),
        effort_time_ms=needle_traces.effort_time_ms(),
        full_effort_uv=np.array([[one.effort_uv for one in pair] for pair in taken]),
    )  # fmt: skip


def graded(found: IntArray) -> FloatArray:
    """[...] grade 0-4 of the fibrillating fibres [..., places] that a needle heard at each place."""
    share = (found > 0).mean(axis=-1)
    grade = np.where((found > 0).sum(axis=-1) >= 2, 1.0, 0.0)
    grade = np.where(share >= 1.0 / 3.0, 2.0, grade)
    grade = np.where(share >= 0.75, 3.0, grade)
    return np.asarray(np.where(found.mean(axis=-1) >= _FILLED, 4.0, grade))


def _mean(values: FloatArray, where: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> FloatArray:
    """[M, 2] mean over the units of which something is true; 0 where it is of none."""
    count = where.sum(axis=2)
    total = np.where(where, values, 0.0).sum(axis=2)
    return np.asarray(np.divide(total, count, out=np.zeros_like(total), where=count > 0))


def _medians(wave_uv: FloatArray, parameters: ParameterSet) -> tuple[float, float, float]:
    """Median amplitude and duration, and the polyphasic share, of the unit potentials [k, T]; nan where none is."""
    found = [emg.measure(wave, needle_traces.STEP_MS, parameters.muscle) for wave in wave_uv if np.isfinite(wave).all()]
    if not found:
        return float("nan"), float("nan"), float("nan")
    return (
        float(np.median([each.amplitude_uv for each in found])),
        float(np.median([each.duration_ms for each in found])),
        float(np.mean([each.polyphasic for each in found])),
    )
