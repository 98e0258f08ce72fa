"""What the batches of every path do alike: threads over blocks, where fibres start, spikes out of a kernel's buffer."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from sciatica.core.types import BoolArray, FloatArray, IntArray

SPIKE_MV = -30.0
TRIAL_MS = 20.0
SETTLE_MS = 60.0
SETTLED_MV = 1.0
TRIAL_PUSH_MV = 0.5
NOWHERE = np.zeros(0, dtype=np.int64)
NO_SPIKES = np.zeros(0)

Returns = Callable[[FloatArray, FloatArray, IntArray, float, float], BoolArray]
"""Which of some fibres, started from voltages, pushed and left for a time, are back at settled voltages."""


def thread_count(threads: int | None) -> int:
    """The threads asked for, else the processors that this process may use."""
    if threads:
        return threads
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def over_blocks(one: Callable[[IntArray], None], groups: list[IntArray], threads: int) -> None:
    """Run every block of fibres, several at a time; the first error of any is raised."""
    with ThreadPoolExecutor(min(threads, len(groups))) as pool:
        for _ in pool.map(one, groups):
            pass


def stable_start(
    settled: FloatArray, healthy: Callable[[], FloatArray], hurt: BoolArray, returns: Returns
) -> FloatArray:
    """Where each fibre starts: its equilibrium, or the healthy rest where it would not stay there [F, places].

    A fibre stays if it returns when pushed by half a millivolt, or gets there by itself from the healthy rest;
    otherwise it fires by itself.
    """
    pushed = np.flatnonzero(hurt)
    restless = pushed[~returns(settled, settled, pushed, TRIAL_MS, TRIAL_PUSH_MV)]
    if not len(restless):
        return settled
    begun = healthy()
    firing = restless[~returns(settled, begun, restless, SETTLE_MS, 0.0)]
    started = settled.copy()
    started[firing] = begun[firing]
    return started


def stays(
    advance: Callable[[int, int], int], voltages: Callable[[], npt.NDArray[np.floating]], settled: FloatArray,
    steps: int, chunk_steps: int,
) -> BoolArray:  # fmt: skip
    """Which lanes of a block are near `settled` [lanes, places] at two moments of a trial of some steps."""
    back = np.ones(len(settled), dtype=np.bool_)
    done = 0
    for moment in (round(0.8 * steps), steps):
        while done < moment:
            done += advance(done, min(chunk_steps, moment - done))
        back &= (np.abs(voltages() - settled) <= SETTLED_MV).all(axis=1)
    return back


def buffered(
    spikes: npt.NDArray[np.float64], counts: npt.NDArray[np.integer], fibres: IntArray, places: IntArray, steps: int
) -> Iterator[tuple[int, int, FloatArray]]:
    """Place, lane and spike times of everything in a kernel's buffer.

    `spikes` [places, lanes, room]; `counts` [places, lanes]; `fibres` [lanes] and `places` name them.
    FloatingPointError where more came in `steps` than there is room for: noise, not spikes.
    """
    for w, lane in np.argwhere(counts):
        count = int(counts[w, lane])
        if count > spikes.shape[2]:
            raise FloatingPointError(
                f"fibre {int(fibres[lane])} crosses the spike threshold at place {int(places[w])} {count} times in "
                f"{steps} steps: that is no spike train"
            )
        yield int(w), int(lane), spikes[w, lane, :count].copy()
