"""The skeleton: bones and muscle paths of myo-sim on MuJoCo, scaled to a person.

Legs are MyoLeg (the model of Rajagopal 2016, doi:10.1109/TBME.2016.2586891), the trunk is MyoTorso (see
:mod:`sciatica.movement.model`). All lengths grow with height alone: a moment arm scales as they do, and a fibre at a
given pose keeps its place on its curve, so that one model of 170 cm serves everybody. Masses are shares of the
person's mass.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from sciatica.core.person import Person
from sciatica.core.types import FloatArray, IntArray
from sciatica.movement.bones import Q_NAMES, SEGMENTS, Bones, Joint
from sciatica.movement.model import LINEAR, load

MODEL_HEIGHT_M: Final = 1.70
"""Height of the person whose skeleton the model is (Rajagopal 2016: a man of 170 cm and 75 kg)."""
_BODIES: Final = ("pelvis", "femur_l", "tibia_l", "talus_l", "femur_r", "tibia_r", "talus_r")
_PARENT: Final = (-1, 0, 1, 2, 0, 4, 5, 0)
_HEEL, _BALL, _TOE = (0.012, -0.004, 0.0), (0.178, -0.010, 0.001), (0.245, -0.010, -0.014)
"""On the sole in the frame of the right calcaneus, m; read off the bones of the model."""


def _pivot() -> FloatArray:
    """Point about which the trunk bends as one piece: the mean of the lumbar joints by their share of the bend."""
    model = load().compiled
    share = {"lumbar5": 1.0, "lumbar4": 0.185, "lumbar3": 0.204, "lumbar2": 0.231, "lumbar1": 0.255}
    at, total, place = np.zeros(3), 0.0, np.zeros(3)
    for name, weight in share.items():
        place = place + model.body(name).pos
        at, total = at + weight * place, total + weight
    return np.asarray(at / total)


def bones(person: Person) -> Bones:
    """The bones of one person."""
    model, scale = load().compiled, person.height_cm / 100 / MODEL_HEIGHT_M
    offset = np.zeros((len(SEGMENTS), 3))
    joints: list[Joint] = []
    for c, axis in ((0, 0), (1, 1), (2, 2), (3, 2), (4, 0), (5, 1)):
        joints.append(Joint(0, c < 3, np.eye(3)[axis], c, LINEAR))
    address = {a: (c, rule) for a, c, rule in load().follows}
    for s, name in enumerate(_BODIES):
        if s == 0:
            continue
        found = model.body(name)
        offset[s] = found.pos * scale
        for j in range(model.njnt):
            if int(model.jnt_bodyid[j]) == found.id:
                c, rule = address[int(model.jnt_qposadr[j])]
                slides = int(model.jnt_type[j]) == int(load().mujoco.mjtJoint.mjJNT_SLIDE)
                joints.append(Joint(s, slides, np.array(model.jnt_axis[j]), c, rule * scale if slides else rule))
    offset[7] = _pivot() * scale
    for c, axis in ((16, 2), (17, 0), (18, 1)):
        joints.append(Joint(7, False, np.eye(3)[axis], c, LINEAR))
    table = {row["segment"]: row for row in _rows("segments.csv")}
    kind = [table[name.removesuffix("_l").removesuffix("_r")] for name in SEGMENTS]
    side = np.array([-1.0 if name.endswith("_l") else 1.0 for name in SEGMENTS])
    centre = np.array([[float(row[f"centre_{a}_m"]) for a in "xyz"] for row in kind]) * scale
    centre[:, 2] *= side
    inertia = np.array([[float(row[f"inertia_{a}_m2"]) for a in "xyz"] for row in kind])
    mass_kg = np.array([float(row["mass_share"]) for row in kind])
    mass_kg = person.mass_kg * mass_kg / mass_kg.sum()
    soles = [_sole(point, scale) for point in (_HEEL, _BALL, _TOE)]
    return Bones(_PARENT, offset, tuple(joints), mass_kg, centre, inertia * mass_kg[:, None] * scale**2, *soles)


def _sole(point: tuple[float, float, float], scale: float) -> FloatArray:
    """[2, 3] a point of the right sole, and its mirror image, in the frame of the talus."""
    right = np.array(point) + load().compiled.body("calcn_r").pos
    return np.stack([right * [1.0, 1.0, -1.0], right]) * scale


@cache
def _rows(name: str) -> list[dict[str, str]]:
    text = files("sciatica.movement").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text), strict=True))


@dataclass(frozen=True)
class Paths:
    """All muscle paths of the model at F poses, at the size of the model; A paths."""

    length_m: FloatArray
    """[F, A]"""
    arm_m: FloatArray
    """[F, A, Q] moment arm: how much shorter the path grows per radian; 0 for the pelvis."""
    active: FloatArray
    """[F, A] share of the greatest force that the fibres can give at that length."""


def paths(q: FloatArray) -> Paths:
    """Lengths, moment arms and length dependence of all muscles at poses ``q`` [F, Q].

    The curve over length is the model's (MuJoCo's muscle, doi:10.1109/IROS.2012.6386109).
    """
    model = load()
    mujoco, m, d = model.mujoco, model.compiled, model.data
    path = np.array(m.actuator_trnid[:, 0])
    pose = np.repeat(np.array(m.qpos0)[None], q.shape[0], axis=0)
    # how fast each freedom of the model follows each of our coordinates
    follow = np.zeros((q.shape[0], m.nv, len(Q_NAMES)))
    velocity = _velocity_addresses(m)
    for at, c, rule in model.follows:
        pose[:, at] = np.polyval(rule[::-1], q[:, c])
        follow[:, velocity[at], c] = np.polyval((rule[1:] * np.arange(1, 5))[::-1], q[:, c])
    length = np.empty((q.shape[0], m.nu))
    sparse = np.empty((q.shape[0], np.asarray(d.ten_J).size))
    for f in range(q.shape[0]):
        d.qpos[:] = pose[f]
        mujoco.mj_kinematics(m, d)
        mujoco.mj_comPos(m, d)
        mujoco.mj_tendon(m, d)
        length[f] = d.ten_length[path]
        sparse[f] = np.asarray(d.ten_J).ravel()
    return Paths(length, -(_dense(m, sparse)[:, path] @ follow), _active(m, length))


def _velocity_addresses(m: Any) -> IntArray:
    found = np.full(m.nq, -1, dtype=np.int64)
    for j in range(m.njnt):
        found[int(m.jnt_qposadr[j])] = int(m.jnt_dofadr[j])
    return found


def _dense(m: Any, sparse: FloatArray) -> FloatArray:
    """[F, tendons, nv] from MuJoCo's rows of what is not nought."""
    start, count = np.array(m.ten_J_rowadr), np.array(m.ten_J_rownnz)
    where = np.concatenate([np.arange(a, a + n) for a, n in zip(start, count, strict=True)])
    full = np.zeros((len(sparse), m.ntendon, m.nv))
    full[:, np.repeat(np.arange(m.ntendon), count), np.asarray(m.ten_J_colind).ravel()[where]] = sparse[:, where]
    return full


def _active(m: Any, length: FloatArray) -> FloatArray:
    """Share of the greatest force at a length [..., A], by MuJoCo's muscle curve."""
    low, high = m.actuator_lengthrange.T
    p = m.actuator_gainprm
    x = p[:, 0] + (length - low) * np.maximum(p[:, 1] - p[:, 0], 1e-9) / (high - low)
    left, right = p[:, 4], p[:, 5]
    inner, outer = 0.5 * (left + 1), 0.5 * (1 + right)
    return np.asarray(
        np.select(
            [x < left, x < inner, x < 1, x < outer, x < right],
            [
                np.zeros_like(x),
                0.5 * ((x - left) / (inner - left)) ** 2,
                1 - 0.5 * ((1 - x) / (1 - inner)) ** 2,
                1 - 0.5 * ((x - 1) / (outer - 1)) ** 2,
                0.5 * ((right - x) / (right - outer)) ** 2,
            ],
            0.0,
        )
    )


def strongest_n() -> FloatArray:
    """[A] greatest force of every path as the model ships it, N."""
    m = load().compiled
    return np.array(m.actuator_gainprm[:, 2])
