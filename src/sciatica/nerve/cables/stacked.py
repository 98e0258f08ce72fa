"""The reduction of `modes` for many internodes at once: a population of a thousand diameters has as many.

Rates come slowest first, so that what is slow, quick or settled at a step is a run of columns; internodes with runs of
the same lengths are solved together.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from sciatica.core.types import FloatArray, IntArray
from sciatica.nerve.cables.modes import SETTLED_STEPS, Parity


def stack(parities: Sequence[Parity]) -> Parity:
    """Return one parity of unreduced internodes as one, its fields leading with [K]."""
    rate, weight, reach = (
        np.array([getattr(each, name) for each in parities]) for name in ("rate_per_ms", "weight", "reach")
    )
    none = np.zeros((len(rate), reach.shape[2]))
    return Parity(rate, weight, np.zeros(len(rate)), np.zeros(len(rate)), reach, none, none)


def needed(parity: Parity, step_ms: float, tolerance: float) -> int:
    """Return the most modes that any of the internodes asks for (`modes.needed`)."""
    most = 0
    for some, slow, quick in _alike(parity, step_ms):
        hankel = np.maximum(np.linalg.eigvalsh(_gramian(parity, some, slow)), 0.0)
        merged = np.sum(np.cumsum(hankel, axis=1) > tolerance * hankel.sum(axis=1, keepdims=True), axis=1)
        most = max(most, quick + int(merged.max()))
    return most


def reduced(parity: Parity, kept: int, step_ms: float) -> Parity:
    """Return exactly `kept` modes of each (`modes.reduce`)."""
    count, inputs = len(parity.rate_per_ms), parity.reach.shape[2]
    rate, weight, reach = np.ones((count, kept)), np.zeros((count, kept)), np.zeros((count, kept, inputs))
    lost_us, lost_nf = np.zeros(count), np.zeros(count)
    now, change = np.zeros((count, inputs)), np.zeros((count, inputs))
    for some, slow, quick in _alike(parity, step_ms):
        rates, weights, reaches = parity.rate_per_ms[some], parity.weight[some], parity.reach[some]
        left = slice(slow + quick, None)
        steady = weights[:, left] / rates[:, left]
        lost_us[some] = (weights[:, left] * steady).sum(axis=1)
        lost_nf[some] = (steady**2).sum(axis=1)
        now[some] = np.einsum("km,kmc->kc", steady, reaches[:, left])
        change[some] = np.einsum("km,kmc->kc", steady / rates[:, left], reaches[:, left])
        room = min(slow, kept - quick)
        new = rates[:, :slow], weights[:, :slow], reaches[:, :slow]
        if room < slow:
            held = np.linalg.eigh(_gramian(parity, some, slow))[1][:, :, slow - room :]
            inner = held.transpose(0, 2, 1) @ (new[0][:, :, None] * held)
            fewer, turn = np.linalg.eigh(inner)
            onto = turn.transpose(0, 2, 1) @ held.transpose(0, 2, 1)
            merged = fewer, (onto @ new[1][:, :, None])[:, :, 0], onto @ new[2]
            lost_us[some] += (new[1] ** 2 / new[0]).sum(axis=1) - (merged[1] ** 2 / merged[0]).sum(axis=1)
            now[some] += np.einsum("km,kmc->kc", new[1] / new[0], new[2])
            now[some] -= np.einsum("km,kmc->kc", merged[1] / merged[0], merged[2])
            new = merged
        for values, part, whole in zip((rate, weight, reach), new, (rates, weights, reaches), strict=True):
            values[some, :room] = part
            values[some, room : room + quick] = whole[:, slow : slow + quick]
    return Parity(rate, weight, lost_us, lost_nf, reach, now, change)


def _alike(parity: Parity, step_ms: float) -> Iterator[tuple[IntArray, int, int]]:
    """Yield internodes that have as many slow and as many quick modes as each other, and these numbers."""
    tau = 1.0 / parity.rate_per_ms
    slow = np.sum(tau > step_ms, axis=1)
    quick = np.sum(tau > SETTLED_STEPS * step_ms, axis=1) - slow
    for pair in np.unique(np.stack([slow, quick], axis=1), axis=0):
        yield np.flatnonzero((slow == pair[0]) & (quick == pair[1])), int(pair[0]), int(pair[1])


def _gramian(parity: Parity, some: IntArray, slow: int) -> FloatArray:
    rate, weight = parity.rate_per_ms[some, :slow], parity.weight[some, :slow]
    return np.asarray(weight[:, :, None] * weight[:, None, :] / (rate[:, :, None] + rate[:, None, :]))
