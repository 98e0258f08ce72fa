"""How often somebody can raise the heel on one leg, counted on the units that are left.

The ball of the foot carries the body; the heel rises as far as the calf can hold it there. What body weight asks falls
as the heel rises, since the ankle comes nearer to over the ball; what the calf can give at that angle falls faster
(Anderson 2007, doi:10.1016/j.jbiomech.2007.03.022), so its greatest height is where the two meet, and tiring lowers
it. Each unit of each muscle that pulls tires by its own work (``muscle.fatigue``), the small ones first called upon
and the large ones first to fail. The count ends when the heel no longer comes near its first height, or not visibly off
the floor. That raises end by lost height rather than lost force was seen (Österberg et al. 1998, Clinical Biomechanics
13:344).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.body import Body
from sciatica.cord import axons, pools
from sciatica.core.parameters import Parameters, ParameterSet
from sciatica.core.types import FloatArray
from sciatica.exam.bedside import HeelRaises
from sciatica.movement.strength import greatest
from sciatica.movement.tables import strength as torque_curve
from sciatica.muscle import fatigue, people
from sciatica.muscle import units as motor_units
from sciatica.muscle.strength import innervated
from sciatica.nerve.conduct import Channels

MOVEMENT = "ankle_plantarflexion"
MOST = 100
"""Raises at which the examiner stops counting."""
_HEIGHTS_RAD = np.linspace(0.0, 0.9, 181)
_PHASES = np.array([0.1, 0.3, 0.5, 0.7, 0.9])
_DRIVES = np.linspace(0.0, 1.0, 129)


@dataclass(frozen=True)
class Calf:
    """The units that plantarflex one foot, and what a pitch of the foot asks and allows; weight times height is 1."""

    pull: FloatArray
    """[U] torque of each rested unit as a share of the healthy greatest."""
    loss_per_s: FloatArray
    recovery_per_s: FloatArray
    threshold: FloatArray
    """[U] drive at which each is recruited."""
    asked: FloatArray
    """[H] torque that body weight asks at each pitch, in the greatest of the healthy."""
    given: FloatArray
    """[H] torque that the rested healthy calf can give there, in its greatest at the best angle."""


@dataclass(frozen=True)
class Raises:
    """One leg, raise by raise."""

    count: int
    first_rad: float
    """Pitch of the foot at the top of the first raise."""
    torque_left: float
    """Greatest torque at the end over that at the beginning."""


def heel_raises(
    body: Body, channels: Channels, strength: FloatArray, posture: int, parameters: ParameterSet
) -> HeelRaises:
    """Single-leg heel raises of both sides, and those of the same person in health.

    Args:
        body: the person.
        channels: what each fibre does in each posture.
        strength: [M, 2] share of healthy strength; what rates and blocks leave of the units stands in it.
        posture: in which the raises are made (standing).
        parameters: the constants of ``cord``, ``muscle``, ``movement`` and ``exam``.
    """
    made = pools.build(body, parameters.cord)
    healthy = motor_units.build(body.muscles, parameters.muscle, made.units_per_pool)
    path = body.fibres.path_mm
    spared = axons.spared(made, channels, path)
    now = innervated(made, healthy, channels, channels.lost_days, parameters, spared=spared)
    open_ = (spared | channels.passes[made.fibre, posture]).reshape(now.size.shape)
    exam, muscle = parameters.exam, parameters.muscle
    whole = raise_heel(calf(body, healthy, np.ones_like(healthy.size), made.threshold, parameters), exam, muscle, None)
    count = np.zeros(2)
    for side in (0, 1):
        share = now.size[:, side] * open_[:, side]
        left = (healthy.strength * share).sum(axis=1)
        scale = np.divide(strength[:, side], left, out=np.zeros(len(left)), where=left > 0.0)
        mine = calf(body, healthy, share[:, None] * scale[:, None, None], made.threshold, parameters)
        count[side] = raise_heel(mine, exam, muscle, whole.first_rad).count
    return HeelRaises(count, float(whole.count))


def calf(
    body: Body, units: motor_units.Units, size: FloatArray, threshold: FloatArray, parameters: ParameterSet
) -> Calf:
    """The calf of one side; ``size`` [M, 1 or 2, n] is each unit's force over that of the healthy one."""
    p, person = parameters.exam, body.person
    count = len(body.muscles)
    lever = np.array([people.torque_nm(body, MOVEMENT, parameters.muscle, row) for row in np.eye(count)])
    rows = np.flatnonzero(lever)
    weight = lever[rows] / lever.sum()
    loss, recovery = (units.fatigue_per_s[rows], np.repeat(units.recovery_per_s[rows, None], len(threshold), axis=1))
    curve = torque_curve(person.sex, person.age_years)[MOVEMENT]
    most = greatest(person, parameters.movement)[MOVEMENT]
    up = _HEIGHTS_RAD
    return Calf(
        pull=(weight[:, None] * units.strength * size[rows, 0]).ravel(),
        loss_per_s=loss.ravel(),
        recovery_per_s=recovery.ravel(),
        threshold=np.tile(threshold, len(rows)),
        asked=(p.ball_lever * np.cos(up) - p.ankle_height * np.sin(up)) / most,
        given=curve.share(-up),
    )


