"""The script of an episode: which posture, for how long, with which muscles willed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from sciatica.body import MuscleTable
from sciatica.core.errors import InputError, nearest
from sciatica.core.types import FloatArray

Amounts = Mapping[str, "float | tuple[float, float]"] | FloatArray


@dataclass(frozen=True)
class Segment:
    """One stretch of an episode in one posture."""

    posture: int
    """Index into the postures of the channels."""
    duration_s: float
    name: str
    voluntary: Amounts = field(default_factory=dict)
    """Drive willed, 0-1: by muscle name (both sides, or left and right), or [M, 2]."""
    stretch: Amounts = field(default_factory=dict)
    """How far muscles are held stretched by somebody or something else, 0-1; same forms."""


def amounts(given: Amounts, muscles: MuscleTable, segment: str) -> FloatArray:
    """[M, 2] the amounts of a segment.

    Raises:
        InputError: an unknown muscle, a wrong shape, or an amount outside 0-1.
    """
    count = len(muscles.names)
    if isinstance(given, np.ndarray):
        values = np.asarray(given, dtype=np.float64)
        if values.shape != (count, 2):
            raise InputError("wrong shape", field=segment, given=values.shape, wanted=f"({count}, 2)")
    else:
        values = np.zeros((count, 2))
        for name, amount in given.items():
            if name not in muscles.names:
                close = nearest(name, muscles.names)
                raise InputError(
                    "no such muscle" + (f"; did you mean {close}?" if close else ""), field=segment, given=name
                )
            values[muscles.names.index(name)] = amount
    if not np.isfinite(values).all() or values.min() < 0.0 or values.max() > 1.0:
        raise InputError("an amount is outside its range", field=segment, wanted="0 .. 1")
    return values


def check(script: Sequence[Segment], postures: int) -> None:
    """Refuses a script that cannot be played.

    Raises:
        InputError: no segment, a posture that the channels do not have, or a duration that is not positive.
    """
    if not script:
        raise InputError("an empty script", field="script", wanted="one segment or more")
    for segment in script:
        if not 0 <= segment.posture < postures:
            raise InputError(
                "no such posture", field=segment.name, given=segment.posture, wanted=f"0 .. {postures - 1}"
            )
        if not (np.isfinite(segment.duration_s) and segment.duration_s > 0.0):
            raise InputError(
                "a duration must be positive", field=segment.name, given=segment.duration_s, wanted="seconds"
            )
