"""Where things lie along a root and its nerve: millimetres of arc length from the spinal cord.

The table holds one adult of 170 cm and is scaled by height. It is built from a column whose discs lie 33-36
mm apart, a cord that ends at L1-L2 (on average at the lower third of L1: Saifuddin 1998) and roots that leave
it over its last seven centimetres, S1-S5 within three (Hauck 2008, J Neurosurg Spine 9:207). The sciatic
nerve divides 65 mm above the fold of the knee (doi:10.1002/jor.23186, pooled). The intrathecal length of L5
and S1 (130-170 mm) and the stretch from foramen to notch (80-100 mm) are ranges it was set to. Few of these
lengths were ever measured along the nerve, so the table as a whole is *assumed*: its order can be trusted,
not the single millimetre.
"""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np

from sciatica.body import table
from sciatica.body.roots import LEVELS, ROOTS
from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray

REFERENCE_HEIGHT_CM: Final = 170.0
LANDMARKS: Final = (
    "cord",
    *(f"sac_{level}" for level in LEVELS),
    "sleeve",
    "drg",
    "foramen",
    "far_lateral",
    "plexus",
    "notch",
    "bifurcation",
    "knee",
    "ankle",
    "foot",
)


@cache
def reference_positions_mm() -> FloatArray:
    """[9, landmarks] positions at 170 cm, mm from the cord; NaN where a root has no such landmark."""
    found = table.rows("landmarks.csv")
    if table.words(found, "root") != ROOTS:
        raise InputError("the roots of the table are not the house's", file="landmarks.csv", wanted=str(ROOTS))
    positions = np.stack([table.numbers(found, landmark) for landmark in LANDMARKS], axis=1)
    positions.flags.writeable = False
    return positions


def position_mm(height_cm: float, root: int, landmark: str) -> float:
    """Arc length from the cord to a landmark of one root.

    Args:
        height_cm: the person's height, cm; every length grows with it.
        root: index into ``ROOTS``.
        landmark: one of ``LANDMARKS``.

    Returns:
        Millimetres from the cord; NaN where the root has no such landmark (L3 never meets the notch).

    Raises:
        InputError: no such landmark.
    """
    if landmark not in LANDMARKS:
        raise InputError("no such landmark", field="landmark", given=landmark, wanted=f"one of {', '.join(LANDMARKS)}")
    return float(reference_positions_mm()[root, LANDMARKS.index(landmark)] * height_cm / REFERENCE_HEIGHT_CM)
