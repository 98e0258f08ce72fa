"""The bench of courses: its keys and types, chance that repeats, and errors that are small. No timings are asserted."""

from __future__ import annotations

import json

import numpy as np
import pytest

from sciatica.bench import table
from sciatica.bench.courses import apart, courses, live, part, people


def test_numbers_are_flat_and_errors_small() -> None:
    numbers = courses(quick=True)
    read = json.loads(table.as_json(numbers))
    assert all(value is None or isinstance(value, str | int | float) for value in read.values())
    for key in ("courses_at_once_s", "courses_by_day_s", "courses_at_once_core_s", "courses_by_day_core_s"):
        assert read[key] > 0
    assert 0 <= read["error_at_once"] < 0.01
    assert 0 <= read["error_by_day"] < 0.01


def test_people_are_the_same_every_time_and_live_alike_alone_or_among_others() -> None:
    loads, arterial = people(6)
    again, _ = people(6)
    np.testing.assert_array_equal(loads.pressure_mmhg, again.pressure_mmhg)
    together = live(loads, arterial, 20.0, 2)
    rows = np.array([3])
    alone = live(part(loads, rows), arterial[rows], 20.0, 2)
    assert apart(alone, together.of(rows)) == pytest.approx(0.0, abs=1e-12)
    other = np.array([4])
    assert apart(alone, together.of(other)) > 0.01
