"""Where the nerve of a muscle or of a piece of skin leaves the way that the landmarks describe, from the cord over
plexus and notch to the foot.

That way is the sciatic nerve's. A lesion beyond the point where a nerve of its own has left it meets none of those
axons, though their root is the same: a press at the notch spares the thigh's extensors and the inner leg's skin, which
have L4 too.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from sciatica.body import table
from sciatica.body.muscles import MuscleTable
from sciatica.body.path import LANDMARKS, REFERENCE_HEIGHT_CM, reference_positions_mm
from sciatica.body.territories import TerritoryTable
from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray

END = "end"


@cache
def _leaves() -> dict[str, str]:
    rows = table.rows("nerves.csv")
    return dict(zip(table.words(rows, "nerve"), table.words(rows, "leaves"), strict=True))


def leaves_mm(ends: MuscleTable | TerritoryTable, height_cm: float) -> FloatArray:
    """[M or T, 9] how far from the cord, along each root, each row's axons leave the sciatic nerve's way, mm.

    Infinite for what the sciatic nerve and its branches serve.

    Args:
        ends: the body's table of muscles or of skin.
        height_cm: the person's height.

    Raises:
        InputError: a nerve without a row.
    """
    missing = [nerve for nerve in ends.nerve if nerve not in _leaves()]
    if missing:
        raise InputError("no such nerve", file="body/nerves.csv", given=missing[0], wanted="a row")
    scale = height_cm / REFERENCE_HEIGHT_CM
    positions = np.column_stack([reference_positions_mm() * scale, np.full(len(reference_positions_mm()), np.inf)])
    column = [(*LANDMARKS, END).index(_leaves()[nerve]) for nerve in ends.nerve]
    # a root without that landmark has no such way either
    return np.asarray(np.nan_to_num(positions[:, column].T, nan=np.inf, posinf=np.inf))
