"""The time that the batched search takes for the thresholds of a population."""

import time
from typing import Any

import numpy as np

from sciatica.nerve import MyelinatedFibres, Pulses, threshold

NODES = 41
DIAMETERS_UM = (5.7, 16.0)


def timed(count: int, rounds: int) -> dict[str, Any]:
    """Time the thresholds of MRG fibres of all published sizes, 0.1 ms into the middle node, to 1 %, all cores."""
    fibres = MyelinatedFibres(np.linspace(*DIAMETERS_UM, count), NODES)
    unit = Pulses(np.full(count, NODES // 2), np.full((count, 1), 0.1), 0.1, np.ones(count))
    seconds, lanes = [], 0
    for _ in range(rounds + 1):
        start = time.perf_counter()
        found = threshold.thresholds(fibres, None, unit, tolerance=0.01)
        seconds.append(time.perf_counter() - start)
        lanes = found.lanes
        if not np.isfinite(found.factor).all():
            raise FloatingPointError("a fibre of the bench has no threshold")
    return {"thresholds_1000_s": float(np.median(seconds[1:])) * 1000.0 / count, "thresholds.lanes_run": lanes}
