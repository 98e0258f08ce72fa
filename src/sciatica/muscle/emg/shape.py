"""What an examiner reads off a unit potential: amplitude, duration, phases."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray


@dataclass(frozen=True)
class Shape:
    """One unit potential in numbers."""

    amplitude_uv: float
    """Peak to peak."""
    duration_ms: float
    """From the first to the last time that it stands out of the baseline."""
    phases: int
    """Parts on one side of the baseline that stand out of it."""
    rise_ms: float
    """Of the main spike: from the positive peak before it to its negative peak; below 0.5 the needle is in place."""

    @property
    def polyphasic(self) -> bool:
        """More than four phases."""
        return self.phases > 4


def measure(wave_uv: FloatArray, step_ms: float, parameters: Parameters) -> Shape:
    """Amplitude, duration and phases of a unit potential; all 0 where nothing stands out.

    Args:
        wave_uv: [T] alone in the record.
        step_ms: its sampling step.
        parameters: the constants of ``muscle``: ``baseline_uv`` is what counts as standing out.
    """
    out = np.flatnonzero(np.abs(wave_uv) >= parameters.baseline_uv)
    if not out.size:
        return Shape(0.0, 0.0, 0, 0.0)
    inside = wave_uv[out[0] : out[-1] + 1]
    sides = np.sign(inside[np.abs(inside) >= parameters.baseline_uv])
    phases = 1 + int((np.diff(sides) != 0).sum())
    # negative is up for an examiner, and the spike is where the potential falls fastest
    steepest = int(np.argmin(np.diff(inside))) if len(inside) > 1 else 0
    top = steepest - int(np.argmax(np.diff(inside[: steepest + 1])[::-1] >= 0.0)) if steepest else 0
    bottom = steepest + int(np.argmax(np.diff(inside[steepest:]) > 0.0)) if steepest + 1 < len(inside) else steepest
    return Shape(
        amplitude_uv=float(np.ptp(wave_uv)),
        duration_ms=float((out[-1] - out[0] + 1) * step_ms),
        phases=phases,
        rise_ms=float(max(bottom - top, 1) * step_ms),
    )
