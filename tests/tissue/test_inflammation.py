import numpy as np
import pytest

from sciatica.tissue.inflammation import (
    chronic_after,
    either,
    ganglion_after,
    inflammation_after,
    neighbours_after,
    nucleus_activity,
)


def test_two_causes_never_make_more_than_all():
    assert either(1.0, 1.0) == 1
    assert either(0.0, 0.3) == pytest.approx(0.3)
    assert either(0.5, 0.5) == pytest.approx(0.75)


def test_nucleus_material_works_from_when_it_came_and_fades_over_weeks(constant):
    active = nucleus_activity(np.array(0.8), np.array([-1.0, 0.0, 14.0, 90.0]), constant)
    assert active[0] == 0
    assert active[1] == 0.8
    assert active[1] > active[2] > active[3] > 0
    assert active[3] < 0.1


def test_inflammation_rises_in_hours_and_falls_in_weeks(constant):
    risen = inflammation_after(np.array(0.0), np.array(1.0), np.array(0.0), np.array([0.25, 2.0]), constant)
    assert 0.2 < risen[0] < 0.5
    assert risen[1] > 0.9
    fallen = inflammation_after(np.array(1.0), np.array(0.0), np.array(0.0), np.array([1.0, 40.0]), constant)
    assert fallen[0] > 0.85
    assert fallen[1] < 0.05


def test_injury_inflames_less_than_nucleus_material(constant):
    long = np.array(100.0)
    injured = inflammation_after(np.array(0.0), np.array(0.0), np.array(1.0), long, constant)
    assert injured == pytest.approx(constant.injury_inflammation)


def test_ganglion_and_chronic_touchiness_follow_slowly_and_leave_more_slowly(constant):
    one, week = np.array(1.0), np.array(7.0)
    nothing = np.array(0.0)
    for law in (ganglion_after, chronic_after):
        up = law(nothing, one, nothing, week, constant)
        down = 1 - law(one, nothing, nothing, week, constant)
        assert 0 < down < up < 1
    assert chronic_after(nothing, one, nothing, week, constant) < ganglion_after(nothing, one, nothing, week, constant)
    assert ganglion_after(nothing, nothing, one, week, constant) > 0.5
    assert chronic_after(nothing, nothing, one, week, constant) > 0.3


def test_only_muscles_beside_the_inflamed_nerve_share_it(constant):
    beside = np.zeros((2, 9))
    beside[0, 4] = 0.8
    reached = neighbours_after(
        np.zeros((1, 2, 2)), np.array([[1.0, 0.5]]), np.array([[4, 3]]), np.array([[1, 1]]), beside, 30.0, constant
    )
    assert reached[0, 0, 1] == pytest.approx(0.8 * constant.neighbour_spread, rel=1e-4)
    assert reached[0, 0, 0] == 0
    assert np.all(reached[0, 1] == 0)
