"""How it feels: the quality of a pain follows the fibres that fire.

In awake people single touch fibres buzz and tingle when stimulated, A-delta fibres prick and C fibres burn (Ochoa &
Torebjörk 1983, doi:10.1113/jphysiol.1983.sp014873); where large fibres fire in bursts, it is called electric.
"""

from __future__ import annotations

import numpy as np

from sciatica.body import CLASSES, ROOTS
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.exam.bedside import Bedside
from sciatica.exam.values import Entries, sided


def quality(bedside: Bedside, parameters: Parameters) -> Entries:
    """Sharp, burning, tingling or electric, from the fibre classes that fire in the postures of the day."""
    fibres, channels = bedside.body.fibres, bedside.channels
    daily = np.flatnonzero(bedside.hours > 0)

    def strength(kinds: tuple[str, ...], rate: FloatArray) -> FloatArray:
        chosen = np.isin(fibres.kind, [CLASSES.index(k) for k in kinds])
        out = np.zeros(2)
        for side in (0, 1):
            rows = chosen & (fibres.side == side)
            roots, count = fibres.root[rows], len(ROOTS)
            weight = np.bincount(roots, fibres.weight[rows], minlength=count)
            fired = np.stack([np.bincount(roots, fibres.weight[rows] * r, minlength=count) for r in rate[rows].T])
            mean = (fired / np.maximum(weight, 1e-9)).max()
            out[side] = mean / (mean + parameters.quality_half_rate_hz)
        return out

    rate = channels.ectopic_rate_hz[:, daily]
    burst = burst_rate_hz(channels.ectopic_pattern_ms[:, daily], channels.window_ms, parameters.burst_interval_ms)
    felt = {
        "pain_tingling": strength(("a_beta",), rate),
        "pain_sharp": strength(("a_delta",), rate),
        "pain_burning": strength(("c",), rate),
        "pain_electric": strength(("a_alpha", "a_beta"), burst),
    }
    return {name: sided(list(v >= parameters.quality_noticed), v) for name, v in felt.items()}


def burst_rate_hz(pattern_ms: FloatArray, window_ms: float, interval_ms: float) -> FloatArray:
    """Impulses a second that follow the one before within ``interval_ms``; over the last axis of the pattern."""
    if pattern_ms.shape[-1] < 2:
        return np.zeros(pattern_ms.shape[:-1])
    close: FloatArray = (np.diff(pattern_ms, axis=-1) <= interval_ms).sum(axis=-1) * 1000.0 / window_ms
    return close
