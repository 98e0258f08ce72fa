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

from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from sciatica.core.types import BoolArray, FloatArray
from sciatica.nerve.cables.mrg2002 import Internode

SETTLED_STEPS = 0.04
COMPARTMENTS = 10  # between two nodes


@dataclass(frozen=True)
class Parity:
    """Modes of one parity: current into the left node is the sum over k of weight_k z_k.

    `reach` is what a current into each compartment, folded (`fold`), drives of each mode; `dropped_reach` and
    `dropped_reach_ms` are the share of it, and of its change, that passes at once through modes no longer there.
    """

    rate_per_ms: FloatArray  # [k]
    weight: FloatArray  # [k]
    dropped_us: Any  # a number
    dropped_nf: Any
    reach: FloatArray  # [k, 10]
    dropped_reach: FloatArray  # [10]
    dropped_reach_ms: FloatArray  # [10]

    @property
    def steady_us(self) -> float:
        """Conductance at rest."""
        return float(np.sum(self.weight**2 / self.rate_per_ms) + self.dropped_us)


@dataclass(frozen=True)
class Modes:
    """An internode seen from its two nodes; `even` and `odd` in the sum and the difference of their
    voltages."""

    even: Parity
    odd: Parity
    axial_us: float
    leak_drive_us: float  # current into each node for one mV of shift of the internodal leak reversal
    inside_us: FloatArray  # [11] links from node to node, inside
    gap_us: FloatArray  # [11] the same in the periaxonal space


def split(internode: Internode) -> Modes:
    """Return all modes of a symmetric internode, unreduced, the slowest first."""
    many = Internode(**{field.name: np.asarray(getattr(internode, field.name))[None] for field in fields(internode)})
    return split_all(many)[0]


def split_all(internodes: Internode) -> tuple[Modes, ...]:
    """Return all modes of each of many internodes, whose fields lead with their number [K]."""
    n = internodes.leak_us.shape[1]
    half = np.eye(n)[: n // 2]
    found = []
    for sign in (1.0, -1.0):
        basis = np.kron(np.eye(2), (half + sign * half[:, ::-1])) / np.sqrt(2.0)
        reduced_g = basis @ internodes.conductance @ basis.T
        reduced_c = basis @ internodes.capacitance @ basis.T
        root = np.linalg.inv(np.linalg.cholesky(reduced_c))
        rates, turned = np.linalg.eigh(root @ reduced_g @ root.transpose(0, 2, 1))
        shapes = turned.transpose(0, 2, 1) @ root
        weight = (shapes @ basis)[:, :, 0] * internodes.axial_us[:, None]
        found.append((rates, weight, shapes))
    shifted = np.concatenate([internodes.leak_us, -internodes.leak_us], axis=1)
    held = np.linalg.solve(internodes.conductance, shifted[:, :, None])[:, 0, 0]
    none = np.zeros(n)

    def parity(which: int, i: int) -> Parity:
        rates, weight, shapes = found[which]
        return Parity(rates[i], weight[i], 0.0, 0.0, shapes[i], none, none)

    return tuple(
        Modes(
            parity(0, i), parity(1, i),
            float(axial), float(axial * held[i]), internodes.inside_us[i], internodes.gap_us[i],
        )
        for i, axial in enumerate(internodes.axial_us)
    )  # fmt: skip


def fold(currents: FloatArray, sign: float) -> FloatArray:
    """Return currents into the inner and the periaxonal compartments [..., 2, 10] as their even (sign 1) or
    odd (-1) part [..., 10]."""
    half = currents.shape[-1] // 2
    folded = (currents[..., :half] + sign * currents[..., : half - 1 : -1]) / np.sqrt(2.0)
    return np.asarray(folded.reshape(*currents.shape[:-2], 2 * half))


def _take(parity: Parity, which: BoolArray) -> Parity:
    none = np.zeros(parity.reach.shape[1])
    return Parity(parity.rate_per_ms[which], parity.weight[which], 0.0, 0.0, parity.reach[which], none, none)


def _gramian(parity: Parity) -> FloatArray:
    """Return the cross-Gramian of dz/dt = -Λ z + p u, i = pᵀ z: p_i p_j / (λ_i + λ_j)."""
    rate, weight = parity.rate_per_ms, parity.weight
    return np.asarray(np.outer(weight, weight) / (rate[:, None] + rate[None, :]))


def _merged(parity: Parity, kept: int) -> Parity:
    """Merge modes by balanced truncation; what is lost of conductance and of reach stays as such, so that
    rest is exact."""
    rate, weight = parity.rate_per_ms, parity.weight
    if kept >= len(rate):
        return parity
    _, vectors = np.linalg.eigh(_gramian(parity))
    held = vectors[:, len(rate) - kept :]
    new_rate, turn = np.linalg.eigh(held.T @ (rate[:, None] * held))
    new_weight = turn.T @ held.T @ weight
    lost = float(np.sum(weight**2 / rate) - np.sum(new_weight**2 / new_rate))
    new_reach = turn.T @ held.T @ parity.reach
    lost_reach = (weight / rate) @ parity.reach - (new_weight / new_rate) @ new_reach
    return Parity(new_rate, new_weight, lost, 0.0, new_reach, lost_reach, np.zeros_like(lost_reach))


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
        np.concatenate([slow.reach, quick.reach, np.zeros((empty, parity.reach.shape[1]))]),
        slow.dropped_reach + (settled.weight / settled.rate_per_ms) @ settled.reach,
        (settled.weight / settled.rate_per_ms**2) @ settled.reach,
    )


@dataclass(frozen=True)
class Stepped:
    """One parity at one step: y' = decay y + drive u; mean current = sum of y + before u + after u'.

    Of many internodes, all fields lead with their number.
    """

    decay: FloatArray  # [k]
    drive: FloatArray  # [k]
    offset: FloatArray  # [k] at rest under a steady u, y = offset * u
    before_us: Any
    after_us: Any
    push: FloatArray  # [k, 10] of y, for a steady current into each compartment, folded
    push_now: FloatArray  # [10] mean current for the same
    push_change: FloatArray  # [10] mean current for its change over the step


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
        before_us=before.sum(axis=-1) + 0.5 * parity.dropped_us + slope,
        after_us=after.sum(axis=-1) + 0.5 * parity.dropped_us - slope,
        push=(scale * mean * step_ms)[..., None] * parity.reach,
        push_now=((weight * late * step_ms)[..., None, :] @ parity.reach)[..., 0, :] + parity.dropped_reach,
        push_change=-parity.dropped_reach_ms / step_ms,
    )
