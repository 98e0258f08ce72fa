"""What each muscle does while one stands and while one walks, kept apart because it tires differently in the two."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.core.types import FloatArray

JOINTS = ("hip", "knee", "ankle", "trunk")


@dataclass(frozen=True)
class Work:
    """All arrays are [M, 2], left and right, as shares of the strength that is there."""

    standing: FloatArray
    walking: FloatArray
    """Mean over the cycle."""
    standing_idle: FloatArray
    """How far at rest it is while standing, 0 .. 1."""
    walking_idle: FloatArray
    """Share of the cycle in which it rests."""


def idle(activation: FloatArray, rest_below: float) -> FloatArray:
    """1 for an activation of 0, falling to 0 at ``rest_below``."""
    return np.maximum(0.0, 1.0 - activation / rest_below)


def joints_of(movement: tuple[str, ...]) -> tuple[str, ...]:
    """The joint by which each muscle is tested, or "" where that is none of ``JOINTS``."""
    found = []
    for name in movement:
        first = name.split("_", 1)[0]
        found.append("ankle" if first in ("toe", "great") else first if first in JOINTS else "")
    return tuple(found)
