"""How far somebody walks before a rest: more pain never carries further, and the limit is met exactly."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.movement.rests import walk


def test_rising_pain_ends_the_walk_where_it_reaches_the_limit(parameters: Parameters) -> None:
    found = walk(1.0, lambda t: 0.75 * t, lambda walked, rested: 0.75 * walked - 1.5 * rested + 9, parameters)
    assert found.stops
    assert found.minutes == pytest.approx(parameters.walk_stop_nrs / 0.75, rel=1e-6)
    assert found.distance_m == pytest.approx(found.minutes * 60.0)
    assert found.pain_at_stop == pytest.approx(parameters.walk_stop_nrs)
    assert found.rest_min == pytest.approx((0.75 * found.minutes + 9 - parameters.walk_again_nrs) / 1.5, rel=1e-6)


def test_more_pain_never_carries_further(parameters: Parameters) -> None:
    distances = [
        walk(1.2, lambda t, k=k: 10 * (1 - np.exp(-k * t)), None, parameters).distance_m for k in (0.02, 0.1, 1)
    ]  # type: ignore[misc]
    assert distances == sorted(distances, reverse=True)
    assert distances[-1] < 0.2 * distances[0]


def test_pain_that_stays_low_never_ends_the_walk(parameters: Parameters) -> None:
    found = walk(1.0, lambda t: 2.0, None, parameters)
    assert not found.stops
    assert found.rest_min == 0
    assert found.minutes == parameters.walk_longest_min
    assert found.pain_at_stop == pytest.approx(2.0)


def test_pain_at_rest_lets_nobody_start_and_rest_may_not_help(parameters: Parameters) -> None:
    found = walk(1.0, lambda t: 8.0, lambda walked, rested: 8.0, parameters)
    assert found.stops
    assert found.minutes == 0
    assert np.isinf(found.rest_min)


def test_what_is_no_walk_is_refused(parameters: Parameters) -> None:
    with pytest.raises(InputError, match="speed"):
        walk(0.0, lambda t: t, None, parameters)
    with pytest.raises(InputError, match="pain"):
        walk(1.0, lambda t: float("nan"), None, parameters)
