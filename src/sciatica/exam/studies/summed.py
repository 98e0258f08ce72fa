"""Many unit potentials, each at its own time, as one record: what every study in this folder ends in."""

from __future__ import annotations

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from sciatica.core.types import FloatArray, IntArray


def times_ms(samples: int, step_ms: float) -> FloatArray:
    """[samples] times of a record that begins at 0."""
    return np.asarray(np.arange(samples, dtype=np.float64) * step_ms)


def summed(
    wave: FloatArray, kind: IntArray, arrival_ms: FloatArray, weight: FloatArray, step_ms: float, samples: int
) -> FloatArray:
    """[samples] the sum of K potentials, in the unit of ``wave``.

    Args:
        wave: [n, W] potential of each kind of unit, sampled at ``step_ms``.
        kind: [K] which kind each of them is.
        arrival_ms: [K] when each begins; nan where it does not come.
        weight: [K] how many times it counts.
        step_ms: sampling step of waves and record.
        samples: length of the record.
    """
    at = np.where(np.isfinite(arrival_ms), arrival_ms, -1.0) / step_ms
    here = (at >= 0.0) & (at < samples - 1) & (weight != 0.0)
    impulses = np.zeros((len(wave), samples))
    low = np.floor(at[here]).astype(np.int64)
    late = at[here] - low
    # between two samples an impulse is shared by both
    np.add.at(impulses, (kind[here], low), weight[here] * (1.0 - late))
    np.add.at(impulses, (kind[here], low + 1), weight[here] * late)
    used = np.flatnonzero(impulses.any(axis=1))
    if not used.size:
        return np.zeros(samples)
    length = next_fast_len(samples + wave.shape[1], real=True)
    spectrum = (rfft(impulses[used], length) * rfft(wave[used], length)).sum(axis=0)
    return np.asarray(irfft(spectrum, length)[:samples])
