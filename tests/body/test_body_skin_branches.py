"""Where the nerves of the skin leave the sciatic nerve's way."""

from __future__ import annotations

import numpy as np

from sciatica.body import ROOTS, position_mm, territories
from sciatica.body.branches import leaves_mm

HEIGHT_CM = 178.0
SKIN = territories.build(1.0)
LEAVES = leaves_mm(SKIN, HEIGHT_CM)
SCIATIC = {"lateral_leg", "posterior_calf", "dorsum_foot", "great_toe", "lateral_foot", "sole"}


def test_below_the_knee_only_the_inner_leg_is_not_the_sciatic_nerves() -> None:
    never = {name for name, row in zip(SKIN.names, LEAVES, strict=True) if np.isinf(row).all()}
    assert never == SCIATIC


def test_thigh_and_perineum_leave_before_the_notch_and_the_back_of_the_thigh_at_it() -> None:
    for name, row in zip(SKIN.names, LEAVES, strict=True):
        if name in SCIATIC:
            continue
        for root in np.flatnonzero(SKIN.root_weight[SKIN.index(name)] > 0):
            notch = position_mm(HEIGHT_CM, int(root), "notch")
            if np.isnan(notch):
                continue
            beside = name in ("posterior_thigh", "buttock")
            assert np.isclose(row[root], notch) if beside else (row[root] < notch - 1.0), (name, ROOTS[root])
            assert row[root] > position_mm(HEIGHT_CM, int(root), "foramen")
