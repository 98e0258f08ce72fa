"""What the muscles pay for a way of walking, and how that changes with it.

The sharing (:mod:`sciatica.movement.sharing`) gives with its solution the price of every joint moment, which is the
exact derivative of the cost by that moment; prices times activations are its derivative by the moment arms. So one
solution of the sharing and one differencing of the inverse dynamics give the whole gradient.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.movement.adaptation import HIGHEST, LOWEST
from sciatica.movement.sharing import Shared, share
from sciatica.movement.task import Task

_STEP = 1e-4


@dataclass
class Effort:
    """Cost of sharing for one state of the muscles; keeps its last prices to begin the next solution from."""

    task: Task
    strength: FloatArray
    """[A] share of force left."""
    floor: FloatArray
    """[A]"""
    weight: FloatArray
    """[A] 1 where nothing is sore."""
    slack_cost: float
    prices: FloatArray | None = None
    solved: bool = True

    def shared(self, x: FloatArray) -> Shared:
        """The sharing in one way of walking."""
        return self._share(x, self.task.asked(x[None])[0][0])

    def costs(self, x: FloatArray) -> FloatArray:
        """[X] mean cost over upright time of ways of walking ``x`` [X, 15], all solved together."""
        moments, weights = self.task.asked(x)
        columns, each = self.task.columns(x), (-1, *moments.shape[2:])
        begin = None if self.prices is None else np.tile(self.prices, (len(x), 1))
        found = share(
            moments.reshape(each),
            columns.reshape(-1, *columns.shape[2:]),
            self.strength,
            self.floor,
            self.weight,
            self.slack_cost,
            begin,
        )
        return np.asarray((weights * found.cost.reshape(weights.shape)).sum(1))

    def __call__(self, x: FloatArray) -> tuple[float, FloatArray]:
        """Mean cost over upright time and its gradient [15]."""
        step = _STEP * (HIGHEST - LOWEST)
        around, shares = self.task.asked(np.concatenate([x[None], x + np.diag(step)]))
        moments, weights = around[0], shares[0]
        by_x, time_by_x = (around[1:] - moments) / step[:, None, None], (shares[1:] - weights) / step[:, None]
        found = self._share(x, moments)
        by_moment = np.tensordot(by_x, weights[:, None] * found.price, axes=2)
        by_weight = time_by_x @ found.cost
        pulled = (weights[:, None] * self.strength * found.activation)[:, None, :] * found.price[:, :, None]
        by_arm = np.tensordot(self.task.arms_slope, pulled, axes=3)
        return float(weights @ found.cost), by_moment + by_weight - by_arm

    def _share(self, x: FloatArray, moments: FloatArray) -> Shared:
        found = share(
            moments, self.task.columns(x), self.strength, self.floor, self.weight, self.slack_cost, self.prices
        )
        self.prices = found.price
        self.solved = bool(found.converged.all())
        return found


def of(
    task: Task,
    strength: FloatArray,
    floor: FloatArray,
    sore: FloatArray,
    p: Parameters,
) -> Effort:
    """The muscles in one state, [M, 2] each, at one task; what has no name is strong and sound."""
    return Effort(
        task=task,
        strength=by_actuator(task, strength, 1.0),
        floor=by_actuator(task, floor, 0.0),
        weight=1.0 + p.soreness_weight * by_actuator(task, sore, 0.0),
        slack_cost=p.slack_cost,
    )


def by_actuator(task: Task, values: FloatArray, unnamed: float) -> FloatArray:
    """[A] what belongs to each actuator, of ``values`` [M, 2] by muscle."""
    row, side = task.human.muscle, task.human.side
    return np.where(row >= 0, values[np.maximum(row, 0), side], unnamed)


def by_muscle(task: Task, values: FloatArray, muscles: int) -> FloatArray:
    """[..., M, 2] mean over the parts of each muscle, of ``values`` [..., A]."""
    row, side, part = task.human.muscle, task.human.side, task.human.part
    named = np.flatnonzero(row >= 0)
    spread = np.zeros((values.shape[-1], muscles, 2))
    spread[named, row[named], side[named]] = part[named]
    return np.asarray(np.tensordot(values, spread, axes=1))
