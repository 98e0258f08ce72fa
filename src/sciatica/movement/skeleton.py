"""Moments that standing and walking ask of the joints, and how they change with the way of walking.

A quasi-static lumped body, sagittal and frontal: the measured moments of one normal cycle (``tables.gait``)
carried to another size and speed, plus what gravity and inertia of the segments add when trunk, pelvis,
knee or foot are held otherwise. It is not predictive locomotion: the motion away from normal is described
by fifteen numbers, and balance is not simulated.

All torques are in body weight times height. Masses: Plagenhoef 1983 (doi:10.1080/02701367.1983.10605290);
lengths: Drillis & Contini as in Winter 2009 (doi:10.1002/9780470549148). Loss of push-off is work that
others must do: hip of the same side, hip and knee of the leading leg (Lewis & Ferris 2008,
doi:10.1016/j.jbiomech.2008.05.013; Huang 2015, doi:10.1242/jeb.113910).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.person import Person
from sciatica.core.types import FloatArray
from sciatica.movement import tables

INSTANTS = 50
GRAVITY = 9.80665


@dataclass(frozen=True)
class Task:
    """What one person's standing and walking ask; build with :func:`build`."""

    p: Parameters
    speed_over_table: float
    """The person's normal speed over that of the table, both per root of height."""
    base: FloatArray
    """[50, 10] moments of the table by coordinate."""
    stance: FloatArray
    """[50, 2] 1 while that leg carries."""
    load: FloatArray
    """[50, 2] share of the ground reaction under that leg."""
    angle_rad: FloatArray
    """[51, 10] joint angles; the last row is standing."""
    normal_speed_m_s: float
    normal_step_m: float
    height_m: float

    def weights(self, x: FloatArray) -> FloatArray:
        """[..., 51] share of the time spent in each instant of the cycle, then in standing."""
        tilt = x[..., 0, None] * (self.load[:, 1] - self.load[:, 0])
        walking = (1.0 - self.p.standing_share) * (1.0 + tilt) / INSTANTS
        standing = np.full((*x.shape[:-1], 1), self.p.standing_share)
        return np.concatenate([walking, standing], axis=-1)

    def moments(self, x: FloatArray) -> FloatArray:
        """[X, 51, 10] moments for ways of walking ``x`` [X, 15]."""
        return np.concatenate([self._walking(x), self._standing(x)[:, None, :]], axis=1)

    def clearance_lack_m(self, x: FloatArray) -> FloatArray:
        """[X, 2] how much the swinging toe lacks of its normal height over the ground, in m."""
        p = self.p
        hike, knee, drop = (np.radians(x[:, i : i + 2]) for i in (5, 7, 13))
        won = knee * (p.clearance_by_knee_m_rad + 0.5 * p.clearance_by_hip_m_rad)
        won = won + 2 * p.half_hip_width_share_of_height * p.table_height_m * np.sin(hike)
        lost = p.clearance_by_ankle_m_rad * drop
        return np.maximum((lost - won) * self.height_m / p.table_height_m, 0.0)

    def _walking(self, x: FloatArray) -> FloatArray:
        p = self.p
        n = x.shape[0]
        speed, step = x[:, 3], x[:, 4]
        asymmetry = x[:, 0]
        m = np.repeat(self.base[None], n, axis=0)
        # the leg swings while the other stands, and stance on a spared leg is short
        hurry = np.stack([(1.0 + asymmetry) ** -2, (1.0 - asymmetry) ** -2], axis=1)
        grows = {0: p.hip_speed_slope, 4: p.knee_speed_slope, 6: p.ankle_speed_slope, 2: 0.0}
        reach = {0: p.hip_step_slope, 4: p.hip_step_slope, 6: p.ankle_step_slope, 2: 0.0}
        for c in (0, 2, 4, 6):
            by_speed = np.maximum(1.0 + grows[c] * (speed * self.speed_over_table - 1.0), 0.05)
            by_step = 1.0 + reach[c] * (step - 1.0)
            for s in (0, 1):
                standing = by_step[:, None] * self.stance[:, s]
                swinging = (hurry[:, s] / step)[:, None] * (1.0 - self.stance[:, s])
                m[:, :, c + s] *= by_speed[:, None] * (standing + swinging)
        self._push_off(m, x)
        self._foot(m, x)
        self._swing(m, x, hurry)
        self._trunk(m, x, self.load)
        return m

    def _push_off(self, m: FloatArray, x: FloatArray) -> None:
        p = self.p
        for s in (0, 1):
            late = _window("ramp", s, 0.30, 0.42)
            pushing = np.minimum(m[:, :, 6 + s], 0.0) * late * self.stance[:, s]
            lost = 1.0 - x[:, 11 + s]
            m[:, :, 6 + s] -= lost[:, None] * pushing
            # the work of the step grows with the square of speed and of step length (Donelan, Kuo)
            work = lost * -pushing.min(1) * x[:, 3] ** 2 * x[:, 4] ** 2
            after = _window("bump", s, 0.60, 0.12)
            m[:, :, 0 + s] += p.push_off_to_hip_flexion * work[:, None] * after
            lead = _window("bump", s, 0.62, 0.12)
            m[:, :, 1 - s] -= p.push_off_to_leading_hip * work[:, None] * lead
            m[:, :, 5 - s] -= p.push_off_to_leading_knee * work[:, None] * lead

    def _foot(self, m: FloatArray, x: FloatArray) -> None:
        p = self.p
        for s in (0, 1):
            swing = 1.0 - self.stance[:, s]
            landing = _window("bump", s, 0.05, 0.07) * self.stance[:, s]
            drop = x[:, 13 + s, None]
            lifting = np.maximum(m[:, :, 6 + s], 0.0)
            m[:, :, 6 + s] += p.passive_ankle_torque * swing
            m[:, :, 6 + s] -= drop / p.hanging_foot_deg * (lifting + p.passive_ankle_torque) * swing
            # a foot that comes down flat has no heel lever to be lowered over
            m[:, :, 6 + s] -= _smooth_share(drop / p.flat_landing_deg) * lifting * landing

    def _swing(self, m: FloatArray, x: FloatArray, hurry: FloatArray) -> None:
        p = self.p
        for s in (0, 1):
            knee = np.radians(x[:, 7 + s])[:, None]
            early = _window("bump", s, 0.68, 0.12)
            middle = 1.0 - self.stance[:, s]
            haste = (hurry[:, s] * x[:, 3] / x[:, 4] ** 2)[:, None]
            m[:, :, 0 + s] += knee * (p.extra_hip_gravity * middle + p.extra_hip_inertia * haste * early)
            m[:, :, 4 + s] += knee * (p.extra_knee_gravity * middle + p.extra_knee_inertia * haste * early)
            raised = np.radians(x[:, 5 + s])[:, None] * p.hike_stiffness * middle
            side = -1.0 if s == 0 else 1.0
            m[:, :, 9] += side * raised
            m[:, :, 3 - s] -= raised
            lean = np.sin(np.radians(x[:, 9 + s]))[:, None] * self.stance[:, s] * (1.0 - self.stance[:, 1 - s])
            m[:, :, 2 + s] += p.trunk_mass_share * p.trunk_height_over_hip * lean
            m[:, :, 9] -= side * p.upper_mass_share * p.upper_height_over_lumbar * lean

    def _trunk(self, m: FloatArray, x: FloatArray, load: FloatArray) -> None:
        p = self.p
        list_ = np.sin(np.radians(x[:, 1]))[:, None]
        forward = np.sin(np.radians(x[:, 2]))[:, None]
        upper = p.upper_mass_share * p.upper_height_over_lumbar
        m[:, :, 8] += upper * forward
        m[:, :, 9] -= upper * list_
        for s, side in ((0, -1.0), (1, 1.0)):
            m[:, :, 0 + s] -= upper * forward * load[:, s]
            m[:, :, 2 + s] += side * p.trunk_mass_share * p.trunk_height_over_hip * list_ * load[:, s]

    def _standing(self, x: FloatArray) -> FloatArray:
        p = self.p
        m = np.zeros((x.shape[0], 1, 10))
        half = np.stack([0.5 - x[:, 0] / 2, 0.5 + x[:, 0] / 2], axis=1)
        for s in (0, 1):
            m[:, 0, 6 + s] = -p.standing_ankle_lever * half[:, s]
        upper = p.upper_mass_share * p.upper_height_over_lumbar
        m[:, 0, 8] = p.upper_mass_share * p.standing_lumbar_lever + upper * np.sin(np.radians(x[:, 2]))
        m[:, 0, 9] = -upper * np.sin(np.radians(x[:, 1]))
        for s in (0, 1):
            m[:, 0, 0 + s] = -upper * np.sin(np.radians(x[:, 2])) * half[:, s]
        return m[:, 0]


