"""One cycle of walking as it can be drawn and measured: angles, moments, powers, joints in space, load on the feet."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.movement.motion import double_support

if TYPE_CHECKING:
    from sciatica.movement.task import Task


@dataclass(frozen=True)
class Gait:
    """F instants from the contact of the right foot; the last is the one before it comes again."""

    time_s: FloatArray
    """[F]"""
    period_s: float
    """Of one stride."""
    angle_names: tuple[str, ...]
    angle_deg: FloatArray
    """[F, names] joints of the left leg, the right, the trunk; signs as in ``bones``."""
    moment_names: tuple[str, ...]
    moment_nm_kg: FloatArray
    """[F, names] of the muscles and what is passive, per body mass; positive in the sense of the angle."""
    power_w_kg: FloatArray
    """[F, names] moment times angular velocity; positive where muscles give work."""
    load: FloatArray
    """[F, 2] share of the ground's force under the left and the right foot."""
    double_support: float
    """Share of the stride with weight on both feet."""
    point_names: tuple[str, ...]
    point_m: FloatArray
    """[F, points, 3] forward, up, right."""

    def angle(self, name: str) -> FloatArray:
        """[F] one angle, degrees."""
        return np.asarray(self.angle_deg[:, self.angle_names.index(name)])

    def moment(self, name: str) -> FloatArray:
        """[F] one moment, Nm/kg."""
        return np.asarray(self.moment_nm_kg[:, self.moment_names.index(name)])

    def power(self, name: str) -> FloatArray:
        """[F] one power, W/kg."""
        return np.asarray(self.power_w_kg[:, self.moment_names.index(name)])

    def point(self, name: str) -> FloatArray:
        """[F, 3] one point, m."""
        return np.asarray(self.point_m[:, self.point_names.index(name)])

    def of_leg(self, values: FloatArray, side: int) -> FloatArray:
        """The same instants begun at the contact of the left (0) or the right (1) foot; F is even."""
        return np.asarray(np.roll(values, -(len(values) // 2) if side == 0 else 0, axis=0))


def of_way(task: Task, x: FloatArray) -> Gait:
    """The stride of one way of walking ``x`` [15], at the instants of the task."""
    frames = task.frames(x[None])
    angle, velocity = frames.angle[0, :-1], frames.velocity[0, :-1]
    names = task.human.names
    whole = task.asked(x[None])[0][0] + task.unasked(x[None])[0]
    moment = whole[:-1] * task.unit_nm / task.mass_kg
    columns = [task.normal.names.index(name) for name in names]
    pace = frames.pace[0] / frames.pace[0].sum()
    begins = np.concatenate([[0.0], np.cumsum(pace)[:-1]]) * frames.period_s[0]
    joints = slice(6, None)
    return Gait(
        time_s=begins,
        period_s=float(frames.period_s[0]),
        angle_names=task.normal.names[joints],
        angle_deg=np.degrees(angle[:, joints]),
        moment_names=names,
        moment_nm_kg=moment,
        power_w_kg=moment * velocity[:, columns],
        load=frames.load[0, :-1],
        double_support=double_support(frames.load[0, :-1], frames.pace[0]),
        point_names=task.human.point_names,
        point_m=task.human.points(angle),
    )
