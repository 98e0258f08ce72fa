"""Who pulls how hard: muscles share given joint moments at the least sum of squared activation.

For each instant, with activation a in [floor, 1] as a share of what a muscle still has (its strength s),
column b of torques at full strength, and x the moments nobody can give,

    minimise  1/2 sum_i s_i p_i a_i^2 + k/2 sum_j x_j^2   so that   sum_i s_i b_i a_i + x = torque.

The square is the classic criterion of static optimisation (Anderson & Pandy 2001,
doi:10.1016/S0021-9290(00)00155-X). Weighing it by the surviving share s (the mass of muscle that works)
makes the drive a_i = b_i . lambda / p_i the same function of the joint moments' price lambda whatever has
died: a denervated muscle is driven as its neighbours are, and a theorem follows that for one and the same
task no weaker muscle is ever loaded less. p > 1 is soreness. A guarding floor is a drive that is always on
and must be paid by the antagonists.

Solved exactly through its dual, a smooth convex function of one price a coordinate, by a damped Newton
method, all instants at once; the prices are at the same time the gradient of the cost with respect to the
moments.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.core.types import BoolArray, FloatArray

_BALANCED = 1e-9
"""Imbalance of moments, in their units, up to which the sharing counts as solved."""


@dataclass(frozen=True)
class Shared:
    """T instants, C coordinates, A actuators."""

    activation: FloatArray
    """[T, A] share of available strength."""
    slack: FloatArray
    """[T, C] moment that nobody could give, in the units of ``torque``."""
    price: FloatArray
    """[T, C] derivative of ``cost`` by ``torque``."""
    cost: FloatArray
    """[T]"""
    converged: BoolArray
    """[T]"""


def share(
    torque: FloatArray,
    columns: FloatArray,
    strength: FloatArray,
    floor: FloatArray,
    weight: FloatArray,
    slack_cost: float,
    start: FloatArray | None = None,
    iterations: int = 100,
    tolerance: float = 1e-13,
) -> Shared:
    """Share moments among muscles.

    Args:
        torque: [T, C] moments asked for.
        columns: [T, C, A] moment of each actuator at full activation and full strength.
        strength: [A] surviving share, 0 .. 1.
        floor: [A] least activation, 0 .. 1.
        weight: [A] cost weight, 1 for a muscle that does not hurt.
        slack_cost: k, in activation^2 / torque^2.
        start: [T, C] prices to begin from.
        iterations: most Newton steps.
        tolerance: largest imbalance of moments left, as a share of 1 + the greatest of ``torque``.
    """
    price = np.zeros_like(torque) if start is None else start.copy()
    reluctance = 1.0 / slack_cost
    eye = reluctance * np.eye(torque.shape[1])

    def state(at: FloatArray, torque: FloatArray, columns: FloatArray) -> tuple[FloatArray, ...]:
        drive = np.einsum("tca,tc->ta", columns, at)
        a = np.clip(drive / weight, floor, 1.0)
        gradient = np.einsum("tca,ta->tc", columns, strength * a) + reluctance * at - torque
        dual = (strength * (drive * a - 0.5 * weight * a * a)).sum(1)
        dual = dual + 0.5 * reluctance * (at * at).sum(1) - (at * torque).sum(1)
        return drive, a, gradient, dual

    drive, a, gradient, dual = state(price, torque, columns)
    enough = tolerance * (1.0 + np.abs(torque).max(1))
    stalled = np.zeros(len(torque), dtype=bool)
    for _ in range(iterations):
        # instants know nothing of one another: those that are done are left alone
        rows = np.flatnonzero((np.abs(gradient).max(1) > enough) & ~stalled)
        if not len(rows):
            break
        at, asked, mine = price[rows], torque[rows], columns[rows]
        wanted = drive[rows] / weight
        free = (wanted > floor) & (wanted < 1.0)
        curvature = (mine * (free * strength / weight)[:, None, :]) @ mine.swapaxes(1, 2) + eye
        step = -np.linalg.solve(curvature, gradient[rows][..., None])[..., 0]
        slope, here = (gradient[rows] * step).sum(1), dual[rows]
        length = np.ones(len(rows))
        for _ in range(30):
            trial = at + length[:, None] * step
            new = state(trial, asked, mine)
            worse = new[3] > here + 1e-4 * length * slope + 1e-15 * np.abs(here)
            if not worse.any():
                break
            length = np.where(worse, 0.5 * length, length)
        stalled[rows] = np.abs(trial - at).max(1) <= 1e-15 * np.abs(at).max(1)
        price[rows] = trial
        drive[rows], a[rows], gradient[rows], dual[rows] = new
    return Shared(
        activation=a,
        slack=reluctance * price,
        price=price,
        cost=-dual,
        converged=np.abs(gradient).max(1) <= _BALANCED * (1.0 + np.abs(torque).max(1)),
    )
