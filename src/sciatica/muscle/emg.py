"""Surface EMG: the sum of the potentials of the units that fire.

Each spike that arrives adds its unit's potential: a three-phase wave (the second derivative of a bell), larger for
strong units (amplitude with the square root of force: their fibres are more, but lie deeper). No volume conductor
yet: amplitudes are in units of the largest unit's potential, so only ratios and timing can be read.
"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray, IntArray


def potential(step_ms: float, parameters: Parameters) -> FloatArray:
    """[W] one unit's potential, peak 1, sampled every ``step_ms``."""
    width = parameters.potential_width_ms
    time = np.arange(-4.0 * width, 4.0 * width + step_ms / 2.0, step_ms)
    s = (time / width) ** 2
    return np.asarray((1.0 - s) * np.exp(-s / 2.0))


def surface(
    unit: IntArray, step: IntArray, strength: FloatArray, steps: int, step_ms: float, parameters: Parameters
) -> FloatArray:
    """[steps] the EMG of one muscle.

    Args:
        unit, step: [X] which unit (0 .. n - 1) and when.
        strength: [n] tetanic share of each unit.
        steps: length of the record.
        step_ms: sampling step.
        parameters: the constants of ``muscle``.
    """
    amplitude = np.sqrt(strength / strength.max())
    impulses = np.bincount(step, weights=amplitude[unit], minlength=steps)[:steps]
    wave = potential(step_ms, parameters)
    return np.convolve(impulses, wave, mode="same") if steps >= len(wave) else np.zeros(steps)
