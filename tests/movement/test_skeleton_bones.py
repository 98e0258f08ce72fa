"""Bones against MuJoCo and the laws of mechanics: places, moments, power, mirror, the ground's force."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy as duplicate
from typing import Any

import numpy as np
import pytest

from sciatica.core.parameters import Parameters
from sciatica.core.person import Person
from sciatica.core.types import FloatArray
from sciatica.movement import anatomy, ground, model
from sciatica.movement.bones import FEET, GRAVITY, Q_NAMES, SEGMENTS, Bones, flow, mirrored, rates, soles, torques
from sciatica.movement.human import Human, Motion

FRAMES = 40


@pytest.fixture(scope="module")
def small() -> Bones:
    """A person of the model's own size, so that lengths agree without scaling."""
    height_cm = 100 * anatomy.MODEL_HEIGHT_M
    return anatomy.bones(
        Person(age_years=30, sex="female", height_cm=height_cm, mass_kg=70, systolic_mmhg=120, diastolic_mmhg=80)
    )


@pytest.fixture(scope="module")
def swaying() -> tuple[FloatArray, FloatArray, FloatArray]:
    """A periodic motion of everything but the trunk, and its rates; nobody could walk so."""
    rng = np.random.default_rng(3)
    t = np.arange(FRAMES)[:, None] / FRAMES
    q = 0.1 + 0.2 * rng.random(19) * np.sin(2 * np.pi * (t + rng.random(19)))
    q[:, [9, 14]] += 0.4
    q[:, 16:] = 0.0
    return q, *rates(q, 1.3)


def _pose(q: FloatArray) -> FloatArray:
    """MuJoCo's coordinates [nq] of the joints for ours, at most 19; the root is left where it is."""
    made = model.load()
    found = np.array(made.compiled.qpos0)
    for at, c, rule in made.follows:
        found[at] = np.polyval(rule[::-1], q[c])
    return found


def test_bones_lie_where_mujoco_puts_them(small: Bones) -> None:
    q = np.random.default_rng(0).normal(size=(5, len(Q_NAMES))) * 0.3
    q[:, [9, 14]] = np.abs(q[:, [9, 14]])
    q[:, 16:] = 0.0
    ours, made = flow(small, q), model.load()
    for f in range(len(q)):
        made.data.qpos[:] = _pose(q[f])
        made.mujoco.mj_kinematics(made.compiled, made.data)
        pelvis = made.data.body("pelvis")
        to_pelvis = pelvis.xmat.reshape(3, 3).T
        for s, name in enumerate(("pelvis", "femur_l", "tibia_l", "talus_l", "femur_r", "tibia_r", "talus_r")):
            place = to_pelvis @ (made.data.body(name).xpos - pelvis.xpos)
            assert ours.turn[0, f].T @ (ours.origin[s, f] - ours.origin[0, f]) == pytest.approx(place, abs=1e-12)


@pytest.fixture
def quiet() -> Iterator[None]:
    """MuJoCo warns of bodies without mass, of which nothing is asked here, and would write that into a file."""
    import mujoco

    mujoco.set_mju_user_warning(lambda message: None)
    yield
    mujoco.set_mju_user_warning(None)


def _weighed(small: Bones) -> Any:
    """The model with our masses and nothing that resists; trunk and pelvis as one, since nothing bends the trunk."""
    import mujoco

    copy = duplicate(model.load().compiled)
    at_rest = mujoco.MjData(copy)
    mujoco.mj_kinematics(copy, at_rest)
    # the model's pelvis leans by a thousandth of a radian where all coordinates are nought; ours does not
    copy.opt.gravity[:] = -GRAVITY * at_rest.body("pelvis").xmat.reshape(3, 3)[:, 1]
    copy.opt.disableflags |= mujoco.mjtDisableBit.mjDSBL_CONSTRAINT | mujoco.mjtDisableBit.mjDSBL_SPRING
    copy.opt.disableflags |= mujoco.mjtDisableBit.mjDSBL_DAMPER
    copy.body_mass[:], copy.body_inertia[:], copy.dof_armature[:] = 0.0, 0.0, 0.0
    names = ("pelvis", "femur_l", "tibia_l", "talus_l", "femur_r", "tibia_r", "talus_r", "sacrum")
    for s, name in enumerate(names):
        b = copy.body(name).id
        copy.body_mass[b], copy.body_inertia[b] = small.mass_kg[s], small.inertia[s]
        copy.body_ipos[b] = small.centre[s] + (small.offset[7] if s == 7 else 0.0)
        copy.body_iquat[b] = (1.0, 0.0, 0.0, 0.0)
    mujoco.mj_setConst(copy, mujoco.MjData(copy))
    return copy


