"""A whole nerve fibre from engine windows and delay lines: membrane physics only where it matters.

Pieces stand in a row: line, window, line, window, …, line. An impulse that a line brings to a window is handed in as a
current pulse a few nodes outside the place of joining, as much earlier as the law says it takes to start; what leaves a
window there becomes an impulse of the line. The pieces are run in turn, each over the whole time, until nothing that
they hand to each other changes any more: every round takes each impulse through one piece more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray
from sciatica.nerve.damage import Injury
from sciatica.nerve.delay.design import standard_pulses
from sciatica.nerve.delay.law import DelayLaw, recovered
from sciatica.nerve.delay.line import TOWARD_END, TOWARD_START, Births, DelayLine, Travelled, travel
from sciatica.nerve.fibres import Fibres
from sciatica.nerve.record import Recording
from sciatica.nerve.run import simulate
from sciatica.nerve.stimulus import Stimulus

_INWARD = 4
"""An impulse that passes the place of joining after one this many places further in was on its way out."""
_SAME_MS = 1e-6
NO_BIRTHS = Births(np.empty(0), np.empty(0), ())


@dataclass(frozen=True)
class Window:
    """A piece of one fibre that the engine runs: `fibres` of one diameter, its injury and its own stimuli.

    Its outer `law.edge` places on either side are to be healthy.
    """

    fibres: Fibres
    injury: Injury | None = None
    stimuli: tuple[Stimulus, ...] = ()


@dataclass(frozen=True)
class Whole:
    """What happened along the whole fibre."""

    lines: tuple[Travelled | None, ...]
    """Of each line; None for one without length."""
    windows: tuple[Recording, ...]
    rounds: int


def run_whole(
    law: DelayLaw,
    windows: Sequence[Window],
    lines_mm: Sequence[float],
    *,
    duration_ms: float,
    births: Sequence[Births] | None = None,
    most_rounds: int = 40,
) -> Whole:
    """Run a fibre of windows joined by healthy lines.

    Args:
        law: of the fibre's diameter, at the step and precision of the windows.
        windows: W of them, from the start of the fibre to its end.
        lines_mm: W + 1 lengths: before the first window, between, behind the last; measured from a place of joining
            to the next, or to the fibre's sealed end. 0 before the first or behind the last: the fibre ends with the
            window.
        duration_ms: of all of it.
        births: W + 1: impulses that begin in the lines; none when None.
        most_rounds: an impulse needs one for each piece that it passes.

    Raises InputError for pieces that do not fit, ArithmeticError if the pieces do not come to agree.
    """
    own = [NO_BIRTHS] * len(lines_mm) if births is None else list(births)
    _check(law, windows, lines_mm, own)
    last = len(lines_mm) - 1
    lines = [DelayLine(law, length, (n == 0, n == last)) if length > 0.0 else None for n, length in enumerate(lines_mm)]
    brought: list[tuple[FloatArray, FloatArray]] = [(np.empty(0), np.empty(0)) for _ in windows]
    seen: list[tuple[Recording, FloatArray, FloatArray]] = [
        _run_window(law, window, sides, duration_ms) for window, sides in zip(windows, brought, strict=True)
    ]
    for rounds in range(1, most_rounds + 1):
        travelled: list[Travelled | None] = []
        for n, line in enumerate(lines):
            if line is None:
                travelled.append(None)
                continue
            entering = own[n]
            if n > 0:
                entering = entering + Births.at(0.0, seen[n - 1][2], TOWARD_END)
            if n < last:
                entering = entering + Births.at(line.length_mm, seen[n][1], TOWARD_START)
            travelled.append(travel(line, entering))
        changed = False
        for w, window in enumerate(windows):
            before, behind = travelled[w], travelled[w + 1]
            sides = (
                np.empty(0) if before is None else before.to_end_ms,
                np.empty(0) if behind is None else behind.to_start_ms,
            )
            sides = (sides[0][sides[0] < duration_ms], sides[1][sides[1] < duration_ms])
            if not all(_same(a, b) for a, b in zip(sides, brought[w], strict=True)):
                changed = True
                brought[w] = sides
                seen[w] = _run_window(law, window, sides, duration_ms)
        if not changed:
            return Whole(tuple(travelled), tuple(one[0] for one in seen), rounds)
    raise ArithmeticError(f"windows and lines do not agree after {most_rounds} rounds")


def onsets_ms(law: DelayLaw, arrivals_ms: FloatArray) -> FloatArray:
    """When the standard pulse has to begin so that impulses pass the place of joining at these times [S], in order."""
    interval = np.diff(arrivals_ms)
    late = recovered(law.interval_ms, law.late_start_ms[:1], interval[None])[0] if len(interval) else interval
    return np.asarray(arrivals_ms - float(law.latency_ms[0]) - np.concatenate([[0.0] * bool(len(arrivals_ms)), late]))


def _run_window(
    law: DelayLaw, window: Window, sides: tuple[FloatArray, FloatArray], duration_ms: float
) -> tuple[Recording, FloatArray, FloatArray]:
    """Run a window with what the lines bring; what leaves it at its first and its last side."""
    count, edge = window.fibres.places, law.edge
    handed = [
        standard_pulses(window.fibres, place, onsets_ms(law, np.sort(arrivals))[None])
        for arrivals, place in zip(sides, (law.start, count - 1 - law.start), strict=True)
        if len(arrivals)
    ]
    inward = _INWARD * max(1, edge // 8)
    places = (edge, edge + inward, count - 1 - edge, count - 1 - edge - inward)
    run = simulate(
        window.fibres,
        window.injury,
        [*window.stimuli, *handed],
        duration_ms=duration_ms,
        step_ms=law.step_ms,
        precision=law.precision,
        spike_places=places,
    )
    near, near_inner, far, far_inner = (times[np.isfinite(times)] for times in run.spike_time_ms[0])
    reach = 4.0 * inward * float(law.slowness_ms_mm[0] * law.spacing_mm[0])
    return run, _outgoing(near, near_inner, reach), _outgoing(far, far_inner, reach)


def _outgoing(outer: FloatArray, inner: FloatArray, reach_ms: float) -> FloatArray:
    """The impulses at the place of joining that passed further in just before, not just after."""
    if not len(outer) or not len(inner):
        return np.empty(0)
    apart = outer[:, None] - inner[None, :]
    before = np.where(apart > 0.0, apart, np.inf).min(axis=1)
    after = np.where(apart < 0.0, -apart, np.inf).min(axis=1)
    return np.asarray(outer[(before < reach_ms) & (before < after)])


def _same(a: FloatArray, b: FloatArray) -> bool:
    return len(a) == len(b) and bool(np.all(np.abs(np.sort(a) - np.sort(b)) < _SAME_MS))


def _check(law: DelayLaw, windows: Sequence[Window], lines_mm: Sequence[float], births: Sequence[Births]) -> None:
    if not (len(lines_mm) == len(births) == len(windows) + 1):
        raise InputError("pieces do not alternate", field="lines_mm", given=len(lines_mm),
                         wanted=f"{len(windows) + 1} lines for {len(windows)} windows")  # fmt: skip
    for n, length in enumerate(lines_mm):
        if length < 0.0 or (length == 0.0 and (0 < n < len(windows) or len(births[n].direction))):
            raise InputError("a line has no length", field=f"lines_mm[{n}]", given=length, wanted="above 0 mm")
    for n, window in enumerate(windows):
        fibres = window.fibres
        same = len(fibres.diameter_um) == 1 and np.allclose(fibres.diameter_um, law.diameter_um)
        if not (same and fibres.membrane == law.membrane and fibres.temperature_c == law.temperature_c):
            raise InputError("window and law are not the same fibre", field=f"windows[{n}].fibres",
                             given=(fibres.diameter_um.tolist(), fibres.membrane, fibres.temperature_c),
                             wanted=f"{law.diameter_um[0]:g} um, {law.membrane}, {law.temperature_c:g} C")  # fmt: skip
        if fibres.places < 3 * law.edge:
            raise InputError("the window is too short to be joined", field=f"windows[{n}].fibres",
                             given=fibres.places, wanted=f"at least {3 * law.edge} places")  # fmt: skip
