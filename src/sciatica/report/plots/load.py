"""Who pays: how hard each muscle works, left and right, beside what it would do in health."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.report.plots.style import COLOURS, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def muscle_load(axes: Axes, names: Sequence[str], load: FloatArray, healthy: FloatArray) -> Axes:
    """Bars to the left and to the right of a middle line, with a tick where the healthy value lies.

    Parameters
    ----------
    names : [M] muscles, top to bottom.
    load : [M, 2] share of the strength that is left, left and right.
    healthy : [M, 2] the same in health.
    """
    top = max(0.1, float(np.ceil(10 * max(np.nanmax(load), np.nanmax(healthy))) / 10))
    rows = np.arange(len(names))[::-1].astype(float)
    plain(axes)
    for side, sign in ((0, -1.0), (1, 1.0)):
        colour = COLOURS["left" if side == 0 else "right"]
        axes.barh(rows, sign * 100 * load[:, side], height=0.36, color=colour)
        for row, normal in zip(rows, 100 * healthy[:, side], strict=True):
            axes.plot([sign * normal] * 2, [row - 0.22, row + 0.22], color=COLOURS["ink"], linewidth=1.6)
    for row, name in zip(rows, names, strict=True):
        axes.annotate(name, (0, row + 0.27), ha="center", va="bottom", fontsize=10, color=COLOURS["ink"])
    axes.axvline(0, color=COLOURS["line"], linewidth=1)
    axes.set(xlim=(-105 * top, 105 * top), ylim=(-0.45, len(names) + 0.25))
    ticks = np.array([-top, -top / 2, 0, top / 2, top]) * 100
    axes.set_xticks(ticks, [f"{abs(tick):.0f}" for tick in ticks])
    axes.set_xlabel("% of the strength that is left")
    axes.annotate("left", (-104 * top, len(names) + 0.2), va="top", fontsize=10.5, color=COLOURS["left"])
    axes.annotate("right", (104 * top, len(names) + 0.2), va="top", ha="right", fontsize=10.5, color=COLOURS["right"])
    return axes
