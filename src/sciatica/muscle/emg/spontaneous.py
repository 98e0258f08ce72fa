"""Fibrillation: denervated fibres that fire on their own, days to weeks after their axons died.

The dead axon's far end conducts for days, and the longer it is the later its fibres begin: about a week after the loss
beside the spine, three to six weeks in the foot. A fibrillating fibre fires steadily at 2 to 30 Hz, until it is
innervated again or wastes: peak amplitudes fall from 612 uV in the first two months to 512, 320 and, after a year,
below 100 (Kraft 1990, doi:10.1002/mus.880130907), which is taken as the fibre's wasting.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray


@dataclass(frozen=True)
class Fibrillation:
    """What a needle at rest in a muscle would meet; arrays of any common shape."""

    fibrillating: FloatArray
    """Share of all fibres that fire on their own."""
    heard: FloatArray
    """Such fibres within reach of the core, mean number at one place."""
    largest_uv: FloatArray
    """Largest amplitude, peak to peak; 0 where none fires."""
    chance: FloatArray
    """That at least one of the places which an examiner tries has one."""


def fibrillation(
    denervated: FloatArray, days: FloatArray, stump_mm: FloatArray, parameters: Parameters
) -> Fibrillation:
    """Spontaneous activity of a muscle some of whose fibres have no axon.

    Args:
        denervated: share of the muscle's fibres, 0-1 (``units.denervated``).
        days: since their axons were lost.
        stump_mm: from the lesion to the muscle, along the nerve.
        parameters: the constants of ``muscle``.

    Raises:
        InputError: a share outside 0-1, days before the loss, a negative length.
    """
    p = parameters
    denervated, days, stump_mm = (np.asarray(v, dtype=np.float64) for v in (denervated, days, stump_mm))
    if not ((denervated >= 0.0) & (denervated <= 1.0)).all():
        raise InputError("not a share", field="denervated", given=float(denervated.flat[0]), wanted="0 .. 1")
    for name, value in (("days", days), ("stump_mm", stump_mm)):
        if not (value >= 0.0).all():
            raise InputError("must not be negative", field=name, given=float(np.min(value)), wanted="0 or more")
    begin = p.fibrillation_begin_days + p.fibrillation_days_per_mm * stump_mm
    begun = 1.0 / (1.0 + np.exp(-(days - begin - p.fibrillation_spread_days) / (p.fibrillation_spread_days / 3.0)))
    wasted = 2.0 ** (-np.maximum(days - p.fibrillation_steady_days, 0.0) / p.fibrillation_half_days)
    share = denervated * np.where(days > begin, begun, 0.0) * p.fibrillating_share
    per_mm2 = 1.0 / (np.pi / 4.0 * (p.fibre_diameter_um / 1000.0) ** 2)
    heard = share * per_mm2 * np.pi * p.fibrillation_reach_mm**2
    return Fibrillation(
        fibrillating=np.asarray(share),
        heard=np.asarray(heard),
        largest_uv=np.asarray(np.where(share > 0.0, p.fibrillation_largest_uv * wasted, 0.0)),
        chance=np.asarray(1.0 - np.exp(-heard * p.needle_places)),
    )
