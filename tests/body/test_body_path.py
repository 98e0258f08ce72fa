"""The course of each root: order along the path, levels, and scaling."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.body import (
    LANDMARKS,
    LEVELS,
    ROOTS,
    exiting_root,
    position_mm,
    roots_in_sac,
    side_indices,
    traversing_root,
)
from sciatica.core.errors import InputError

roots = st.integers(0, len(ROOTS) - 1)
heights = st.floats(50, 250)


@given(heights, roots)
def test_a_path_rises_from_cord_to_foot(height_cm: float, root: int) -> None:
    places = [position_mm(height_cm, root, landmark) for landmark in LANDMARKS]
    present = [place for place in places if not np.isnan(place)]
    assert present[0] == 0.0
    assert np.all(np.diff(present) > 0.0)


@given(heights, roots, st.sampled_from(LANDMARKS))
def test_lengths_grow_with_height(height_cm: float, root: int, landmark: str) -> None:
    at_reference = position_mm(170.0, root, landmark)
    assert position_mm(height_cm, root, landmark) == pytest.approx(at_reference * height_cm / 170.0, nan_ok=True)


@pytest.mark.parametrize("level", LEVELS)
def test_each_level_has_one_exiting_one_traversing_and_the_rest_below(level: str) -> None:
    assert ROOTS[exiting_root(level)] == level.split("-")[0]
    assert traversing_root(level) == exiting_root(level) + 1
    assert roots_in_sac(level) == tuple(range(traversing_root(level) + 1, len(ROOTS)))
    assert ROOTS[roots_in_sac(level)[-1]] == "S5"


@given(roots, st.sampled_from(LEVELS))
def test_a_root_hangs_in_the_sac_exactly_where_it_is_below_the_traversing_one(root: int, level: str) -> None:
    in_table = not np.isnan(position_mm(170.0, root, f"sac_{level}"))
    assert in_table == (root in roots_in_sac(level))


@given(roots)
def test_the_ganglion_lies_between_the_lateral_recess_and_the_far_lateral_place(root: int) -> None:
    recess, ganglion, beyond = (position_mm(170.0, root, landmark) for landmark in ("sleeve", "drg", "far_lateral"))
    half_ganglion_mm = 6.0
    assert recess < ganglion - half_ganglion_mm
    assert ganglion + half_ganglion_mm < beyond


def test_the_sciatic_roots_and_only_they_pass_the_notch() -> None:
    passing = [name for i, name in enumerate(ROOTS) if not np.isnan(position_mm(170.0, i, "notch"))]
    assert passing == ["L4", "L5", "S1", "S2", "S3"]


def test_lengths_lie_where_anatomy_was_said_to_put_them() -> None:
    for name in ("L5", "S1"):
        root = ROOTS.index(name)
        assert 130 <= position_mm(170.0, root, "sleeve") <= 170
    pelvis_mm = position_mm(170.0, 3, "notch") - position_mm(170.0, 3, "foramen")
    assert 80 <= pelvis_mm <= 100
    thigh_mm = position_mm(170.0, 4, "bifurcation") - position_mm(170.0, 4, "notch")
    assert 250 <= thigh_mm <= 350
    leg_mm = position_mm(170.0, 4, "ankle") - position_mm(170.0, 4, "knee")
    assert 350 <= leg_mm <= 400


def test_sides() -> None:
    assert side_indices("both") == (0, 1)
    assert side_indices("left") == (0,)
    assert side_indices("right") == (1,)


@pytest.mark.parametrize(
    ("call", "field", "given_value"),
    [
        (lambda: exiting_root("L9"), "level", "L9"),
        (lambda: traversing_root("L5\u2013S1"), "level", "L5\u2013S1"),
        (lambda: position_mm(170.0, 0, "elbow"), "landmark", "elbow"),
        (lambda: side_indices("middle"), "side", "middle"),
    ],
)
def test_what_does_not_exist_is_refused_by_name(call: object, field: str, given_value: str) -> None:
    with pytest.raises(InputError) as caught:
        call()  # type: ignore[operator]
    assert caught.value.field == field
    assert caught.value.given == given_value
    assert caught.value.wanted
