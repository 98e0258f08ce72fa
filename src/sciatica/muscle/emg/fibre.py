"""One muscle fibre as a source: two waves leave the end plate and die at the tendons.

The potential within the fibre is that of Rosenfalck 1969, V(z) = 96 z^3 exp(-z) - 90 mV (z in mm behind the front). The
current that leaves a piece of fibre is its second derivative times the fibre's cross-section and inner conductivity.
In an endless medium that conducts K times better along the fibres than across, that current gives, at a distance r,

    phi = (sigma_in A / 4 pi sigma_r) sum over both branches of integral_0^L dV/dz(v t - s) dg/ds(s) ds,
    g(s) = 1 / sqrt(K r^2 + (s - s_e)^2),

after one integration by parts. Since each branch is cut at the end plate and at the tendon, the currents that arise
where the wave begins and ends are in it, and the net current is nil at every moment (Dimitrov & Dimitrova's and
Merletti's finite fibre; Petersen & Rostalski 2019, doi:10.3389/fphys.2019.00176, use the same source).
"""

from __future__ import annotations

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray

_WAVE_MM = 20.0
"""Length of the wave within the fibre that is kept: beyond it less than a millionth is left."""


def gradient_mv_mm(behind_mm: FloatArray) -> FloatArray:
    """dV/dz of the potential within the fibre, mV/mm, at a distance behind the front; 0 before it."""
    z = np.maximum(behind_mm, 0.0)
    return np.asarray(96.0 * (3.0 * z**2 - z**3) * np.exp(-z))


def steepness(along_mm: FloatArray, electrode_mm: FloatArray, across_mm: FloatArray, anisotropy: float) -> FloatArray:
    """dg/ds, 1/mm2: how the weight of a piece of fibre at ``along_mm`` changes along it; broadcasting.

    Args:
        along_mm: distance from the end plate.
        electrode_mm: where the electrode lies along the same axis.
        across_mm: distance of the electrode from the fibre's line.
        anisotropy: conductivity along over across the fibres.
    """
    away = along_mm - electrode_mm
    squared = anisotropy * across_mm**2 + away**2
    return np.asarray(-away / (squared * np.sqrt(squared)))


def potentials_uv(
    weights: tuple[FloatArray, FloatArray],
    velocity_m_s: FloatArray,
    diameter_um: FloatArray,
    spacing_mm: FloatArray,
    samples: int,
    parameters: Parameters,
) -> FloatArray:
    """[F, samples] potential of each fibre from the moment when its end plate fires.

    Args:
        weights: for the branch to the right and the one to the left, [F, S] dg/ds at s = 0, spacing, 2 spacing ...
            from the end plate, 0 beyond the tendon.
        velocity_m_s: [F] of propagation.
        diameter_um: [F]
        spacing_mm: [F] between the points; a sample lasts ``spacing / velocity``.
        samples: length of the record.
        parameters: the constants of ``muscle``.
    """
    p = parameters
    area_mm2 = np.pi / 4.0 * (diameter_um / 1000.0) ** 2
    scale = 1000.0 * p.conductivity_inside_s_m * area_mm2 / (4.0 * np.pi * p.conductivity_across_s_m)
    longest = int(np.ceil(_WAVE_MM / spacing_mm.min()))
    wave = gradient_mv_mm(np.arange(min(longest, samples))[None, :] * spacing_mm[:, None])
    # the same wave runs along both branches
    both = (weights[0] + weights[1])[:, :samples]
    length = next_fast_len(both.shape[1] + wave.shape[1] - 1, real=True)
    found = irfft(rfft(both, length) * rfft(wave, length), length)[:, :samples]
    out = np.zeros((len(velocity_m_s), samples))
    out[:, : found.shape[1]] = found
    return np.asarray(out * (scale * spacing_mm)[:, None])
