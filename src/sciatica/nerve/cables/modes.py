"""The internode as a few independent exponentials, exact for a voltage that is straight within a step.

Between two nodes the double cable is linear and does not change with time, so G φ = λ C φ turns its twenty
states into twenty scalars, each driven by the sum (even modes) or the difference (odd modes) of the two
node voltages. The two parities are solved apart: across them several modes nearly coincide, and a solver
that mixes them breaks conduction without a word. Within a parity, modes faster than the step are a
conductance and a capacitance; the slow ones are merged by balanced truncation, which for a symmetric system
is one eigenproblem of its Gramian, the cross-Gramian.

For u = V_left ± V_right straight within a step, a mode obeys z' = E z + p (a u + b u') exactly, and so does
its mean. Scaling the state by its weight in the mean current and moving it by b u leaves one multiply-add a
step, without u'.
"""

from dataclasses import dataclass

import numpy as np

from sciatica.core.types import BoolArray, FloatArray
from sciatica.nerve.cables.mrg2002 import Internode

SETTLED_STEPS = 0.04


@dataclass(frozen=True)
class Parity:
    """Modes of one parity: current into the left node is the sum over k of weight_k z_k."""

    rate_per_ms: FloatArray  # [k]
    weight: FloatArray  # [k]
    dropped_us: float
    dropped_nf: float

    @property
    def steady_us(self) -> float:
        """Conductance at rest."""
        return float(np.sum(self.weight**2 / self.rate_per_ms)) + self.dropped_us


@dataclass(frozen=True)
class Modes:
    """An internode seen from its two nodes; `even` and `odd` in the sum and the difference of their
    voltages."""

    even: Parity
    odd: Parity
    axial_us: float
    leak_drive_us: float  # current into each node for one mV of shift of the internodal leak reversal


def split(internode: Internode) -> Modes:
    """Return all modes of a symmetric internode, unreduced, the slowest first."""
    n = len(internode.leak_us)
    half = np.eye(n)[: n // 2]
    drive = np.zeros(2 * n)
    drive[0] = drive[n - 1] = internode.axial_us
    parities = []
    for sign in (1.0, -1.0):
        basis = np.kron(np.eye(2), (half + sign * half[:, ::-1])) / np.sqrt(2.0)
        reduced_g = basis @ internode.conductance @ basis.T
        reduced_c = basis @ internode.capacitance @ basis.T
        root = np.linalg.inv(np.linalg.cholesky(reduced_c))
        rates, turned = np.linalg.eigh(root @ reduced_g @ root.T)
        shapes = root.T @ turned
        left = np.zeros(2 * n)
        left[0] = internode.axial_us
        weight = shapes.T @ basis @ left
        parities.append(Parity(rates, weight, 0.0, 0.0))
    shifted = np.concatenate([internode.leak_us, -internode.leak_us])
    held = np.linalg.solve(internode.conductance, shifted)
    return Modes(parities[0], parities[1], internode.axial_us, float(internode.axial_us * held[0]))


def _take(parity: Parity, which: BoolArray) -> Parity:
    return Parity(parity.rate_per_ms[which], parity.weight[which], 0.0, 0.0)


def _gramian(parity: Parity) -> FloatArray:
    """Return the cross-Gramian of dz/dt = -Λ z + p u, i = pᵀ z: p_i p_j / (λ_i + λ_j)."""
    rate, weight = parity.rate_per_ms, parity.weight
    return np.asarray(np.outer(weight, weight) / (rate[:, None] + rate[None, :]))


def _merged(parity: Parity, kept: int) -> Parity:
    """Merge modes by balanced truncation; the conductance that is lost stays as one, so that rest is
    exact."""
    rate, weight = parity.rate_per_ms, parity.weight
    if kept >= len(rate):
        return parity
    _, vectors = np.linalg.eigh(_gramian(parity))
    held = vectors[:, len(rate) - kept :]
    new_rate, turn = np.linalg.eigh(held.T @ (rate[:, None] * held))
    new_weight = turn.T @ held.T @ weight
    lost = float(np.sum(weight**2 / rate) - np.sum(new_weight**2 / new_rate))
    return Parity(new_rate, new_weight, lost, 0.0)


def needed(parity: Parity, step_ms: float, tolerance: float) -> int:
    """Return how many modes to keep: the quick ones, and of the slow ones all but `tolerance` of their
    Hankel sum."""
    tau = 1.0 / parity.rate_per_ms
    slow = _take(parity, tau > step_ms)
    hankel = np.maximum(np.linalg.eigvalsh(_gramian(slow)), 0.0)
    merged = int(np.sum(np.cumsum(hankel) > tolerance * np.sum(hankel)))
    return int(np.sum((tau <= step_ms) & (tau > SETTLED_STEPS * step_ms))) + merged


def reduce(parity: Parity, kept: int, step_ms: float) -> Parity:
    """Return exactly `kept` modes for a step in ms.

    Modes slower than the step are merged, those within it kept, those below a twenty-fifth settled into
    a conductance and a capacitance. Modes too few are made up by modes without weight, so that all
    internodes of a batch have as many.
    """
    tau = 1.0 / parity.rate_per_ms
    quick = _take(parity, (tau <= step_ms) & (tau > SETTLED_STEPS * step_ms))
    slow = _merged(_take(parity, tau > step_ms), kept - len(quick.weight))
    settled = _take(parity, tau <= SETTLED_STEPS * step_ms)
    empty = kept - len(quick.weight) - len(slow.weight)
    return Parity(
        np.r_[slow.rate_per_ms, quick.rate_per_ms, np.ones(empty)],
        np.r_[slow.weight, quick.weight, np.zeros(empty)],
        slow.dropped_us + settled.steady_us,
        float(np.sum(settled.weight**2 / settled.rate_per_ms**2)),
    )


@dataclass(frozen=True)
class Stepped:
    """One parity at one step: y' = decay y + drive u; mean current = sum of y + before u + after u'."""

    decay: FloatArray  # [k]
    drive: FloatArray  # [k]
    offset: FloatArray  # [k] at rest under a steady u, y = offset * u
    before_us: float
    after_us: float


def step(parity: Parity, step_ms: float) -> Stepped:
    """Return a parity's update for a time step in ms."""
    rate, weight = parity.rate_per_ms, parity.weight
    x = rate * step_ms
    decay = np.exp(-x)
    mean = -np.expm1(-x) / x
    # (1 - mean) / x loses its digits below x = 1e-3, where the series is exact to rounding
    late = np.where(x < 1e-3, 0.5 - x / 6.0 + x * x / 24.0, (1.0 - mean) / np.where(x < 1e-3, 1.0, x))
    early = mean - late
    scale = weight * mean
    shift = scale * weight * late * step_ms
    steady = weight**2 / rate
    after = steady * (0.5 - late)
    before = shift + steady * (0.5 - early)
    drive = decay * shift + scale * weight * early * step_ms
    slope = parity.dropped_nf / step_ms
    return Stepped(
        decay=decay,
        drive=drive,
        offset=scale * weight / rate - shift,
        before_us=float(np.sum(before)) + 0.5 * parity.dropped_us + slope,
        after_us=float(np.sum(after)) + 0.5 * parity.dropped_us - slope,
    )
