"""What standing and walking ask of the joints in one way of doing both, and what the muscles can give there.

The motion (:mod:`sciatica.movement.motion`) is put through inverse dynamics on the person's own skeleton
(:mod:`sciatica.movement.human`) each time that it changes; nothing is read off the moments of normal walking. Added are
what a moving skeleton does not know: the stretch of the calf that holds a foot down, the heel lever that a foot set
down flat lacks, the stiffness of the trunk against which a pelvis is raised, and who does the work that an ankle
no longer does: hip of the same leg, hip and knee of the leading one (Lewis & Ferris 2008,
doi:10.1016/j.jbiomech.2008.05.013; Huang 2015, doi:10.1242/jeb.113910; the direction is published, the size is not).

Some bodies, old and light ones above all, could not give every moment of normal walking by the model's muscles even in
health. That lack is the model's, not theirs: it is taken off what is asked, in sickness as in health.

Moments are in body weight times height, instants are those of the cycle and then standing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from sciatica.body import Body
from sciatica.core.parameters import Parameters
from sciatica.core.person import Person
from sciatica.core.types import FloatArray
from sciatica.movement import human
from sciatica.movement.adaptation import HIGHEST, LOWEST, NORMAL, mirrored
from sciatica.movement.balance import Footing, footing, held
from sciatica.movement.bones import GRAVITY
from sciatica.movement.human import Human
from sciatica.movement.motion import Frames, Normal, at_speed, bend, bump
from sciatica.movement.passive import trunk_nm
from sciatica.movement.sharing import share

INSTANTS = 24
"""Instants of the cycle in a search; an even number."""
NO_LACK: Final = 1e-4
"""Moment over body weight times height that is no lack: the finite cost of slack leaves as much in the strong too."""


@dataclass(frozen=True)
class Task:
    """One person's standing and walking; build with :func:`build`."""

    p: Parameters
    human: Human
    normal: Normal
    unit_nm: float
    """Body weight times height, Nm."""
    mass_kg: float
    base: FloatArray
    """[T, C] moments of normal walking."""
    arms: FloatArray
    """[T + 1, C, A] what each actuator gives in the normal motion, fully active and strong."""
    arms_slope: FloatArray
    """[15, T + 1, C, A] how that changes with the way of walking."""
    passive: FloatArray
    """[T + 1, C] what stretched muscles give unasked in the normal motion."""
    passive_slope: FloatArray
    """[15, T + 1, C]"""
    footing: Footing
    """Where the ground's force acts in normal walking."""
    movements: tuple[str, ...] = ()
    """[M] the movement by which each of the body's muscles is tested."""
    beyond: FloatArray | float = 0.0
    """[T + 1, C] what no healthy muscle of the model gives in normal walking and standing."""

    @property
    def normal_speed_m_s(self) -> float:
        """Of the person in health."""
        return self.normal.speed_m_s

    @property
    def normal_step_m(self) -> float:
        """Of the person in health."""
        return self.normal.step_m

    @property
    def height_m(self) -> float:
        """Of the person."""
        return self.normal.height_m

    def frames(self, x: FloatArray) -> Frames:
        """The motions of ways of walking ``x`` [X, 15]."""
        return bend(self.normal, x, self.p)

    def weights(self, x: FloatArray) -> FloatArray:
        """[X, T + 1] share of upright time spent in each instant of the cycle, then in standing."""
        return self._weights(self.frames(x).pace)

    def asked(self, x: FloatArray) -> tuple[FloatArray, FloatArray]:
        """[X, T + 1, C] moments and [X, T + 1] shares of time for ways of walking ``x`` [X, 15]."""
        frames = self.frames(x)
        return self._moments(x, frames), self._weights(frames.pace)

    def columns(self, x: FloatArray) -> FloatArray:
        """[..., T + 1, C, A] what each actuator gives in ways of walking ``x`` [..., 15], to first order."""
        return np.asarray(self.arms + np.tensordot(x - NORMAL, self.arms_slope, axes=1))

    def unasked(self, x: FloatArray) -> FloatArray:
        """[X, T + 1, C] what stretched muscles give unasked, to first order in the change."""
        return np.asarray(self.passive + np.tensordot(x - NORMAL, self.passive_slope, axes=1))

    def clearance_lack_m(self, x: FloatArray) -> FloatArray:
        """[X, 2] how much the swinging toe lacks of its normal height over the ground, in m (Moosabhoy & Gard 2006)."""
        p = self.p
        hike, knee, drop = (np.radians(x[:, i : i + 2]) for i in (5, 7, 13))
        won = knee * (p.clearance_by_knee_m_rad + 0.5 * p.clearance_by_hip_m_rad)
        won = won + 2 * p.half_hip_width_share_of_height * p.table_height_m * np.sin(hike)
        lost = p.clearance_by_ankle_m_rad * drop
        return np.asarray(np.maximum((lost - won) * self.height_m / p.table_height_m, 0.0))

    def _weights(self, pace: FloatArray) -> FloatArray:
        walking = (1.0 - self.p.standing_share) * pace / pace.sum(axis=1, keepdims=True)
        standing = np.full((len(pace), 1), self.p.standing_share)
        return np.concatenate([walking, standing], axis=1)

    def _moments(self, x: FloatArray, frames: Frames) -> FloatArray:
        cycle = (frames.angle, frames.velocity, frames.acceleration)
        m = held(self.human, cycle, frames.load, self._wanted(x), frames.pace) / self.unit_nm
        m -= self.unasked(x)
        self._trunk(m, frames)
        for s in (0, 1):
            self._foot(m, x, frames, s)
            self._work(m, x, s)
        return m - self.beyond

    def _trunk(self, m: FloatArray, frames: Frames) -> None:
        """What a bent trunk gives unasked beyond what it gives standing upright."""
        extension, bending = (self.human.q_names.index(f"lumbar_{way}") for way in ("extension", "bending"))
        upright = self.normal.standing
        flexed = np.degrees(upright[extension] - frames.angle[..., extension])
        aside = np.degrees(frames.angle[..., bending] - upright[bending])
        straightens, rights = (nm / self.unit_nm for nm in trunk_nm(flexed, aside, self.human.person, self.p))
        m[..., self.human.names.index("lumbar_extension")] -= straightens
        m[..., self.human.names.index("lumbar_bending")] -= rights

    def _wanted(self, x: FloatArray) -> FloatArray:
        """[X, T, 2] where the ground's force shall act: as in health, or further back under a foot that pushes less."""
        wanted = np.repeat(self.footing.shift_m[None], len(x), axis=0)
        for s in (0, 1):
            late = bump(wanted.shape[1], s, 0.50, 0.24) * self.normal.load[:, s]
            wanted[:, :, 0] -= (1.0 - x[:, 11 + s])[:, None] * late * np.maximum(self.footing.lever_m[:, s], 0.0)
        return wanted

    def _at(self, joint: str, side: int) -> int:
        return self.human.names.index(f"{joint}_{'lr'[side]}")

    def _foot(self, m: FloatArray, x: FloatArray, frames: Frames, s: int) -> None:
        """A hanging foot, one set down flat, and a pelvis raised against the trunk's stiffness."""
        p, ankle = self.p, self._at("ankle_angle", s)
        stance = np.clip(frames.load[:, :-1, s] / 0.1, 0.0, 1.0)
        swing = 1.0 - stance
        instants = swing.shape[1]
        drop = x[:, 13 + s, None]
        lifting = np.maximum(m[:, :-1, ankle], 0.0)
        landing = bump(instants, s, 0.05, 0.09) * stance
        change = swing * (p.passive_ankle_torque - drop / p.hanging_foot_deg * (lifting + p.passive_ankle_torque))
        m[:, :-1, ankle] += change - _smooth_share(drop / p.flat_landing_deg) * lifting * landing
        raised = np.radians(x[:, 5 + s])[:, None] * p.hike_stiffness * swing
        m[:, :-1, self.human.names.index("lumbar_bending")] += (1.0 if s else -1.0) * raised
        m[:, :-1, self._at("hip_adduction", 1 - s)] -= raised

    def _work(self, m: FloatArray, x: FloatArray, s: int) -> None:
        """The work of a step that its ankle does not do grows with speed and step, and falls to others."""
        p, instants = self.p, m.shape[1] - 1
        pushing = -float(self.base[:, self._at("ankle_angle", s)].min())
        work = ((1.0 - x[:, 11 + s]) * pushing * x[:, 3] ** 2 * x[:, 4] ** 2)[:, None]
        m[:, :-1, self._at("hip_flexion", s)] += p.push_off_to_hip_flexion * work * bump(instants, s, 0.60, 0.12)
        lead = bump(instants, s, 0.62, 0.12)
        m[:, :-1, self._at("hip_flexion", 1 - s)] -= p.push_off_to_leading_hip * work * lead
        m[:, :-1, self._at("knee_angle", 1 - s)] -= p.push_off_to_leading_knee * work * lead


