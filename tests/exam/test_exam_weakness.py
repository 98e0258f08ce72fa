"""The same loss of axons, fresh and half a year old, through a hand, a dynamometer and raised heels."""

from __future__ import annotations

import pytest

from sciatica.core.parameters import ParameterSet, defaults
from sciatica.validate.facts._exam_lesion import loss_first_seen

P: ParameterSet = defaults()
DRAWS = (1, 3)


@pytest.mark.parametrize("draw", DRAWS)
def test_raised_heels_and_a_dynamometer_see_a_fresh_loss_no_later_than_a_hand(draw: int) -> None:
    fresh = loss_first_seen(P, 1.0, draw)
    assert fresh["heel_raises"] <= fresh["dynamometer"] <= fresh["hand"] < 0.7


def test_some_loss_is_seen_by_heels_or_dynamometer_and_not_yet_by_a_hand() -> None:
    fresh = [loss_first_seen(P, 1.0, draw) for draw in DRAWS]
    assert any(one["heel_raises"] < one["hand"] for one in fresh)
    assert any(one["dynamometer"] < one["hand"] for one in fresh)


@pytest.mark.parametrize("draw", DRAWS)
def test_sprouting_hides_from_all_three_what_a_fresh_loss_shows(draw: int) -> None:
    fresh, old = (loss_first_seen(P, days, draw) for days in (1.0, 180.0))
    for test in fresh:
        assert old[test] > fresh[test] + 0.2, test
    assert old["hand"] > 0.5
