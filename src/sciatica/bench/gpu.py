"""Node steps per second on a graphics processor, where there is one."""

import time
from typing import Any

import numpy as np

from sciatica.nerve import MyelinatedFibres, Pulses, simulate

FIBRES, NODES, STEP_MS, DURATION_MS = 65_536, 41, 0.005, 10.0
KEY = "gpu.node_steps_per_s"


def measured(quick: bool = False) -> dict[str, Any]:
    """Return the rate with spikes of one node noted, all copies included, or null and why."""
    from sciatica.nerve.engine.cuda import device

    reason = device.why_not()
    if reason is not None:
        return {KEY: None, "gpu.why_not": reason}
    count = 1024 if quick else FIBRES
    fibres = MyelinatedFibres(np.full(count, 10.0), NODES)
    pulses = Pulses(np.full(count, 2), np.full((count, 1), 0.1), 0.1, np.full(count, 5.0))
    seconds = []
    for _ in range(2 if quick else 4):
        start = time.perf_counter()
        seen = simulate(
            fibres, None, pulses, duration_ms=DURATION_MS, step_ms=STEP_MS, spike_places=(NODES - 5,), device="cuda"
        )
        seconds.append(time.perf_counter() - start)
    return {KEY: seen.node_steps / float(np.median(seconds[1:])), "gpu.fibres": count}
