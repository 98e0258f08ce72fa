"""Times of several pieces of work, taken in turn, so that a machine that slows down slows all of them."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Times:
    """Seconds of one piece of work in each round."""

    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle one."""
        return float(np.median(self.seconds))

    @property
    def spread_pct(self) -> float:
        """From the fastest to the slowest, in percent of the median."""
        return 100.0 * (max(self.seconds) - min(self.seconds)) / self.median


def interleaved(
    work: Mapping[str, Callable[[], object]], rounds: int, clock: Callable[[], float] = time.perf_counter
) -> dict[str, Times]:
    """Return the times of all pieces of work, each done once a round after one round unmeasured.

    `clock`: by default what passes; `time.process_time`, what the processor gave, where other work on the machine
    should not count (of little use for work on several threads: it adds them up).
    """
    seconds: dict[str, list[float]] = {name: [] for name in work}
    for round_ in range(rounds + 1):
        for name, do in work.items():
            start = clock()
            do()
            taken = clock() - start
            if round_:
                seconds[name].append(taken)
    return {name: Times(tuple(each)) for name, each in seconds.items()}


def ratio(over: Times, under: Times) -> tuple[float, float, float]:
    """Return the ratio of two medians, and the least and the largest ratio within a round."""
    each = [a / b for a, b in zip(over.seconds, under.seconds, strict=True)]
    return over.median / under.median, min(each), max(each)
