"""Pain against one thing that is varied: minutes sat, degrees bent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.report.plots.style import COLOURS, key_above

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEAST = 0.05


def against(axes: Axes, x: FloatArray, pain: FloatArray, *, label: str) -> Axes:
    """Pain (0-10) of either leg that hurts; the left one is drawn broken.

    Parameters
    ----------
    x : [K] what is varied, rising.
    pain : [2, K] left and right.
    label : of the x axis, with its unit.
    """
    for side, name in enumerate(("left", "right")):
        if np.nanmax(pain[side], initial=0.0) < _LEAST:
            continue
        style = (0, (5, 2)) if name == "left" else "-"
        axes.fill_between(x, pain[side], color=COLOURS[name], alpha=0.12, linewidth=0)
        axes.plot(x, pain[side], color=COLOURS[name], linestyle=style, label=name, clip_on=False)
        axes.plot(x[-1:], pain[side, -1:], color=COLOURS[name], marker="o", markersize=4, clip_on=False)
    axes.set(xlabel=label, ylabel="pain, 0–10", ylim=(0, 10), xlim=(float(x[0]), float(x[-1])))
    axes.set_yticks([0, 5, 10])
    return key_above(axes)