_BUILT: dict[tuple[Person, Parameters, int], Task] = {}
_KEPT = 8


def build(body: Body, p: Parameters, instants: int = INSTANTS) -> Task:
    """The task of one person at that person's own normal speed and step; kept for the next question.

    Raises:
        InputError: a person the skeleton cannot be scaled to.
        ModuleNotFoundError: the skeleton's libraries are not installed.
    """
    key = (body.person, p, instants)
    if key not in _BUILT:
        if len(_BUILT) >= _KEPT:
            _BUILT.pop(next(iter(_BUILT)))
        _BUILT[key] = _build(body, p, instants)
    return _BUILT[key]


def _build(body: Body, p: Parameters, instants: int) -> Task:
    person, skeleton = body.person, human.build(body, p)
    normal = _normal(skeleton, instants, p)
    unit = person.mass_kg * GRAVITY * normal.height_m
    count = len(skeleton.names)
    none = np.zeros((instants + 1, count))
    empty = np.zeros(0)
    upright = bend(normal, NORMAL[None], p)
    cycle = (a[0, :-1] for a in (upright.angle, upright.velocity, upright.acceleration, upright.load))
    ground = footing(skeleton, *cycle)
    still = np.zeros((len(NORMAL), instants + 1, count))
    bare = Task(p, skeleton, normal, unit, person.mass_kg, none[:-1], empty, empty, none, still, ground)
    # poses a third of the way into each freedom: a secant, so that it holds over the range that is used
    far = (HIGHEST - LOWEST) * np.where(HIGHEST > NORMAL, 1.0, -1.0) / 3.0
    ways = np.concatenate([NORMAL[None], NORMAL + np.diag(far)])
    angle = bare.frames(ways).angle
    pull = skeleton.pull(angle.reshape(-1, angle.shape[-1]))
    arms = (pull.columns / unit).reshape(len(ways), instants + 1, count, -1)
    passive = (pull.passive / unit).reshape(len(ways), instants + 1, count)
    # what is stretched in the trunk of somebody who stands upright is at rest there
    trunk = [k for k, name in enumerate(skeleton.names) if name.startswith("lumbar")]
    passive[:, :, trunk] -= passive[0, -1, trunk]
    whole = np.concatenate([arms, passive[..., None]], axis=-1)
    first, slope = _even(skeleton, whole[0], (whole[1:] - whole[0]) / far[:, None, None, None])
    # in one piece each, since every step of a search multiplies them
    arms, arms_slope, passive, passive_slope = (
        np.ascontiguousarray(a) for a in (first[..., :-1], slope[..., :-1], first[..., -1], slope[..., -1])
    )
    bare = replace(
        bare,
        arms=arms,
        arms_slope=arms_slope,
        passive=passive,
        passive_slope=passive_slope,
        movements=tuple(body.muscles.movement),
    )
    asked, whole = bare.asked(NORMAL[None])[0][0], np.ones(arms.shape[-1])
    slack = share(asked, arms, whole, 0.0 * whole, whole, p.slack_cost).slack
    lacking = np.sign(slack) * np.maximum(np.abs(slack) - NO_LACK, 0.0)
    return replace(bare, base=asked[:-1], beyond=lacking)


