"""The weeks: every day as it was lived, what the examined ones found, and what would have been otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import BoolArray, FloatArray
from sciatica.report.plots.style import COLOURS, key_above

if TYPE_CHECKING:
    from matplotlib.axes import Axes


_DASHES = ((4.0, 2.0), (1.2, 1.8), (6.0, 1.6, 1.2, 1.6))
_LINES = ("-", (0, (7, 1.6)), (0, (5, 1.4, 1.2, 1.4)), (0, (1.6, 1.2)))
_MARKS = ("o", "s", "^", "D")
_TICKS = 10
_ROW = 46


def course(
    axes: Axes,
    day: FloatArray,
    lines: Sequence[tuple[str, FloatArray, str]],
    *,
    label: str,
    top: float,
    examined: BoolArray | None = None,
    others: Sequence[tuple[str, FloatArray]] = (),
    note_days: bool = True,
) -> Axes:
    """Values over the days, with dots where the fibres were run.

    Parameters
    ----------
    day : [D] days.
    lines : (name, [D] values, colour role); nan where nothing is known.
    label : of the y axis, with its unit.
    top : upper end of the y axis.
    examined : [D] which days were examined; all of them where not given, and then nothing is known between.
    others : (name, [D] values) drawn without dots: the same days, had something been different.
    """
    dots = np.ones(len(day), dtype=bool) if examined is None else examined
    for (name, values), dashes in zip(others, _DASHES, strict=False):
        axes.plot(day, values, color=COLOURS["muted"], linewidth=1.2, dashes=dashes, label=name)
    for index, (name, values, role) in enumerate(lines):
        style, mark = _LINES[index % len(_LINES)], _MARKS[index % len(_MARKS)]
        width = 1.0 if examined is None else 1.7
        axes.plot(day, values, color=COLOURS[role], linewidth=width, linestyle=style, alpha=0.75)
        axes.plot(
            day[dots], values[dots], color=COLOURS[role], marker=mark, markersize=5, linestyle="none", label=name,
            clip_on=False,
        )  # fmt: skip
    axes.set(ylabel=label, ylim=(0, top))
    axes.set_yticks(np.linspace(0, top, 3))
    span = max(float(day[-1] - day[0]), 1.0)
    axes.set_xlim(float(day[0]) - 0.03 * span, float(day[-1]) + 0.03 * span)
    axes.set_xticks(shown := _ticks(day, dots), [f"{value:g}" for value in shown])
    if note_days:
        axes.set_xlabel("day")
    if rows := key_rows([line[0] for line in lines] + [other[0] for other in others]):
        key_above(axes, columns=-(-(len(lines) + len(others)) // rows))
    return axes


def key_rows(names: Sequence[str]) -> int:
    """Rows that the key takes: as few as hold the names without running out of a narrow picture; 0 for no key."""
    if len(names) < 2:
        return 0
    widest = max(map(len, names)) + 5
    return -(-len(names) // max(1, _ROW // widest))


def _ticks(day: FloatArray, dots: BoolArray) -> FloatArray:
    """The examined days where that is every day there is, else round numbers of days or weeks."""
    if dots.all() and len(day) <= _TICKS:
        return day
    step = next((s for s in (1.0, 2.0, 5.0, 7.0, 14.0, 28.0, 91.0, 182.0) if (day[-1] - day[0]) / s <= _TICKS), 365.0)
    return np.arange(step, day[-1] + 0.5, step)
