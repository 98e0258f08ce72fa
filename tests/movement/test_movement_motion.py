"""The bent motion: normal stays normal, left mirrors right, a standing foot stays flat, slopes are what they say."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sciatica.body import Body
from sciatica.core.parameters import Parameters
from sciatica.movement import bones, effort, motion, task
from sciatica.movement.adaptation import HIGHEST, LOWEST, NORMAL, mirrored
from sciatica.movement.balance import footing, held
from sciatica.movement.task import Task


@pytest.fixture(scope="module")
def made(man: Body, parameters: Parameters) -> Task:
    return task.build(man, parameters, 16)


@pytest.fixture(scope="module")
def some() -> np.ndarray:
    """One way of walking with everything otherwise, well inside the box."""
    rng = np.random.default_rng(3)
    far = np.where(rng.random(15) < 0.5, LOWEST, HIGHEST)
    far[3], far[4] = 0.8, 0.95
    return NORMAL + 0.3 * (far - NORMAL)


def test_nothing_bent_is_the_normal_motion(made: Task) -> None:
    found = made.frames(NORMAL[None])
    assert found.angle[0, :-1] == pytest.approx(made.normal.angle, abs=1e-12)
    assert found.angle[0, -1] == pytest.approx(made.normal.standing, abs=1e-12)
    assert found.pace == pytest.approx(1.0)
    assert found.period_s[0] == pytest.approx(2 * made.normal_step_m / made.normal_speed_m_s)


def test_the_mirrored_way_is_the_mirrored_motion(made: Task, some: np.ndarray) -> None:
    # the table is even but for rounding, so what is compared is what was bent, not the table
    even = 0.5 * (made.normal.angle + bones.mirrored(np.roll(made.normal.angle, 8, axis=0)))
    load = 0.5 * (made.normal.load + np.roll(made.normal.load[:, ::-1], 8, axis=0))
    normal = replace(made.normal, angle=even, load=load)
    one = motion.bend(normal, some[None], made.p)
    other = motion.bend(normal, mirrored(some)[None], made.p)
    assert other.angle[0, :-1] == pytest.approx(bones.mirrored(np.roll(one.angle[0, :-1], 8, axis=0)), abs=1e-9)
    assert other.load[0, :-1] == pytest.approx(np.roll(one.load[0, :-1, ::-1], 8, axis=0), abs=1e-9)
    assert other.pace[0] == pytest.approx(np.roll(one.pace[0], 8), abs=1e-9)


def test_a_foot_that_carries_alone_keeps_its_slope(made: Task) -> None:
    x = np.repeat(NORMAL[None], 3, axis=0)
    x[1, 3], x[2, 2] = 0.7, 20.0
    angle, at = made.frames(x).angle[:, :-1], made.normal.names.index
    slope = angle[..., at("pelvis_tilt")] + angle[..., at("hip_flexion_r")]
    slope = slope - angle[..., at("knee_angle_r")] + angle[..., at("ankle_angle_r")]
    flat = (made.normal.load[:, 1] > 0.95) & (np.abs(slope[0]) < np.radians(5.0))
    assert flat.sum() >= 3
    assert slope[:, flat] == pytest.approx(np.repeat(slope[:1, flat], 3, axis=0), abs=np.radians(1.5))


def test_slower_walking_is_gentler_and_longer_on_both_feet(made: Task) -> None:
    speeds = (1.0, 0.8, 0.6)
    x = np.repeat(NORMAL[None], 3, axis=0)
    x[:, 3] = speeds
    frames, moments = made.frames(x), made.asked(x)[0]
    both = [motion.double_support(frames.load[i, :-1], frames.pace[i]) for i in range(3)]
    assert both == sorted(both)
    assert both[2] > 1.05 * both[0]
    hip = np.abs(moments[:, :-1, made.human.names.index("hip_flexion_r")]).max(axis=1)
    assert list(hip) == sorted(hip, reverse=True)
    assert list(frames.period_s) == sorted(frames.period_s)


def test_rates_are_those_of_the_motion_in_its_own_time(made: Task, some: np.ndarray) -> None:
    frames = made.frames(some[None])
    pace, knee = frames.pace[0] / len(frames.pace[0]) * frames.period_s[0], made.normal.names.index("knee_angle_r")
    # over a whole cycle velocity integrates to nothing, acceleration too
    assert float((frames.velocity[0, :-1, knee] * pace).sum()) == pytest.approx(0.0, abs=1e-9)
    assert float((frames.acceleration[0, :-1, knee] * pace).sum()) == pytest.approx(0.0, abs=1e-9)
    assert np.abs(frames.velocity[0, :-1, knee]).max() > 1.0


def test_a_motion_that_already_stands_on_its_feet_is_left_alone(made: Task) -> None:
    frames = made.frames(NORMAL[None])
    parts = (frames.angle, frames.velocity, frames.acceleration)
    own = footing(made.human, *(a[0, :-1] for a in parts), frames.load[0, :-1])
    found = held(made.human, parts, frames.load, own.shift_m[None], frames.pace)[0, :-1]
    plain = made.human.dynamics(*(a[0, :-1] for a in parts), frames.load[0, :-1]).torque
    assert found == pytest.approx(plain, abs=1e-9)


def test_a_foot_that_pushes_less_has_a_smaller_moment(made: Task) -> None:
    x = np.repeat(NORMAL[None], 3, axis=0)
    x[:, 12] = (1.0, 0.7, 0.4)
    ankle = -made.asked(x)[0][:, :-1, made.human.names.index("ankle_angle_r")].min(axis=1)
    assert ankle[1] == pytest.approx(0.7 * ankle[0], rel=0.25)
    assert ankle[2] == pytest.approx(0.4 * ankle[0], rel=0.35)
    assert ankle[0] > ankle[1] > ankle[2]


def test_the_gradient_is_that_of_the_cost(made: Task, man: Body, some: np.ndarray) -> None:
    m = len(man.muscles.names)
    strength = np.ones((m, 2))
    strength[man.muscles.index("glmed"), 1] = 0.5
    cost = effort.of(made, strength, np.full((m, 2), 0.02), np.zeros((m, 2)), made.p)
    _, slope = cost(some)
    for i in (0, 1, 2, 3, 5, 8, 10, 12, 14):
        step = np.zeros(15)
        step[i] = 1e-3 * (HIGHEST - LOWEST)[i]
        more, less = cost.costs(np.stack([some + step, some - step]))
        by_difference = (more - less) / (2 * step[i])
        assert slope[i] == pytest.approx(by_difference, rel=2e-2, abs=2e-4), i


def test_arms_carried_to_first_order_are_near_the_true_ones(made: Task) -> None:
    x = NORMAL.copy()
    x[2], x[8], x[14] = 12.0, 12.0, 8.0
    angle = made.frames(x[None]).angle[0]
    true = made.human.columns(angle) / made.unit_nm
    ours = made.columns(x)
    plain = made.arms
    assert np.abs(ours - true).max() < 0.5 * np.abs(plain - true).max()


def test_the_travel_of_the_body_gives_way_until_the_force_is_where_it_was_but_for_one_mean(made: Task) -> None:
    x = np.repeat(NORMAL[None], 2, axis=0)
    x[0, 3], x[1, 9] = 0.7, 8.0
    frames = made.frames(x)
    parts = (frames.angle, frames.velocity, frames.acceleration)
    wanted = np.repeat(made.footing.shift_m[None], 2, axis=0)
    ours = held(made.human, parts, frames.load, wanted, frames.pace)
    for i in (0, 1):
        cycle = tuple(a[i, :-1] for a in parts)
        off = footing(made.human, *cycle, frames.load[i, :-1]).shift_m - made.footing.shift_m
        off = off - (off * frames.pace[i][:, None]).mean(axis=0)
        plain = made.human.dynamics(*cycle, frames.load[i, :-1]).torque
        changed = np.abs(ours[i, :-1] - plain)
        # where the force was out of place by centimetres the moments give way, where it was not they stay
        out = np.abs(off).max(axis=1)
        assert out.max() > 0.01
        assert changed[np.argmax(out)].max() > 2 * changed[np.argmin(out)].max()