@cache
def _window(kind: Literal["bump", "ramp"], side: int, a: float, b: float) -> FloatArray:
    """[50] a window over the cycle of one leg; read only."""
    right = _bump(a, b) if kind == "bump" else _ramp(a, b)
    found = np.roll(right, INSTANTS // 2 if side == 0 else 0)
    found.flags.writeable = False
    return found


def _smooth_share(ratio: FloatArray) -> FloatArray:
    """A ratio from 0 up, bent so that it never exceeds 1 and has no corner."""
    return np.asarray(np.where(ratio < 2.0, ratio - ratio * ratio / 4.0, 1.0))


def _bump(centre: float, half_width: float) -> FloatArray:
    """[50] a raised cosine round a share of the cycle of the right leg."""
    t = (np.arange(INSTANTS) / INSTANTS - centre + 0.5) % 1.0 - 0.5
    return np.where(np.abs(t) < half_width, 0.5 + 0.5 * np.cos(np.pi * t / half_width), 0.0)


def _ramp(begin: float, end: float) -> FloatArray:
    """[50] 0 before, 1 after, linear between."""
    return np.clip((np.arange(INSTANTS) / INSTANTS - begin) / (end - begin), 0.0, 1.0)


def build(person: Person, p: Parameters) -> Task:
    """The task of one person at that person's own normal speed and step."""
    table = tables.gait()
    height_m = person.height_cm / 100
    shift = INSTANTS // 2
    unit = 1.0 / (GRAVITY * p.table_height_m)
    base = np.zeros((INSTANTS, 10))
    angle = np.zeros((INSTANTS + 1, 10))
    for c, joint in enumerate(tables.JOINTS):
        column = table.moment_nm_kg[joint] * unit
        base[:, 2 * c], base[:, 2 * c + 1] = np.roll(column, shift), column
        if joint in table.angle_deg:
            degrees = np.radians(table.angle_deg[joint])
            angle[:-1, 2 * c], angle[:-1, 2 * c + 1] = np.roll(degrees, shift), degrees
    lumbar = table.moment_nm_kg["lumbar_extension"] * unit
    bending = table.moment_nm_kg["lumbar_bending"] * unit
    base[:, 8] = (lumbar + np.roll(lumbar, shift)) / 2
    base[:, 9] = (bending - np.roll(bending, shift)) / 2
    angle[-1, 6:8] = np.radians(p.standing_ankle_deg)
    reaction = np.stack([np.roll(table.ground_reaction, shift), table.ground_reaction], axis=1)
    per_root_height = p.normal_speed_m_s / np.sqrt(p.normal_speed_height_m)
    age = 1.0 - p.speed_loss_per_year_after_60 * max(0.0, person.age_years - 60.0)
    return Task(
        p=p,
        speed_over_table=float(age * per_root_height / (p.table_speed_m_s / np.sqrt(p.table_height_m))),
        base=base,
        stance=np.clip(reaction / 0.2, 0.0, 1.0),
        load=reaction / reaction.sum(1, keepdims=True),
        angle_rad=angle,
        normal_speed_m_s=float(age * per_root_height * np.sqrt(height_m)),
        normal_step_m=float(np.sqrt(age) * p.normal_step_share_of_height * height_m),
        height_m=height_m,
    )