def _even(skeleton: Human, first: FloatArray, slope: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Torques [T + 1, C, A + 1] and slopes [15, ...], with the small differences of the model's two sides taken out."""
    names, half = skeleton.names, (first.shape[-1] - 1) // 2
    other = [names.index(f"{n[:-1]}{'r' if n[-1] == 'l' else 'l'}") if n[-2:] in ("_l", "_r") else k
             for k, n in enumerate(names)]  # fmt: skip
    sign = np.array([-1.0 if n == "lumbar_bending" else 1.0 for n in names])
    actuator = np.append(np.roll(np.arange(2 * half), half), 2 * half)

    def mirror(values: FloatArray) -> FloatArray:
        cycle, standing = values[..., :-1, :, :], values[..., -1:, :, :]
        shifted = np.concatenate([np.roll(cycle, cycle.shape[-3] // 2, axis=-3), standing], axis=-3)
        return np.asarray(shifted[..., other, :][..., actuator] * sign[:, None])

    swapped = np.array([int(np.argmax(np.abs(row))) for row in mirrored(np.eye(len(NORMAL)))])
    turned = mirrored(np.ones(len(NORMAL)))[:, None, None, None]
    return 0.5 * (first + mirror(first)), 0.5 * (slope + turned * mirror(slope)[swapped])


def _normal(skeleton: Human, instants: int, p: Parameters) -> Normal:
    """The person's own normal walking: the table's at the speed that people of that height and age choose."""
    walking = skeleton.normal(instants)
    person = skeleton.person
    height_m = person.height_cm / 100
    age = 1.0 - p.speed_loss_per_year_after_60 * max(0.0, person.age_years - 60.0)
    speed = age * p.normal_speed_m_s * np.sqrt(height_m / p.normal_speed_height_m)
    ratio = float(speed / walking.speed_m_s)
    table = Normal(
        names=skeleton.q_names,
        angle=walking.q,
        standing=skeleton.standing(),
        load=walking.load,
        speed_m_s=walking.speed_m_s,
        step_m=walking.step_m,
        height_m=height_m,
    )
    return replace(table, angle=at_speed(table, ratio, p), speed_m_s=float(speed), step_m=walking.step_m * ratio**0.5)


def _smooth_share(ratio: FloatArray) -> FloatArray:
    """A ratio from 0 up, bent so that it never exceeds 1 and has no corner."""
    return np.asarray(np.where(ratio < 2.0, ratio - ratio * ratio / 4.0, 1.0))
