"""Response surfaces: exact where they must be, held at the edge, and refused when stale or damaged."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sciatica.core import surface
from sciatica.core.errors import InputError
from sciatica.core.surface import Surface

AXES = (np.array([0.0, 1.0, 3.0]), np.array([-2.0, 2.0]), np.array([5.0]))


def bilinear(points: np.ndarray) -> np.ndarray:
    x, y = points[:, 0], points[:, 1]
    return np.stack([1.0 + 2.0 * x - y + 0.5 * x * y, 7.0 + 0.0 * x], axis=1)


def made() -> Surface:
    grid = np.stack([part.ravel() for part in np.meshgrid(*AXES, indexing="ij")], axis=1)
    values = bilinear(grid).reshape(3, 2, 1, 2)
    return Surface("plane", ("x, m", "y, m", "z, m"), AXES, ("a", "b"), values, np.zeros(2), "abc")


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(-2, 2), st.floats(-9, 9)), min_size=1, max_size=20))
def test_a_multilinear_function_is_met_everywhere(points: list[tuple[float, float, float]]) -> None:
    at = np.array(points)
    assert made().at(at) == pytest.approx(bilinear(at), abs=1e-9)


@given(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)))
def test_beyond_its_edges_it_holds_the_edge(point: tuple[float, float]) -> None:
    at = np.array([[*point, 5.0]])
    inside = np.array([[np.clip(point[0], 0, 3), np.clip(point[1], -2, 2), 5.0]])
    assert made().at(at) == pytest.approx(made().at(inside))


def test_what_was_saved_is_read_and_nothing_else_stays_in_the_folder(tmp_path: Path) -> None:
    path = surface.save(made(), tmp_path / "deep")
    assert list(path.parent.iterdir()) == [path]
    read = surface.load("plane", path.parent, "abc")
    assert np.array_equal(read.values, made().values)
    assert read.axis_names == made().axis_names
    assert read.column("b") == 1


def test_stale_missing_and_damaged_surfaces_are_refused_with_the_cure(tmp_path: Path) -> None:
    path = surface.save(made(), tmp_path)
    with pytest.raises(InputError, match="stale") as stale:
        surface.load("plane", tmp_path, "abd")
    assert "sciatica surfaces build" in stale.value.line
    with pytest.raises(InputError, match="no such"):
        surface.load("sphere", tmp_path, "abc")
    path.write_bytes(path.read_bytes()[:100])
    with pytest.raises(InputError, match="cannot be read"):
        surface.load("plane", tmp_path, "abc")


def test_the_hash_notices_an_edit_a_new_file_and_a_constant(tmp_path: Path) -> None:
    (tmp_path / "law.py").write_text("x = 1\n")
    before = surface.sources_hash([tmp_path])
    assert before == surface.sources_hash([tmp_path])
    assert before != surface.sources_hash([tmp_path], "y = 2")
    (tmp_path / "law.py").write_text("x = 2\n")
    edited = surface.sources_hash([tmp_path])
    (tmp_path / "table.csv").write_text("a\n")
    assert len({before, edited, surface.sources_hash([tmp_path])}) == 3


def test_surfaces_that_could_not_be_read_are_refused() -> None:
    good = made()
    falling = (AXES[0][::-1], *AXES[1:])
    for axes, values, error in (
        (falling, good.values, good.error),
        (AXES, good.values[:2], good.error),
        (AXES, good.values * np.nan, good.error),
        (AXES, good.values, np.zeros(3)),
    ):
        with pytest.raises(InputError):
            Surface("plane", good.axis_names, axes, good.outputs, values, error, "abc")
    for points in (np.zeros((2, 2)), np.zeros(3), np.full((1, 3), np.nan)):
        with pytest.raises(InputError, match="not points"):
            good.at(points)
