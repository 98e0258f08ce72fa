"""How pain goes through a day and a night."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.report.plots.style import COLOURS, key_above

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_LEAST = 0.05


def diary(axes: Axes, hour: FloatArray, pain: FloatArray) -> Axes:
    """Pain (0-10) of either leg over the hours of a day, as steps from one posture to the next.

    Parameters
    ----------
    hour : [H] beginning of each stretch of time, 0-24.
    pain : [2, H] left and right.
    """
    ends = np.append(hour, 24.0)
    for side, name in enumerate(("left", "right")):
        if np.nanmax(pain[side], initial=0.0) < _LEAST:
            continue
        steps = np.append(pain[side], pain[side, -1])
        style = (0, (5, 2)) if name == "left" else "-"
        axes.fill_between(ends, steps, step="post", color=COLOURS[name], alpha=0.14, linewidth=0)
        axes.step(ends, steps, where="post", color=COLOURS[name], linestyle=style, linewidth=1.4, label=name)
    axes.set(xlabel="hour of the day", ylabel="pain, 0–10", ylim=(0, 10), xlim=(0, 24))
    axes.set_xticks([0, 6, 12, 18, 24])
    axes.set_yticks([0, 5, 10])
    return key_above(axes)
