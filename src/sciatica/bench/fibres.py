"""The fibre engine's speed on this machine, and beside peers where they are installed.

Work is what a user would ask for: :func:`sciatica.nerve.simulate` on a batch of fibres, packing and rest
included. What is compared was timed in turn within one run, and ratios come with the least and the largest of
the rounds.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from sciatica.bench import fresh, gpu, machine, parts, thresholds, versus
from sciatica.bench.timing import interleaved
from sciatica.nerve import MyelinatedFibres, Pulses, conduction_velocity_m_s, simulate

Progress = Callable[[float, str], None]

BATCH, NODES, DIAMETER_UM, STEP_MS = 1024, 41, 10.0, 0.005
DURATION_MS = 10.0


def fibres(progress: Progress | None = None, *, quick: bool = False) -> dict[str, Any]:
    """Measure and return all numbers by their keys; `quick` does each piece of work once, on little."""
    say = progress or (lambda share, label: None)
    rounds, batch, duration = (1, 32, 1.0) if quick else (7, BATCH, DURATION_MS)
    numbers: dict[str, Any] = {}

    say(0.0, "node steps")
    work = population(batch, duration)
    times = interleaved({"one": lambda: work(STEP_MS, 1), "two": lambda: work(STEP_MS, 2)}, rounds)
    alone = interleaved({"one": lambda: work(STEP_MS, 1)}, rounds, time.process_time)["one"]
    node_steps = batch * NODES * round(duration / STEP_MS)
    numbers["node_steps_per_s_core"] = node_steps / alone.median
    numbers["node_steps_per_s_core.spread_pct"] = alone.spread_pct
    numbers["cores_scaling"] = times["one"].median / times["two"].median if machine.cores() > 1 else None
    numbers["cores_scaling.of_hashing"] = machine.hashing_scaling(1 if quick else 5)
    numbers["step_us"] = STEP_MS * 1e3
    limit, velocity = velocities(quick)
    numbers["cv_m_s"], numbers["cv_limit_m_s"] = velocity, limit
    numbers["cv_error_pct"] = 100.0 * (velocity / limit - 1.0)

    say(0.15, "thresholds")
    numbers |= thresholds.timed(20 if quick else 1000, 1 if quick else 3)
    say(0.3, "compile time")
    numbers |= fresh.compile_times(1 if quick else 3)
    say(0.4, "memory")
    numbers |= memory(quick)
    say(0.5, "where a step's time goes")
    numbers |= parts.parts(rounds=1 if quick else 15)
    say(0.6, "peers")
    numbers |= versus.compared(work, batch * NODES * duration, limit, rounds, quick)
    say(0.95, "device")
    numbers |= gpu.measured(quick)
    say(1.0, "done")
    return numbers | machine.facts()


def population(batch: int, duration_ms: float) -> Callable[[float, int], None]:
    """Return the work by step and threads: a batch of MRG fibres with one impulse each, spikes noted at one node."""
    fibres_ = MyelinatedFibres(np.full(batch, DIAMETER_UM), NODES)
    pulses = Pulses(np.full(batch, 2), np.full((batch, 1), 0.1), 0.1, np.full(batch, 5.0))

    def run(step_ms: float, threads: int) -> None:
        seen = simulate(
            fibres_, None, pulses, duration_ms=duration_ms, step_ms=step_ms, spike_places=(NODES - 5,), threads=threads
        )
        if duration_ms >= 1.0 and not (seen.spike_count == 1).all():
            raise FloatingPointError("a fibre of the bench did not carry its impulse")

    return run


def velocities(quick: bool) -> tuple[float, float]:
    """Return the velocity as the step goes to 0 and at the step used, in m/s."""
    fibre = MyelinatedFibres(np.array([DIAMETER_UM]), NODES)
    steps = (STEP_MS, 0.5 * STEP_MS) if quick else (STEP_MS, 0.25 * STEP_MS, 0.125 * STEP_MS)
    found = [float(conduction_velocity_m_s(fibre, step_ms=step)[0]) for step in steps]
    return found[-1] + (found[-1] - found[-2]) / 3.0, found[0]


def memory(quick: bool) -> dict[str, Any]:
    """Return the peak of what is allocated in a run with spikes only, at one duration and at ten times it, in MB."""
    import tracemalloc

    short, long = (1.0, 2.0) if quick else (20.0, 200.0)
    peaks = []
    for duration in (short, long):
        work = population(16, duration)
        tracemalloc.start()
        work(STEP_MS, 1)
        peaks.append(tracemalloc.get_traced_memory()[1] / 1e6)
        tracemalloc.stop()
    return {
        "memory.short_ms": short, "memory.long_ms": long, "memory.short_mb": peaks[0], "memory.long_mb": peaks[1],
    }  # fmt: skip
