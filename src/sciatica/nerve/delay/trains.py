"""The excess slowness of every impulse of trains that pass one place: `delay.law.excess` as a compiled loop."""

from __future__ import annotations

import math

import numba
import numpy as np

from sciatica.core.types import FloatArray
from sciatica.nerve.delay.law import HISTORY, STEEPEST_EXCESS, DelayLaw


def excesses(law: DelayLaw, time_ms: FloatArray) -> FloatArray:
    """[F, E] excess of each impulse of trains that pass one place.

    Args:
        law: of F fibres.
        time_ms: [F, E] when they pass, in order, nan padded.
    """
    out = np.zeros_like(time_ms)
    _fill(
        out, time_ms, law.interval_ms, law.recovery, law.older_interval_ms, law.older,
        np.log(law.fading_interval_ms), law.fading, HISTORY, STEEPEST_EXCESS,
    )  # fmt: skip
    return out


@numba.njit(cache=True)  # type: ignore[misc,unused-ignore]
def _recovered(grid, curve, since, steepest):  # type: ignore[no-untyped-def]
    where = math.log(max(since, 1e-6) / grid[0]) / math.log(grid[1] / grid[0])
    cell = min(max(math.floor(where), 0), len(grid) - 2)
    share = min(where - cell, 1.0)
    value = min(curve[cell] + share * (curve[cell + 1] - curve[cell]), steepest)
    return value * math.exp(-max(since - grid[-1], 0.0) * 3.0 / grid[-1])


@numba.njit(cache=True, nogil=True)  # type: ignore[misc,unused-ignore]
def _fill(out, time, interval, recovery, grid, older, fading_at, fading, history, steepest):  # type: ignore[no-untyped-def]
    curve = np.empty(len(grid))
    for f in range(time.shape[0]):
        for k in range(1, time.shape[1]):
            if not np.isfinite(time[f, k]):
                break
            last = time[f, k] - time[f, k - 1]
            total = _recovered(interval, recovery[f], last, steepest)
            if k > 1:
                gap = math.log(max(last, 1e-6))
                where = (gap - math.log(grid[0])) / math.log(grid[1] / grid[0])
                cell = min(max(math.floor(where), 0), len(grid) - 2)
                share = min(max(where - cell, 0.0), 1.0)
                for i in range(len(grid)):
                    curve[i] = older[f, cell, i] + share * (older[f, cell + 1, i] - older[f, cell, i])
                left, weight = np.interp(gap, fading_at, fading[f]), 1.0
                for before in range(k - 2, max(k - history, 0) - 1, -1):
                    since = max(time[f, k] - time[f, before], grid[0])
                    total += weight * _recovered(grid, curve, since, steepest)
                    weight *= left
            out[f, k] = min(total, steepest)