def test_moments_are_those_of_mujocos_inverse_dynamics(
    small: Bones, swaying: tuple[FloatArray, FloatArray, FloatArray], quiet: None
) -> None:
    import mujoco

    q, qd, qdd = (a.copy() for a in swaying)
    # the root rests: how the two describe its turning differs, and is tested by the laws below
    q[:, :6], qd[:, :6], qdd[:, :6] = 0.0, 0.0, 0.0
    moving = flow(small, q, qd, qdd)
    none = np.zeros((FRAMES, 2, 3))
    ours = torques(small, q, moving, none, none)
    compiled = _weighed(small)
    data = mujoco.MjData(compiled)
    follows = model.load().follows
    velocity = anatomy._velocity_addresses(compiled)
    for f in range(0, FRAMES, 8):
        data.qpos[:] = _pose(q[f])
        data.qvel[:], data.qacc[:] = 0.0, 0.0
        for at, c, rule in follows:
            first = np.polyval((rule[1:] * np.arange(1, 5))[::-1], q[f, c])
            second = np.polyval((rule[2:] * np.arange(1, 4) * np.arange(2, 5))[::-1], q[f, c])
            data.qvel[velocity[at]] = first * qd[f, c]
            data.qacc[velocity[at]] = first * qdd[f, c] + second * qd[f, c] ** 2
        mujoco.mj_inverse(compiled, data)
        theirs = np.zeros(len(Q_NAMES))
        for at, c, rule in follows:
            slope = np.polyval((rule[1:] * np.arange(1, 5))[::-1], q[f, c])
            theirs[c] += slope * data.qfrc_inverse[velocity[at]]
        assert ours[f, 6:16] == pytest.approx(theirs[6:16], abs=1e-6)


def test_a_periodic_motion_takes_no_net_power(small: Bones, swaying: tuple[FloatArray, FloatArray, FloatArray]) -> None:
    q, qd, qdd = swaying
    fine = np.arange(400)[:, None] / 400
    q = 0.1 + 0.2 * np.sin(2 * np.pi * (fine + np.random.default_rng(4).random(19)))
    q[:, [9, 14]] += 0.4
    qd, qdd = rates(q, 1.3)
    none = np.zeros((400, 2, 3))
    power = (torques(small, q, flow(small, q, qd, qdd), none, none) * qd).sum(1)
    assert abs(power.mean()) < 1e-6 * np.abs(power).mean()


def test_the_ground_leaves_nothing_to_hold_the_pelvis(
    small: Bones, swaying: tuple[FloatArray, FloatArray, FloatArray], parameters: Parameters
) -> None:
    q, qd, qdd = swaying
    load = np.random.default_rng(1).random((FRAMES, 1)) * [1.0, -1.0] + [0.0, 1.0]
    moving = flow(small, q, qd, qdd)
    floor = ground.share(small, moving, load, parameters)
    found = torques(small, q, moving, floor.force, floor.about)
    assert found[:, :6] == pytest.approx(0.0, abs=1e-8)
    assert floor.force[..., 1] / floor.force[..., 1].sum(1, keepdims=True) == pytest.approx(load)


def test_the_ground_obeys_newton(small: Bones, parameters: Parameters) -> None:
    t = np.arange(200)[:, None] / 200
    q = 0.05 + 0.1 * np.sin(2 * np.pi * (t + np.random.default_rng(2).random(19)))
    moving = flow(small, q, *rates(q, 1.1))
    floor = ground.share(small, moving, np.full((200, 2), 0.5), parameters)
    mass = small.mass_kg.sum()
    wanted = mass * (rates(moving.centre, 1.1)[1] + [0.0, GRAVITY, 0.0])
    assert floor.force.sum(1) == pytest.approx(wanted, abs=1e-3 * mass * GRAVITY)
    assert floor.force.sum(1)[:, 1].mean() == pytest.approx(mass * GRAVITY)


