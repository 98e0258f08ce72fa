"""The bones as eight rigid segments: where they are, how they move, and what moments that asks of the joints.

Joint centres and axes are those of the skeleton (MyoLeg, whose knee slides and twists as it bends), lengths
scaled by height and masses by body mass; head and arms ride on the trunk, which bends about one lumbar pivot.
Velocities and accelerations are passed outwards and forces inwards (the recursive Newton-Euler method, Luh 1980,
doi:10.1115/1.3149599), for any number of frames at once, so that a search may ask for thousands.

Axes: x forward, y up, z to the right; metres, radians, seconds, newtons. What one coordinate moves by a rule (the
knee's sliding) does its share of virtual work with that coordinate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sciatica.core.types import FloatArray

GRAVITY: Final = 9.80665
_LEG: Final = ("hip_flexion", "hip_adduction", "hip_rotation", "knee_angle", "ankle_angle")
Q_NAMES: Final = (
    *("pelvis_tx", "pelvis_ty", "pelvis_tz", "pelvis_tilt", "pelvis_list", "pelvis_rotation"),
    *(f"{name}_l" for name in _LEG),
    *(f"{name}_r" for name in _LEG),
    *("lumbar_extension", "lumbar_bending", "lumbar_rotation"),
)
"""The generalised coordinates, Q = 19; left before right."""
LEFT: Final = slice(6, 11)
RIGHT: Final = slice(11, 16)
SEGMENTS: Final = ("pelvis", "femur_l", "tibia_l", "foot_l", "femur_r", "tibia_r", "foot_r", "trunk")
FEET: Final = (3, 6)
_MIRRORED: Final = np.array([0, 1, 2, 3, 4, 5, 11, 12, 13, 14, 15, 6, 7, 8, 9, 10, 16, 17, 18])
_MIRROR_SIGN: Final = np.array([1, 1, -1, 1, -1, -1, *([1] * 10), 1, -1, -1], dtype=np.float64)


def mirrored(q: FloatArray) -> FloatArray:
    """[..., Q] the same pose with left and right exchanged."""
    return np.asarray(q[..., _MIRRORED] * _MIRROR_SIGN)


@dataclass(frozen=True)
class Joint:
    """One elementary freedom: turning about, or sliding along, an axis of the segment that it moves."""

    segment: int
    slides: bool
    axis: FloatArray
    """[3] in the frame reached so far."""
    coordinate: int
    """Which generalised coordinate drives it."""
    rule: FloatArray
    """[5] polynomial of that coordinate, constant first."""


@dataclass(frozen=True)
class Bones:
    """S segments of one person; build with :func:`sciatica.movement.anatomy.bones`."""

    parent: tuple[int, ...]
    offset: FloatArray
    """[S, 3] origin of a segment in the frame of its parent, m."""
    joints: tuple[Joint, ...]
    mass_kg: FloatArray
    """[S]"""
    centre: FloatArray
    """[S, 3] centre of mass from the origin, m."""
    inertia: FloatArray
    """[S, 3] about the centre, kg m2, about the segment's own axes."""
    heel: FloatArray
    """[2, 3] sole under the heel in the frame of each foot, m."""
    ball: FloatArray
    """[2, 3] sole under the heads of the metatarsals."""
    toe: FloatArray
    """[2, 3] tip of the toes."""


@dataclass(frozen=True)
class Flow:
    """Where everything is and how it moves, F frames."""

    turn: FloatArray
    """[S, F, 3, 3] from the frame of a segment to the world's."""
    origin: FloatArray
    """[S, F, 3] m"""
    force: FloatArray
    """[S, F, 3] mass times (acceleration less gravity), N."""
    moment: FloatArray
    """[S, F, 3] rate of angular momentum about the world's origin, with gravity's part, Nm."""
    axis: FloatArray
    """[J, F, 3] axes of the elementary freedoms in the world."""
    centre: FloatArray
    """[F, 3] centre of mass of the whole body, m."""


def cross(a: FloatArray, b: FloatArray) -> FloatArray:
    """Vector product over the last axis."""
    return np.moveaxis(_cross(np.moveaxis(a, -1, 0), np.moveaxis(b, -1, 0)), 0, -1)


# Inside, vectors are [3, ...] with the frames last, so that each product runs along memory.


