"""What a way of walking costs: effort, the risk of tripping, pain, and leaving one's habit.

Effort is the cost of sharing (:mod:`sciatica.movement.sharing`) over the instants of walking and standing,
in units of what the same body pays in health. What a healthy body does is taken to be its best (inverse
optimality): the slope that the effort of the healthy has at normal walking is subtracted, since what
balances it there (time, balance, the energy of swing) is not modelled. So health needs no adaptation by
construction, and illness enters only by what it changes: strength, floors, soreness, pain. Departures are
measured in a habit's own spread.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.movement.adaptation import HIGHEST, LOWEST, NORMAL, Adaptation, from_vector
from sciatica.movement.effort import Effort

Pain = Callable[[Adaptation], object]

_STEP = 1e-4


def habit_scale(p: Parameters) -> FloatArray:
    """[15] spread of each number among one person's own normal steps."""
    one = [p.habit_asymmetry, p.habit_list_deg, p.habit_flexion_deg, p.habit_speed, p.habit_step]
    two = [p.habit_hike_deg, p.habit_knee_deg, p.habit_lean_deg, p.habit_push_off, p.habit_drop_deg]
    return np.array(one + [value for value in two for _ in (0, 1)], dtype=np.float64)


def root_pain(pain: Pain, way: Adaptation, p: Parameters) -> float:
    """Pain of one way of walking; a pair (left, right) is felt in part while that leg carries.

    Raises:
        InputError: the caller's function gives something else than one or two finite numbers from 0 up.
    """
    felt = np.asarray(pain(way), dtype=np.float64)
    if felt.shape not in {(), (2,)} or not np.isfinite(felt).all() or (felt < 0).any():
        raise InputError(
            "no pain", field="pressure_by_posture", given=felt.tolist(), wanted="a number, or two, from 0 up"
        )
    # the part of the pain that comes with load grows with a leg's share of it and with how fast it comes on
    q = p.pain_with_load_share
    haste = float(way.vector[3])
    if felt.shape == ():
        return float(felt) * (1.0 - q + q * haste)
    share_of_load = np.array([1.0 - way.stance_asymmetry, 1.0 + way.stance_asymmetry])
    return float((felt * (1.0 - q + q * haste * share_of_load)).sum())


@dataclass(frozen=True)
class Cost:
    """The whole cost of a way of walking, as a function of numbers measured in the spread of habit."""

    effort: Effort
    healthy_cost: float
    healthy_slope: FloatArray
    pain: Pain | None
    p: Parameters

    @property
    def scale(self) -> FloatArray:
        """[15] units of the scaled numbers."""
        return habit_scale(self.p)

    def way(self, x: FloatArray) -> Adaptation:
        """The numbers with their units."""
        t = self.effort.task
        return from_vector(x, t.normal_speed_m_s, t.normal_step_m, t.height_m, self.p)

    def felt(self, x: FloatArray) -> float:
        """The pain at ``x``; 0 where nobody asked for it."""
        return 0.0 if self.pain is None else root_pain(self.pain, self.way(x), self.p)

    def values(self, z: FloatArray) -> FloatArray:
        """[X] the cost alone, of ``z`` [X, 15]."""
        x = np.clip(NORMAL + z * self.scale, LOWEST, HIGHEST)
        effort = self.effort.costs(x)
        return np.array(
            [
                self._sum(way, near, float(paid), self._trip(way)[0], self.felt(way))
                for way, near, paid in zip(x, z, effort, strict=True)
            ]
        )

    def __call__(self, z: FloatArray) -> tuple[float, FloatArray]:
        """Cost and gradient by ``z`` = (x - normal) / scale."""
        p, scale = self.p, self.scale
        x = np.clip(NORMAL + z * scale, LOWEST, HIGHEST)
        effort, slope = self.effort(x)
        trip, trip_slope = self._trip(x)
        here = self.felt(x)
        gradient = (slope - self.healthy_slope) / self.healthy_cost + trip_slope
        if self.pain is not None:
            gradient = gradient + p.pain_weight * self._pain_slope(x, here)
        return self._sum(x, z, effort, trip, here), gradient * scale + p.habit_weight * z

    def _sum(self, x: FloatArray, z: FloatArray, effort: float, trip: float, pain: float) -> float:
        p = self.p
        relative = (effort - float(self.healthy_slope @ (x - NORMAL))) / self.healthy_cost
        return relative + 0.5 * p.habit_weight * float(z @ z) + trip + p.pain_weight * pain

    def _trip(self, x: FloatArray) -> tuple[float, FloatArray]:
        step = _STEP * np.diag(HIGHEST - LOWEST)
        around = np.concatenate([x[None], x + step, x - step])
        lack = self.effort.task.clearance_lack_m(around) / self.p.clearance_tolerated_m
        cost = 0.5 * self.p.clearance_weight * (lack * lack).sum(1)
        return float(cost[0]), (cost[1:16] - cost[16:]) / (2 * _STEP * (HIGHEST - LOWEST))

    def _pain_slope(self, x: FloatArray, here: float) -> FloatArray:
        # one-sided, into the box, so that the caller's function is never asked outside it; steps differ, so that no
        # two effects can cancel where all that belongs to one leg is tried at once
        step = 1e-3 * (1.0 + 0.07 * np.arange(15)) * (HIGHEST - LOWEST)
        step = np.where(x + step > HIGHEST, -step, step)
        slope = np.zeros(15)
        legs = np.arange(15) >= 5
        idle = self.felt(np.where(legs, x + step, x)) == here
        for i in range(5 if idle else 15):
            moved = x.copy()
            moved[i] += step[i]
            slope[i] = (self.felt(moved) - here) / step[i]
        return slope
