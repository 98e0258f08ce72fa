"""How fast a healthy fibre carries an impulse, and how the ones before it change that.

Along healthy nerve an impulse does the same thing at every place. What that costs can be measured once, in a short
window (`delay.measure`), at the step and in the precision in which it will be used: the slowness of a first impulse;
the excess slowness of a second one against the interval at that very place, its *recovery*; and the interval below
which a second one is not started. An older one adds what triplets show, against the last interval and the time since
it; every further impulse in between leaves a constant share of that, which trains decide; what this law leaves over
of the trains is kept beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from sciatica.core.types import FloatArray, IntArray

STEEPEST_EXCESS = 4.0
HISTORY = 24
"""Impulses before one that are remembered."""
_PER_DIAMETER = ("spacing_mm", "recovery", "older", "fading", "train_error", "refractory_ms", "latency_ms",
                 "late_start_ms", "end_advance_ms", "late_end_ms")  # fmt: skip


@dataclass(frozen=True)
class DelayLaw:
    """How impulses travel in healthy fibres of D diameters. Times in ms, lengths in mm."""

    diameter_um: FloatArray
    """[D] outer diameter."""
    spacing_mm: FloatArray
    """[D] from node to node, or the compartment's length."""
    slowness_ms_mm: FloatArray
    """[D] of an impulse with none before it: one over the velocity in m/s."""
    interval_ms: FloatArray
    """[K] evenly spaced in the logarithm."""
    recovery: FloatArray
    """[D, K] excess slowness of a second impulse over that of the first, as a share; below 0 it is supernormal."""
    older_interval_ms: FloatArray
    """[L] evenly spaced in the logarithm; held beyond its ends."""
    older: FloatArray
    """[D, L, L] what an impulse before the last one adds, against the last interval and the time since that impulse."""
    fading_interval_ms: FloatArray
    """[M] rising; held beyond its ends."""
    fading: FloatArray
    """[D, M] share of that which every further impulse in between leaves, against the last interval."""
    train_error: FloatArray
    """[D] root mean square error of the excess over the trains that set the fading, as a share of the slowness."""
    refractory_ms: FloatArray
    """[D] interval below which a second impulse is not started."""
    latency_ms: FloatArray
    """[D] from the onset of the standard pulse at `start` to the passage of `edge`, for a first impulse."""
    late_start_ms: FloatArray
    """[D, K] how much later that is for a second impulse, against the interval at `edge`."""
    end_advance_ms: FloatArray
    """[D, edge + 1] how much earlier than in an endless fibre an impulse passes the last places before a sealed end."""
    late_end_ms: FloatArray
    """[D, K] how much less of that a second impulse is early at the sealed end, against the interval there."""
    start: int
    """Places from the end of a window at which an impulse is started in it."""
    edge: int
    """Places from the end of a window at which a delay line is joined to it."""
    membrane: str
    temperature_c: float
    step_ms: float
    precision: str

    def at(self, diameter_um: FloatArray) -> DelayLaw:
        """The law of other diameters, interpolated in the logarithm of the diameter and held beyond the ends."""
        order = np.argsort(self.diameter_um)
        wanted = np.asarray(diameter_um, dtype=np.float64)
        known = np.log(self.diameter_um[order])

        def between(values: FloatArray) -> FloatArray:
            columns = values[order].reshape(len(order), -1).T
            found = np.stack([np.interp(np.log(wanted), known, column) for column in columns], axis=1)
            return found.reshape(len(wanted), *values.shape[1:])

        changed: dict[str, Any] = {name: between(getattr(self, name)) for name in _PER_DIAMETER}
        # velocity goes nearly with a power of the diameter
        slowness = np.exp(between(np.log(self.slowness_ms_mm)))
        return replace(self, diameter_um=wanted, slowness_ms_mm=slowness, **changed)

    def take(self, row: int) -> DelayLaw:
        """The law of one of its diameters."""
        names = (*_PER_DIAMETER, "diameter_um", "slowness_ms_mm")
        one: dict[str, Any] = {name: getattr(self, name)[row : row + 1] for name in names}
        return replace(self, **one)


def recovered(interval_ms: FloatArray, curve: FloatArray, since_ms: FloatArray) -> FloatArray:
    """Value of each fibre's curve [F, K] at times since an earlier impulse [F, E].

    Linear in the logarithm of the time; below the shortest interval the last slope goes on, beyond the longest the
    value fades with a third of that interval.
    """
    first, ratio = np.log(interval_ms[0]), np.log(interval_ms[1] / interval_ms[0])
    where = (np.log(np.maximum(since_ms, 1e-6)) - first) / ratio
    cell = np.clip(np.floor(where), 0, len(interval_ms) - 2).astype(np.int64)
    share = np.minimum(where - cell, 1.0)
    low, high = np.take_along_axis(curve, cell, axis=1), np.take_along_axis(curve, cell + 1, axis=1)
    fading = np.exp(-np.maximum(since_ms - interval_ms[-1], 0.0) * (3.0 / interval_ms[-1]))
    return np.asarray(np.minimum(low + share * (high - low), STEEPEST_EXCESS) * fading)


def excess(law: DelayLaw, since_ms: FloatArray) -> FloatArray:
    """Excess slowness [F] of an impulse in each fibre of the law, as a share.

    `since_ms` [F, H]: times since the last H impulses passed here, the latest first; inf where there was none.
    """
    if since_ms.shape[1] == 0:
        return np.zeros(len(since_ms))
    there = np.isfinite(since_ms)
    since = np.where(there, since_ms, 1e9)
    total = recovered(law.interval_ms, law.recovery, since[:, :1])[:, 0] * there[:, 0]
    if since.shape[1] > 1 and there[:, 1].any():
        grid = law.older_interval_ms
        cell, share = _grid_cell(grid, since[:, 0])
        rows = np.arange(len(since))
        low, high = law.older[rows, cell], law.older[rows, cell + 1]
        added = recovered(grid, low + share[:, None] * (high - low), np.maximum(since[:, 1:], grid[0]))
        at = np.log(law.fading_interval_ms)
        left = np.array([np.interp(np.log(gap), at, row) for gap, row in zip(since[:, 0], law.fading, strict=True)])
        added *= left[:, None] ** np.arange(since.shape[1] - 1)
        total = total + np.where(there[:, 1:], added, 0.0).sum(axis=1)
    return np.asarray(np.minimum(total, STEEPEST_EXCESS))


def _grid_cell(grid: FloatArray, value: FloatArray) -> tuple[IntArray, FloatArray]:
    """Cell of a logarithmic grid and the share of it below each value, held beyond the ends."""
    where = np.log(np.maximum(value, 1e-6) / grid[0]) / np.log(grid[1] / grid[0])
    cell = np.clip(np.floor(where), 0, len(grid) - 2).astype(np.int64)
    return cell, np.clip(where - cell, 0.0, 1.0)