def _cross(a: FloatArray, b: FloatArray) -> FloatArray:
    found = np.empty(a.shape if a.shape == b.shape else np.broadcast_shapes(a.shape, b.shape))
    found[0] = a[1] * b[2] - a[2] * b[1]
    found[1] = a[2] * b[0] - a[0] * b[2]
    found[2] = a[0] * b[1] - a[1] * b[0]
    return found


def _dot(a: FloatArray, b: FloatArray) -> FloatArray:
    return np.asarray(a[0] * b[0] + a[1] * b[1] + a[2] * b[2])


def _seen(turn: FloatArray, local: FloatArray) -> FloatArray:
    """[3, F] a fixed vector of a segment in the world; ``turn`` [3, 3, F]."""
    parts = [turn[:, k] * local[k] for k in range(3) if local[k] != 0.0]
    return sum(parts[1:], parts[0]) if parts else np.zeros((3, turn.shape[2]))


def _carried(twist: FloatArray, spin: FloatArray, arm: FloatArray) -> FloatArray:
    """[3, F] acceleration of a point that rides at ``arm``: t x r + w x (w x r)."""
    return _cross(twist, arm) + spin * _dot(spin, arm) - arm * _dot(spin, spin)


def _turned(turn: FloatArray, axis: FloatArray, angle: FloatArray) -> FloatArray:
    """``turn`` [3, 3, F] followed by a turn of ``angle`` [F] about ``axis`` (Rodrigues)."""
    sine, cosine = np.sin(angle), np.cos(angle)
    found = np.empty_like(turn)
    about = np.flatnonzero(axis)
    if len(about) == 1:
        # most joints turn about an axis of their frame, which stays while the other two mix
        k = int(about[0])
        i, j, sine = (k + 1) % 3, (k + 2) % 3, sine * axis[k]
        found[:, k] = turn[:, k]
        found[:, i] = turn[:, i] * cosine + turn[:, j] * sine
        found[:, j] = turn[:, j] * cosine - turn[:, i] * sine
        return found
    x, y, z = axis
    # columns of the turn, which mix as the columns of the identity do under the rotation
    along = (1.0 - cosine) * (turn[:, 0] * x + turn[:, 1] * y + turn[:, 2] * z)
    found[:, 0] = turn[:, 0] * cosine + along * x + sine * (turn[:, 1] * z - turn[:, 2] * y)
    found[:, 1] = turn[:, 1] * cosine + along * y + sine * (turn[:, 2] * x - turn[:, 0] * z)
    found[:, 2] = turn[:, 2] * cosine + along * z + sine * (turn[:, 0] * y - turn[:, 1] * x)
    return found


def _rule(rule: FloatArray, q: FloatArray, order: int) -> FloatArray:
    for _ in range(order):
        rule = rule[1:] * np.arange(1, len(rule))
    most = max((k for k, c in enumerate(rule.tolist()) if c), default=0)
    found = np.full(q.shape, rule[most])
    for c in rule[:most][::-1]:
        found = found * q + c
    return found


