"""The weeks: what the examined days found, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.report.plots.style import COLOURS, key_above

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def course(
    axes: Axes,
    day: FloatArray,
    lines: Sequence[tuple[str, FloatArray, str]],
    *,
    label: str,
    top: float,
    note_days: bool = True,
) -> Axes:
    """Values on the examined days, joined by thin lines: the dots were computed, the lines between them were not.

    Parameters
    ----------
    day : [D] examined days.
    lines : (name, [D] values, colour role).
    label : of the y axis, with its unit.
    top : upper end of the y axis.
    """
    for name, values, role in lines:
        axes.plot(day, values, color=COLOURS[role], linewidth=1, alpha=0.75)
        axes.plot(
            day, values, color=COLOURS[role], marker="o", markersize=5, linestyle="none", label=name, clip_on=False
        )
    axes.set(ylabel=label, ylim=(0, top))
    axes.set_yticks(np.linspace(0, top, 3))
    span = max(float(day[-1] - day[0]), 1.0)
    axes.set_xlim(float(day[0]) - 0.03 * span, float(day[-1]) + 0.03 * span)
    axes.set_xticks(day, [f"{value:g}" for value in day])
    if note_days:
        axes.set_xlabel("day")
    if len(lines) > 1:
        key_above(axes)
    return axes
