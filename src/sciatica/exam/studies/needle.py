"""Needle EMG: what a needle meets in each muscle at rest and in an effort, by muscle and day.

At rest, fibres without an axon fire on their own, the sooner the shorter the dead stump (`muscle.emg.fibrillation`). In
a slight effort, units that took over orphans are tall, long and polyphasic (`muscle.emg.needle`). In a full one, units
whose axons are lost or blocked are missing, and the rest must fire fast: the recruited share. Which muscles show what
says which root is hurt, and the muscles beside the spine say that it is a root.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.body import Body
from sciatica.cord import axons, pools
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.muscle import emg
from sciatica.muscle import units as motor_units
from sciatica.muscle.strength import innervated
from sciatica.muscle.units import Units
from sciatica.nerve.conduct import Channels

UNITS_SAMPLED = 6
"""Unit potentials taken in each muscle."""


@dataclass(frozen=True)
class NeedleStudy:
    """What the needle finds; M muscles, left and right."""

    muscle: tuple[str, ...]
    fibrillation_chance: FloatArray
    """[M, 2] that at least one place of those tried has a fibrillating fibre."""
    fibrillation_uv: FloatArray
    """[M, 2] largest; 0 for none."""
    recruited: FloatArray
    """[M, 2] share of the units, by the force they have in health, that a full effort still brings."""
    amplitude_uv: FloatArray
    """[M, 2] median of the unit potentials taken; nan where there is no unit."""
    duration_ms: FloatArray
    """[M, 2] median."""
    polyphasic: FloatArray
    """[M, 2] share of those with more than four phases."""


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
        sampled: unit potentials taken in each muscle; with 0 their shapes are nan, and the study takes no time.

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
    shapes = np.array([[_shapes(units, row, side, sampled, parameters, rng) for side in (0, 1)] for row in rows])
    return NeedleStudy(
        muscle=tuple(names),
        fibrillation_chance=rest.chance[rows],
        fibrillation_uv=rest.largest_uv[rows],
        recruited=(open_ * units.strength).sum(axis=2)[rows],
        amplitude_uv=shapes[:, :, 0],
        duration_ms=shapes[:, :, 1],
        polyphasic=shapes[:, :, 2],
    )


def _mean(values: FloatArray, where: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> FloatArray:
    """[M, 2] mean over the units of which something is true; 0 where it is of none."""
    count = where.sum(axis=2)
    total = np.where(where, values, 0.0).sum(axis=2)
    return np.asarray(np.divide(total, count, out=np.zeros_like(total), where=count > 0))


def _shapes(
    units: Units, muscle: int, side: int, sampled: int, parameters: ParameterSet, rng: np.random.Generator
) -> tuple[float, float, float]:
    """Median amplitude and duration, and the polyphasic share, of a few units that a slight effort brings."""
    alive = np.flatnonzero(units.size[muscle, side] > 0.0)
    if not alive.size or not sampled:
        return float("nan"), float("nan"), float("nan")
    low = alive[: max(1, len(alive) // 2)]
    chosen = rng.choice(low, sampled)
    taken = emg.needle(units, muscle, side, chosen.astype(np.float64), parameters.muscle, rng)
    found = [emg.measure(wave, taken.step_ms, parameters.muscle) for wave in taken.wave_uv]
    return (
        float(np.median([each.amplitude_uv for each in found])),
        float(np.median([each.duration_ms for each in found])),
        float(np.mean([each.polyphasic for each in found])),
    )
