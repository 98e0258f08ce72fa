"""Lines that never fall: what a root sends up against the pressure on it, through scattered points."""

from __future__ import annotations

import numpy as np

from sciatica.core.types import FloatArray

Line = tuple[FloatArray, FloatArray]
"""Pressures, rising, and projections that never fall with them."""


def rising_line(pressure: FloatArray, value: FloatArray) -> Line:
    """Pressures, rising, and values that never fall with them (pooled neighbours), from scattered points."""
    order = np.argsort(pressure, kind="stable")
    level: list[tuple[float, float, float]] = []
    for p, v in zip(pressure[order].tolist(), value[order].tolist(), strict=True):
        level.append((p, v, 1.0))
        while len(level) > 1 and (level[-2][1] > level[-1][1] or level[-2][0] == level[-1][0]):
            p2, v2, n2 = level.pop()
            p1, v1, n1 = level.pop()
            level.append(((p1 * n1 + p2 * n2) / (n1 + n2), (v1 * n1 + v2 * n2) / (n1 + n2), n1 + n2))
    points = np.array(level)
    return points[:, 0], points[:, 1]
