"""How the fibres of a root share a pressure: all alike when held all round, the near ones when touched.

At depth d (0 the touched surface, 1 the far side) the pressure is P (c + (1 - c) f(d)), with c the load's
`contact` and f(d) = floor + (1 - floor) exp(-d / scale). The form is assumed: a body pressed on one side and
free on the other carries the stress near the touch. It is why one-sided loads give partial deficits.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray, IntArray

DEPTH_BINS: Final = 8


def bin_centres(bins: int = DEPTH_BINS) -> FloatArray:
    """[K] depth of the middle of each bin, 0 at the touched surface to 1 at the far side."""
    return (np.arange(bins) + 0.5) / bins


def bin_of(depth: FloatArray, bins: int = DEPTH_BINS) -> IntArray:
    """The bin of each fibre's depth (0..1), any shape."""
    return np.minimum((np.asarray(depth) * bins).astype(np.int64), bins - 1)


def depth_share(contact: FloatArray, depth: FloatArray, parameters: Parameters) -> FloatArray:
    """Share (0..1) of the surface pressure at ``depth``, for a load with ``contact``; shapes broadcast."""
    fall = parameters.depth_floor + (1.0 - parameters.depth_floor) * np.exp(-depth / parameters.depth_scale)
    return contact + (1.0 - contact) * fall


def pressure_at_depth(
    pressure_mmhg: FloatArray, contact: FloatArray, parameters: Parameters, bins: int = DEPTH_BINS
) -> FloatArray:
    """[P, L, K, A] pressure (mmHg) in each depth bin from surface pressure [P, L, A] and contact [P, L]."""
    share = depth_share(contact[:, :, None], bin_centres(bins), parameters)
    return pressure_mmhg[:, :, None, :] * share[..., None]
