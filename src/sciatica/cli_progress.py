"""Progress on standard error: a bar where a person watches, a line now and then where a file does."""

from __future__ import annotations

import contextlib
import math
import sys
import time
from collections.abc import Callable, Iterator
from typing import Final

SECONDS_BETWEEN_LINES: Final = 5.0
FEWEST_SECONDS: Final = 1.0

Report = Callable[[float, str], None]


@contextlib.contextmanager
def progress() -> Iterator[Report]:
    """Yield a function of the share done (0 .. 1) and what is being done now."""
    if sys.stderr.isatty():
        with _bar() as report:
            yield report
    else:
        yield lines(time.monotonic)


def time_left_s(share: float, elapsed_s: float) -> float:
    """Seconds left at the pace so far; NaN while it is too early to say."""
    if not 0 < share <= 1 or elapsed_s < FEWEST_SECONDS:
        return math.nan
    return elapsed_s * (1 - share) / share


def spoken(seconds: float) -> str:
    """The time left as people say it; "" where it is not known."""
    if math.isnan(seconds):
        return ""
    if seconds < 90:
        return f"about {max(1, round(seconds))} s left"
    return f"about {round(seconds / 60)} min left"


def lines(clock: Callable[[], float]) -> Report:
    """A reporter that prints one line every few seconds, and one when all is done."""
    start = last = clock()

    def report(share: float, label: str) -> None:
        nonlocal last
        now = clock()
        if share < 1 and now - last < SECONDS_BETWEEN_LINES:
            return
        last = now
        left = spoken(time_left_s(share, now - start)) if share < 1 else ""
        print(f"{min(max(share, 0.0), 1.0):4.0%}  {label}" + (f", {left}" if left else ""), file=sys.stderr)

    return report


@contextlib.contextmanager
def _bar() -> Iterator[Report]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn

    start = time.monotonic()
    columns = (BarColumn(bar_width=24), TaskProgressColumn(), TextColumn("{task.description}", markup=False))
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=1.0)

        def report(share: float, label: str) -> None:
            left = spoken(time_left_s(share, time.monotonic() - start)) if share < 1 else ""
            bar.update(task, completed=share, description=label + (f", {left}" if left else ""))

        yield report
