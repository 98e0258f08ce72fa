"""Moments, strength, geometry: the table read back, mirror symmetry, time kept, measured strength."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.core.parameters import Parameters
from sciatica.movement import actuators, skeleton, tables
from sciatica.movement.adaptation import HIGHEST, LOWEST, NORMAL, from_vector, mirrored
from sciatica.movement.cost import Effort

OTHER_SIDE = [1, 0, 3, 2, 5, 4, 7, 6, 8, 9]


def random_ways(n: int) -> np.ndarray:
    return LOWEST + (HIGHEST - LOWEST) * np.random.default_rng(5).random((n, 15))


def test_the_mirrored_way_asks_the_mirrored_moments(man: Body, parameters: Parameters) -> None:
    task = skeleton.build(man.person, parameters)
    x = random_ways(8)
    straight, turned = task.moments(x), task.moments(mirrored(x))
    back = turned[:, :, OTHER_SIDE]
    back[:, :, 9] *= -1
    back[:, :50] = np.roll(back[:, :50], 25, axis=1)
    assert back == pytest.approx(straight, abs=1e-12)
    assert mirrored(mirrored(x)) == pytest.approx(x)


def test_time_is_neither_made_nor_lost(man: Body, parameters: Parameters) -> None:
    weights = skeleton.build(man.person, parameters).weights(random_ways(20))
    assert weights.sum(1) == pytest.approx(1.0)
    assert (weights > 0).all()


def test_normal_walking_at_the_speed_of_the_table_is_the_table(man: Body, parameters: Parameters) -> None:
    same = parameters.replace(normal_speed_m_s=parameters.table_speed_m_s, normal_speed_height_m=1.78)
    task = skeleton.build(man.person, same)
    assert task.speed_over_table == pytest.approx(1.0)
    moments = task.moments(NORMAL[None])[0]
    unit = 9.80665 * parameters.table_height_m
    ankle = moments[:50, 7] * unit
    stance = task.stance[:, 1] > 0.999
    assert ankle[stance] == pytest.approx(tables.gait().moment_nm_kg["ankle_dorsiflexion"][stance], rel=1e-9)


def test_the_table_is_normal_walking() -> None:
    gait = tables.gait()
    ankle = gait.moment_nm_kg["ankle_dorsiflexion"]
    assert 40 <= 2 * int(np.argmin(ankle)) <= 54
    assert -1.9 < ankle.min() < -1.2
    assert (gait.ground_reaction[35:48] == 0).all()
    both = gait.ground_reaction + np.roll(gait.ground_reaction, 25)
    assert both.mean() == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("field", [1, 2, 5, 7, 13])
def test_leaning_bending_and_lifting_cost_moments(man: Body, parameters: Parameters, field: int) -> None:
    task = skeleton.build(man.person, parameters)
    x = np.repeat(NORMAL[None], 3, axis=0)
    x[1, field], x[2, field] = 5.0, 10.0
    change = np.abs(task.moments(x) - task.moments(NORMAL[None])).sum(axis=(1, 2))
    assert change[0] == 0
    assert change[2] > change[1] > 0


def test_a_dropped_foot_lacks_clearance_and_hike_or_knee_give_it_back(man: Body, parameters: Parameters) -> None:
    task = skeleton.build(man.person, parameters)

    def lack(**changes: float) -> float:
        x = NORMAL.copy()
        for name, value in changes.items():
            x[{"hike": 6, "knee": 8, "drop": 14}[name]] = value
        return float(task.clearance_lack_m(x[None])[0, 1])

    assert lack() == 0
    assert lack(drop=10) == pytest.approx(0.171 * np.radians(10))
    assert lack(drop=10, hike=3) < lack(drop=10)
    assert lack(drop=10, knee=10) < lack(drop=10)
    assert lack(drop=10, knee=50) == 0


def test_greatest_torques_are_the_measured_ones(man: Body, parameters: Parameters) -> None:
    made = actuators.build(man, parameters)
    most = actuators.greatest(man.person, parameters)
    for c, (up, down) in enumerate(
        [
            ("hip_flexion", "hip_extension"),
            ("hip_adduction", "hip_abduction"),
            ("knee_flexion", "knee_extension"),
        ]
    ):
        for side in (0, 1):
            row = made.torque[2 * c + side]
            assert np.maximum(row, 0).sum() == pytest.approx(most[up], rel=1e-6)
            assert np.maximum(-row, 0).sum() == pytest.approx(most[down], rel=1e-6)
    assert np.maximum(made.torque[8], 0).sum() == pytest.approx(most["trunk_extension"], rel=1e-6)
    nm = 82 * 9.80665 * 1.78
    # ten untrained men: 207.8 (38.1) and 47.2 (8.1) Nm (Solianik)
    assert most["ankle_plantarflexion"] * nm == pytest.approx(208, abs=38)
    assert most["ankle_dorsiflexion"] * nm == pytest.approx(47, abs=8)


def test_both_sides_have_the_same_muscles(man: Body, parameters: Parameters) -> None:
    made = actuators.build(man, parameters)
    m = len(man.muscles.names)
    left, right = made.torque[:, :m], made.torque[:, m : 2 * m]
    assert left[[0, 2, 4, 6, 8]] == pytest.approx(right[[1, 3, 5, 7, 8]])
    assert left[9] == pytest.approx(-right[9])
    assert made.carried[man.muscles.index("soleus")]
    assert not made.carried[man.muscles.index("sphincter_ani")]


def test_fat_is_carried_but_does_not_pull(build_body: Callable[..., Body], parameters: Parameters) -> None:
    slim, heavy = (build_body(mass_kg=m).person for m in (70.0, 120.0))
    strong = [actuators.greatest(p, parameters)["knee_extension"] for p in (slim, heavy)]
    assert strong[1] < strong[0]
    assert strong[1] * 120 > strong[0] * 70
    assert actuators.lean_share(slim, parameters) == 1.0


def test_women_and_the_old_are_weaker_at_the_knee() -> None:
    for sex in ("male", "female"):
        peaks = [tables.strength(sex, age)["knee_extension"].peak for age in (20, 38, 60, 80)]
        assert peaks == sorted(peaks, reverse=True)
    assert tables.strength("female", 65)["knee_flexion"].peak < tables.strength("male", 65)["knee_flexion"].peak


def test_strength_falls_away_from_the_best_angle() -> None:
    knee = tables.strength("male", 21.5)["knee_extension"]
    angle = knee.best_rad + np.array([-1.0, -0.5, 0.0, 0.5, 1.0])
    share = knee.share(angle)
    assert share[2] == 1.0
    assert share[0] < share[1] < share[2] > share[3] > share[4]


def test_the_slope_of_effort_is_its_slope(man: Body, parameters: Parameters) -> None:
    made, task = actuators.build(man, parameters), skeleton.build(man.person, parameters)
    n = made.torque.shape[1]
    effort = Effort(task, made.columns(task.angle_rad), np.ones(n), np.zeros(n), np.ones(n), parameters.slack_cost)
    x = NORMAL + np.array([0.1, 2, 3, -0.2, -0.05, 1, 2, 3, 4, 1, 2, -0.1, -0.2, 3, 4])
    slope = effort(x)[1]
    for i in range(15):
        h = 1e-4 * (HIGHEST[i] - LOWEST[i])
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        assert slope[i] == pytest.approx((effort(up)[0] - effort(down)[0]) / (2 * h), rel=2e-3, abs=1e-6)


def test_shorter_steps_raise_the_leg_less(parameters: Parameters) -> None:
    x = NORMAL.copy()
    normal = from_vector(x, 1.4, 0.72, 1.75, parameters)
    x[4] = 0.7
    short = from_vector(x, 1.4, 0.72, 1.75, parameters)
    assert short.leg_raise_deg[0] < normal.leg_raise_deg[0] < 35
    assert short.step_length_m == pytest.approx(0.7 * normal.step_length_m)