def _driven(
    rule: FloatArray, q: FloatArray, qd: FloatArray, qdd: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """What a coordinate drives by its rule, with its rates."""
    if _plain(rule):
        return q, qd, qdd
    first = _rule(rule, q, 1)
    return _rule(rule, q, 0), first * qd, first * qdd + _rule(rule, q, 2) * qd**2


def _plain(rule: FloatArray) -> bool:
    """Whether a freedom is its coordinate, as most are."""
    return bool(rule.tolist() == [0.0, 1.0, 0.0, 0.0, 0.0])


def flow(bones: Bones, q: FloatArray, qd: FloatArray | None = None, qdd: FloatArray | None = None) -> Flow:
    """Positions of all segments, and the forces that their motion takes; rest where no rates are given.

    Args:
        bones: whose.
        q: [F, Q] coordinates, m and rad.
        qd: [F, Q] their rates, 1/s.
        qdd: [F, Q] rates of those, 1/s2.
    """
    still = np.zeros_like(q)
    at, rate, change = (
        np.ascontiguousarray(a.T) for a in (q, still if qd is None else qd, still if qdd is None else qdd)
    )
    frames, count = q.shape[0], len(bones.parent)
    turn = np.empty((count, 3, 3, frames))
    place, speed, haste, spin, twist, force, moment = (np.zeros((count, 3, frames)) for _ in range(7))
    axes = np.empty((len(bones.joints), 3, frames))
    by_segment: list[list[int]] = [[] for _ in range(count)]
    for j, joint in enumerate(bones.joints):
        by_segment[joint.segment].append(j)
    weighted = np.zeros((3, frames))
    for s, up in enumerate(bones.parent):
        if up < 0:
            r = np.repeat(np.eye(3)[:, :, None], frames, axis=2)
            p, v, a, w, t = (np.zeros((3, frames)) for _ in range(5))
            a[1] = GRAVITY
        else:
            r, w, t = turn[up], spin[up], twist[up]
            arm = _seen(r, bones.offset[s])
            p, v = place[up] + arm, speed[up] + _cross(w, arm)
            a = haste[up] + _carried(t, w, arm)
        for j in by_segment[s]:
            joint = bones.joints[j]
            c = joint.coordinate
            value, fast, faster = _driven(joint.rule, at[c], rate[c], change[c])
            axis = _seen(r, joint.axis)
            axes[j] = axis
            if joint.slides:
                arm = axis * value
                a = a + _carried(t, w, arm) + 2 * _cross(w, axis * fast) + axis * faster
                v = v + _cross(w, arm) + axis * fast
                p = p + arm
            else:
                t = t + axis * faster + _cross(w, axis * fast)
                w = w + axis * fast
                r = _turned(r, joint.axis, value)
        turn[s], place[s], speed[s], haste[s], spin[s], twist[s] = r, p, v, a, w, t
        arm = _seen(r, bones.centre[s])
        force[s] = bones.mass_kg[s] * (a + _carried(t, w, arm))
        held, grown = np.zeros((3, frames)), np.zeros((3, frames))
        for k in range(3):
            held += r[:, k] * (bones.inertia[s, k] * _dot(r[:, k], w))
            grown += r[:, k] * (bones.inertia[s, k] * _dot(r[:, k], t))
        moment[s] = _cross(p + arm, force[s]) + grown + _cross(w, held)
        weighted += bones.mass_kg[s] * (p + arm)
    return Flow(
        turn=np.moveaxis(turn, 3, 1),
        origin=np.moveaxis(place, 2, 1),
        force=np.moveaxis(force, 2, 1),
        moment=np.moveaxis(moment, 2, 1),
        axis=np.moveaxis(axes, 2, 1),
        centre=weighted.T / bones.mass_kg.sum(),
    )


def torques(bones: Bones, q: FloatArray, moving: Flow, ground: FloatArray, about: FloatArray) -> FloatArray:
    """[F, Q] generalised forces that the motion takes beyond what the ground gives.

    Args:
        bones: whose.
        q: [F, Q] coordinates.
        moving: what :func:`flow` found there.
        ground: [F, 2, 3] force of the ground on each foot, N.
        about: [F, 2, 3] moment of that force about the world's origin, Nm.
    """
    force, moment, axes, origin = (
        np.moveaxis(a, 2, 1) for a in (moving.force.copy("K"), moving.moment.copy("K"), moving.axis, moving.origin)
    )
    for k, foot in enumerate(FEET):
        force[foot] -= ground[:, k].T
        moment[foot] -= about[:, k].T
    for s in range(len(bones.parent) - 1, 0, -1):
        force[bones.parent[s]] += force[s]
        moment[bones.parent[s]] += moment[s]
    here = [moment[s] - _cross(origin[s], force[s]) for s in range(len(bones.parent))]
    found = np.zeros_like(q)
    for j, joint in enumerate(bones.joints):
        s, c = joint.segment, joint.coordinate
        given = _dot(axes[j], force[s] if joint.slides else here[s])
        found[:, c] += given if _plain(joint.rule) else given * _rule(joint.rule, q[:, c], 1)
    return found


def soles(bones: Bones, moving: Flow) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Heels, balls and toe tips in the world, [F, 2, 3] each, m."""
    found = []
    for local in (bones.heel, bones.ball, bones.toe):
        found.append(np.stack([moving.origin[f] + moving.turn[f] @ local[k] for k, f in enumerate(FEET)], axis=1))
    return found[0], found[1], found[2]


def rates(q: FloatArray, period_s: float) -> tuple[FloatArray, FloatArray]:
    """First and second rates of a periodic motion [T, Q] over one period, by its Fourier series."""
    frames = q.shape[0]
    turns = 2j * np.pi * np.fft.rfftfreq(frames, 1.0 / frames) / period_s
    series = np.fft.rfft(q, axis=0)
    if frames % 2 == 0:
        series[-1] = 0.0
    first = np.fft.irfft(series * turns[:, None], frames, axis=0)
    return first, np.fft.irfft(series * turns[:, None] ** 2, frames, axis=0)