def raise_heel(leg: Calf, exam: Parameters, muscle: Parameters, healthy_rad: float | None) -> Raises:
    """Raises the heel until it comes no longer high enough.

    Args:
        leg: the calf.
        exam, muscle: parameters of the rooms.
        healthy_rad: height (pitch of the foot) of the same person's first raise in health; its own if None.
    """
    capacity = np.ones(len(leg.pull))
    first = _highest(leg, capacity)
    least = max(exam.heel_raise_kept * first, exam.heel_raise_least * (first if healthy_rad is None else healthy_rad))
    count = 0
    step_s = 0.5 * exam.heel_raise_period_s / len(_PHASES)
    while count < MOST:
        top = _highest(leg, capacity)
        if top <= 0.0 or top < least:
            break
        for phase in (*_PHASES, *_PHASES[::-1]):
            wanted = float(np.interp(phase * top, _HEIGHTS_RAD, leg.asked / np.maximum(leg.given, 1e-9)))
            work = _work(leg, capacity, wanted)
            capacity = fatigue.advance(capacity, work, leg.loss_per_s, leg.recovery_per_s, step_s, muscle)
        count += 1
    return Raises(count, first, float((leg.pull * capacity).sum() / max(leg.pull.sum(), 1e-12)))


def _highest(leg: Calf, capacity: FloatArray) -> float:
    """Largest pitch that the units can hold, rad; 0 where they do not lift the heel at all."""
    enough = float((leg.pull * capacity).sum()) * leg.given - leg.asked
    if enough[0] < 0.0:
        return 0.0
    short = np.flatnonzero(enough < 0.0)
    if not short.size:
        return float(_HEIGHTS_RAD[-1])
    i = int(short[0])
    share = enough[i - 1] / (enough[i - 1] - enough[i])
    return float(_HEIGHTS_RAD[i - 1] + share * (_HEIGHTS_RAD[i] - _HEIGHTS_RAD[i - 1]))


def _work(leg: Calf, capacity: FloatArray, wanted: float) -> FloatArray:
    """[U] force of each unit over its own tetanus when the drive is what gives the wanted torque."""
    ramp = np.clip((_DRIVES[:, None] - leg.threshold) / (1.0 - leg.threshold.max()), 0.0, 1.0)
    total = ramp @ (leg.pull * capacity)
    drive = float(np.interp(wanted, total, _DRIVES))
    level = np.clip((drive - leg.threshold) / (1.0 - leg.threshold.max()), 0.0, 1.0)
    return np.asarray(level * capacity)