def test_a_mirrored_motion_takes_mirrored_moments(
    small: Bones, swaying: tuple[FloatArray, FloatArray, FloatArray], parameters: Parameters
) -> None:
    q, qd, qdd = swaying
    load = np.stack([np.linspace(0, 1, FRAMES), np.linspace(1, 0, FRAMES)], axis=1)

    def found(turned: bool) -> FloatArray:
        a, b, c = (mirrored(x) if turned else x for x in (q, qd, qdd))
        moving = flow(small, a, b, c)
        floor = ground.share(small, moving, load[:, ::-1] if turned else load, parameters)
        return torques(small, a, moving, floor.force, floor.about)

    assert mirrored(found(True)) == pytest.approx(found(False), abs=1e-8)


def test_at_rest_the_hip_holds_a_raised_leg(small: Bones) -> None:
    q = np.zeros((1, len(Q_NAMES)))
    q[0, Q_NAMES.index("hip_flexion_r")] = np.pi / 2
    moving = flow(small, q)
    none = np.zeros((1, 2, 3))
    held = torques(small, q, moving, none, none)[0, Q_NAMES.index("hip_flexion_r")]
    leg = [k for k, name in enumerate(SEGMENTS) if name.endswith("_r")]
    places = np.array([(moving.origin[k] + moving.turn[k] @ small.centre[k])[0, 0] for k in leg])
    hip = moving.origin[SEGMENTS.index("femur_r"), 0, 0]
    assert held == pytest.approx(GRAVITY * float((small.mass_kg[leg] * (places - hip)).sum()))


def test_a_person_weighs_what_is_said_and_grows_as_told() -> None:
    def made(height_cm: float, mass_kg: float) -> Bones:
        person = Person(
            age_years=30, sex="male", height_cm=height_cm, mass_kg=mass_kg, systolic_mmhg=120, diastolic_mmhg=80
        )
        return anatomy.bones(person)

    short, tall = made(160, 60), made(200, 90)
    assert short.mass_kg.sum() == pytest.approx(60)
    assert tall.mass_kg == pytest.approx(1.5 * short.mass_kg)
    assert tall.offset == pytest.approx(1.25 * short.offset)
    assert tall.inertia == pytest.approx(1.5 * 1.25**2 * short.inertia)


def test_standing_is_upright_and_even(skeleton: Human) -> None:
    q = skeleton.standing()[None]
    heel, ball, _ = soles(skeleton.bones, flow(skeleton.bones, q))
    assert np.abs(heel[..., 1]).max() < 0.01
    assert np.abs(ball[..., 1]).max() < 0.01
    found = skeleton.dynamics(q, 0 * q, 0 * q, np.array([[0.5, 0.5]]))
    height_m, weight_n = skeleton.person.height_cm / 100, skeleton.person.mass_kg * GRAVITY
    ankle = found.torque[0, skeleton.names.index("ankle_angle_l")]
    # half the weight, ahead of the ankles by the lever, less what the foot itself weighs
    assert ankle == pytest.approx(-0.5 * weight_n * skeleton.p.standing_ankle_lever * height_m, rel=0.1)
    assert found.torque[0, :4] == pytest.approx(found.torque[0, 4:8], abs=1e-6)
    assert q[0] == pytest.approx(mirrored(q[0]))


def test_feet_that_carry_stay_where_they_are(skeleton: Human, normal: Motion) -> None:
    at = flow(skeleton.bones, normal.q).origin[FEET[1]]
    travelled = normal.speed_m_s * normal.period_s * np.arange(len(at)) / len(at)
    flat = (normal.load[:, 1] > 0.97) & (np.arange(len(at)) < len(at) * 0.35)
    place = at[flat, 0] + travelled[flat]
    assert np.ptp(place) < 0.06
    assert np.ptp(at[flat, 1]) < 0.03
