"""Where muscles' nerves leave the sciatic nerve's way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import LANDMARKS, ROOTS, muscles, position_mm
from sciatica.body.branches import leaves_mm
from sciatica.core.errors import InputError

HEIGHT_CM = 178.0


def test_every_muscle_leaves_beyond_its_roots_foramen_and_scales_with_height() -> None:
    table = muscles.build(1.0)
    found = leaves_mm(table, HEIGHT_CM)
    foramen = np.array([position_mm(HEIGHT_CM, root, "foramen") for root in range(len(ROOTS))])
    assert (found >= foramen - 1e-9).all()
    finite = np.isfinite(found)
    assert leaves_mm(table, 2.0 * HEIGHT_CM)[finite] == pytest.approx(2.0 * found[finite])
    assert "notch" in LANDMARKS


def test_leg_muscles_of_the_sciatic_nerve_never_leave_it_and_the_thigh_front_does() -> None:
    table = muscles.build(1.0)
    found = leaves_mm(table, HEIGHT_CM)
    notch = np.array([position_mm(HEIGHT_CM, root, "notch") for root in range(len(ROOTS))])
    l5 = ROOTS.index("L5")
    for name in ("soleus", "tibant", "bflh", "edb"):
        assert np.isinf(found[table.index(name)]).all()
    for name in ("vasti", "psoas", "glmed", "multifidus", "addlong"):
        assert found[table.index(name), l5] < notch[l5]


def test_a_nerve_without_a_row_is_refused() -> None:
    table = muscles.build(1.0)
    strange = replace(table, nerve=("ulnar", *table.nerve[1:]))
    with pytest.raises(InputError, match="no such nerve"):
        leaves_mm(strange, HEIGHT_CM)
