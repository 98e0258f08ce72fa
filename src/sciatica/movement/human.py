"""One person's skeleton: normal walking and standing, the moments of any motion, and what the muscles can do.

Bones and muscle paths come from :mod:`sciatica.movement.anatomy`, the moments from :mod:`sciatica.movement.bones` and
:mod:`sciatica.movement.ground`. Muscles of the model are stronger than people; therefore only their proportions,
moment arms and length curves are taken from it, and one scale a movement is found so that the greatest torque in
each direction, at its best angle and with all helpers, is what people measure (:func:`strength.greatest`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from sciatica.body import Body
from sciatica.core.parameters import Parameters
from sciatica.core.person import Person
from sciatica.core.types import FloatArray, IntArray
from sciatica.movement import anatomy, ground
from sciatica.movement.bones import FEET, GRAVITY, Q_NAMES, Bones, flow, rates, soles, torques
from sciatica.movement.limits import check_person
from sciatica.movement.pull import SHARED, Pull, Pulling, arrange
from sciatica.movement.tables import walking

NAMES: Final = tuple(Q_NAMES[c] for c in SHARED)
POINTS: Final = (
    *("pelvis", "lumbar", "neck", "head", "hip_l", "knee_l", "ankle_l", "heel_l", "ball_l", "toe_l"),
    *("hip_r", "knee_r", "ankle_r", "heel_r", "ball_r", "toe_r", "shoulder_l", "shoulder_r"),
)


@dataclass(frozen=True)
class Motion:
    """Normal walking over one cycle from the contact of the right foot, T even instants."""

    q: FloatArray
    """[T, Q]; the mean travel of ``pelvis_tx`` is taken out."""
    load: FloatArray
    """[T, 2] share of the weight under the left and right foot."""
    period_s: float
    speed_m_s: float
    step_m: float


@dataclass(frozen=True)
class Dynamics:
    """F frames."""

    torque: FloatArray
    """[F, C] moment that muscles must give, Nm, positive in the direction of the coordinate."""
    ground_force_n: FloatArray
    """[F, 2, 3] left, right; forward, up, to the right."""
    pressure_m: FloatArray
    """[F, 2, 3] where it acts."""
    centre_m: FloatArray
    """[F, 3] centre of mass of the body."""


@dataclass(frozen=True)
class Human:
    """One person; build with :func:`build`."""

    person: Person
    p: Parameters
    bones: Bones
    pulling: Pulling
    notes: tuple[str, ...]

    q_names: tuple[str, ...] = Q_NAMES
    names: tuple[str, ...] = NAMES
    point_names: tuple[str, ...] = POINTS

    @property
    def muscle(self) -> IntArray:
        """[A] row of the body's muscles, -1 for those without a name there."""
        return self.pulling.muscle

    @property
    def side(self) -> IntArray:
        """[A] 0 left, 1 right."""
        return self.pulling.side

    @property
    def part(self) -> FloatArray:
        """[A] an actuator's share of its muscle's force; load of a muscle is the sum of share times activation."""
        return self.pulling.part

    def normal(self, frames: int) -> Motion:
        """The measured motion at this person's size, and speed in proportion to the root of height."""
        table = walking()
        scale = self.person.height_cm / 100 / self.p.walker_height_m
        q = _resampled(table.q, frames)
        q[:, :3] *= scale
        load = np.clip(_resampled(table.load, frames), 0.0, 1.0)
        load[load < self.p.contact_load_least] = 0.0
        load /= load.sum(1, keepdims=True)
        step_m = table.speed_m_s * table.period_s / 2 * scale
        return Motion(q, load, table.period_s * float(np.sqrt(scale)), table.speed_m_s * float(np.sqrt(scale)), step_m)

    def standing(self) -> FloatArray:
        """[Q] upright on both feet, the body's weight ahead of the ankles, that of the trunk ahead of its pivot."""
        height_m = self.person.height_cm / 100
        q = np.zeros(len(Q_NAMES))
        q[1] = walking().q[:, 1].mean() * height_m / self.p.walker_height_m
        ankle, lumbar = self.p.standing_ankle_lever * height_m, self.p.standing_lumbar_lever * height_m
        lean = bend = 0.0
        for _ in range(30):
            q[[10, 15]], q[[6, 11]], q[16] = lean, -lean, -bend
            moving = flow(self.bones, q[None])
            trunk = (moving.turn[7, 0] @ self.bones.centre[7])[0]
            ahead = moving.centre[0, 0] - moving.origin[FEET[0], 0, 0]
            lean += (ankle - ahead) / (0.5 * height_m)
            bend += (lumbar - trunk) / (0.15 * height_m)
        heel, ball, _ = soles(self.bones, flow(self.bones, q[None]))
        q[1] -= 0.5 * float((heel[..., 1] + ball[..., 1]).mean())
        return q

    def dynamics(self, q: FloatArray, qd: FloatArray, qdd: FloatArray, load: FloatArray) -> Dynamics:
        """Moments and forces of a motion; the ground gives all that the floating body needs.

        Args:
            q: [F, Q] coordinates, m and rad.
            qd: [F, Q] rates per second.
            qdd: [F, Q] rates of those.
            load: [F, 2] share of the weight under the left and right foot.
        """
        moving = flow(self.bones, q, qd, qdd)
        floor = ground.share(self.bones, moving, load, self.p)
        found = torques(self.bones, q, moving, floor.force, floor.about)
        return Dynamics(found[:, list(SHARED)], floor.force, floor.centre, moving.centre)

    def pull(self, q: FloatArray) -> Pull:
        """What each muscle can do at poses ``q`` [F, Q], and what it gives unasked when stretched."""
        return self.pulling.at(q)

    def columns(self, q: FloatArray) -> FloatArray:
        """[F, C, A] Nm of each actuator at full activation and full strength."""
        return self.pull(q).columns

    def points(self, q: FloatArray) -> FloatArray:
        """[F, P, 3] m, in the order of ``POINTS``: for drawing and for the height of the toes."""
        moving = flow(self.bones, q)
        heel, ball, toe = soles(self.bones, moving)
        up = self.person.height_cm / 100 / anatomy.MODEL_HEIGHT_M
        trunk = [moving.origin[7] + moving.turn[7] @ np.array([0.0, y * up, 0.0]) for y in (0.44, 0.70)]
        found = [moving.origin[0], moving.origin[7], *trunk]
        for side, first in ((0, 1), (1, 4)):
            found += [moving.origin[first + k] for k in range(3)]
            found += [heel[:, side], ball[:, side], toe[:, side]]
        found += [moving.origin[7] + moving.turn[7] @ np.array([0.007, 0.342, z]) * up for z in (-0.17, 0.17)]
        return np.stack(found, axis=1)


def _resampled(values: FloatArray, frames: int) -> FloatArray:
    """A periodic table [T, ...] at another number of instants, through its Fourier series."""
    count = values.shape[0]
    series = np.fft.rfft(values, axis=0)[: frames // 2 + 1]
    whole = np.zeros((frames // 2 + 1, *values.shape[1:]), dtype=complex)
    whole[: series.shape[0]] = series
    if frames % 2 == 0:
        whole[-1] = 0.0
    return np.asarray(np.fft.irfft(whole, frames, axis=0) * (frames / count))


def build(body: Body, p: Parameters) -> Human:
    """One person's skeleton.

    Raises:
        InputError: a person to whom it cannot be scaled.
        ModuleNotFoundError: mujoco or myo-sim is not installed.
    """
    notes = check_person(body.person, p)
    bones = anatomy.bones(body.person)
    return Human(body.person, p, bones, arrange(body, p), notes)


__all__ = ["GRAVITY", "NAMES", "POINTS", "Dynamics", "Human", "Motion", "build", "rates"]
