"""What the muscles pay for a way of walking, and how that changes with it.

The sharing (:mod:`sciatica.movement.sharing`) gives with its solution the price of every joint moment, which is the
exact derivative of the cost by that moment; prices times activations are its derivative by the moment arms. So one
solution of the sharing and one differencing of the inverse dynamics give the whole gradient.

Muscles share each instant as if it were the only one. The discomfort of holding on (:mod:`sciatica.movement.hold`) is
read off their activation over standing and walking; its gradient is that of the sharing's solution, by one more linear
system an instant (the adjoint of its balance).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.movement import hold
from sciatica.movement.adaptation import HIGHEST, LOWEST
from sciatica.movement.sharing import Shared, share
from sciatica.movement.task import Task
from sciatica.movement.work import joints_of

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
    seconds: FloatArray
    """[A] for which a full effort can be held."""
    power: FloatArray
    """[A] by which weaker ones last longer."""
    p: Parameters
    usual: FloatArray
    """[A] discomfort of holding on in health, which nobody counts."""
    worth: float = 0.0
    """Cost of a point of discomfort; 0: holding on costs nothing."""
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
        activation = found.activation.reshape(*weights.shape, -1)
        felt = self._discomfort(activation, weights)[0]
        return np.asarray((weights * found.cost.reshape(weights.shape)).sum(1) + self.worth * felt)

    def each(self, x: FloatArray) -> FloatArray:
        """[A] discomfort that each muscle has of keeping one way of walking [15] until one shifts, points of ten."""
        level, _, _ = hold.held(self.shared(x).activation, self.task.weights(x[None])[0], self.p)
        return hold.until_a_shift(level, self.seconds, self.power, self.p)

    def __call__(self, x: FloatArray) -> tuple[float, FloatArray]:
        """Mean cost over upright time and its gradient [15]."""
        step = _STEP * (HIGHEST - LOWEST)
        around, shares = self.task.asked(np.concatenate([x[None], x + np.diag(step)]))
        moments, weights = around[0], shares[0]
        by_x, time_by_x = (around[1:] - moments) / step[:, None, None], (shares[1:] - weights) / step[:, None]
        columns = self.task.columns(x)
        found = self._share(x, moments)
        felt, by_activation, by_time = self._discomfort(found.activation, weights)
        moment_price, arm_price = self._through(found, columns, self.worth * by_activation)
        by_moment = np.tensordot(by_x, weights[:, None] * found.price + moment_price, axes=2)
        by_weight = time_by_x @ (found.cost + self.worth * by_time.sum(1))
        pulled = (weights[:, None] * self.strength * found.activation)[:, None, :] * found.price[:, :, None]
        by_arm = np.tensordot(self.task.arms_slope, pulled - arm_price, axes=3)
        return float(weights @ found.cost + self.worth * felt), by_moment + by_weight - by_arm

    def holding(self, x: FloatArray) -> float:
        """Discomfort of keeping one way of walking [15], beyond that of health, points of ten."""
        return float(self._discomfort(self.shared(x).activation, self.task.weights(x[None])[0])[0])

    def _discomfort(self, activation: FloatArray, weights: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray]:
        mass = self.task.human.part * self.strength * self.weight
        return hold.discomfort(activation, weights, mass, self.seconds, self.power, self.usual, self.p)

    def _through(self, found: Shared, columns: FloatArray, by_activation: FloatArray) -> tuple[FloatArray, FloatArray]:
        """[T, C] and [T, C, A] slopes by moments and by torques of what has slopes [T, A] by the activation."""
        drive = np.einsum("tca,tc->ta", columns, found.price) / self.weight
        free = np.where((drive > self.floor) & (drive < 1.0), 1.0 / self.weight, 0.0)
        stiff = np.einsum("tca,tda->tcd", columns * (self.strength * free)[:, None, :], columns)
        stiff += np.eye(columns.shape[1]) / self.slack_cost
        along = np.einsum("tca,ta->tc", columns, free * by_activation)
        moment_price = np.linalg.solve(stiff, along[..., None])[..., 0]
        crossed = np.einsum("tca,tc->ta", columns, moment_price)
        arm_price = (free * (by_activation - self.strength * crossed))[:, None, :] * found.price[:, :, None]
        arm_price -= (self.strength * found.activation)[:, None, :] * moment_price[:, :, None]
        return moment_price, arm_price

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
    seconds, power = hold.curves(_joints(task), p)
    return Effort(
        task=task,
        strength=by_actuator(task, strength, 1.0),
        floor=by_actuator(task, floor, 0.0),
        weight=1.0 + p.soreness_weight * by_actuator(task, sore, 0.0),
        slack_cost=p.slack_cost,
        seconds=seconds,
        power=power,
        p=p,
        usual=np.zeros_like(power),
    )


def _joints(task: Task) -> tuple[str, ...]:
    """[A] the joint by whose curve each actuator holds on; those without a name are the trunk's."""
    named = joints_of(task.movements)
    return tuple(named[row] if row >= 0 else "trunk" for row in task.human.muscle)


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
