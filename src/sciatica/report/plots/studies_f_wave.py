"""F waves: the same shock again and again, and what the motoneurons send back.

Each line is one shock, the first at the top. The direct answer of the muscle (M) is as tall as the screen allows and is
cut off, as an amplifier cuts it off; what comes back from the cord is a hundred times smaller and comes at another time
and in another shape after every shock, because other motoneurons answer. The shortest of all is what is measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.report.plots import screen as on
from sciatica.report.plots.style import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_OVERLAY = 4.0
"""Divisions for all shocks drawn over each other, below the raster."""


def f_waves(
    axes: Axes,
    time_ms: FloatArray,
    trace_mv: FloatArray,
    shortest_ms: float,
    persistence: float,
    *,
    division_mv: float = 0.5,
    sweep_ms: float = 10.0,
    end_ms: float | None = None,
    title: str = "",
    role: str = "ink",
) -> Axes:
    """One nerve of one side: a raster of shocks, and all of them over each other below.

    Parameters
    ----------
    time_ms : [T] from the stimulus.
    trace_mv : [K, T] by shock; cut off at a division above and below each baseline.
    shortest_ms : shortest latency of the late answers, marked through all shocks; nan where none came.
    persistence : share of the shocks that were answered.
    division_mv, sweep_ms : a division.
    end_ms : of the sweep; that of the record where not given.
    title, role : what stands above, and the colour role of it.
    """
    shocks = len(trace_mv)
    end = float(time_ms[-1]) if end_ms is None else end_ms
    on.screen(
        axes, end_ms=end, low=-2.2 * division_mv, high=(shocks + _OVERLAY) * division_mv, sweep_ms=sweep_ms,
        sensitivity=division_mv, unit="mV",
    )  # fmt: skip
    shown = np.clip(trace_mv, -0.95 * division_mv, 0.95 * division_mv)
    for row, values in enumerate(shown):
        axes.plot(time_ms, row * division_mv + values, color=COLOURS["ink"], linewidth=0.7, label=f"_shock {row + 1}")
    base = (shocks + 0.5 * _OVERLAY) * division_mv
    cut = np.clip(trace_mv, -1.6 * division_mv, 1.6 * division_mv)
    for row, values in enumerate(cut):
        axes.plot(time_ms, base + values, color=COLOURS["ink"], linewidth=0.6, alpha=0.65, label=f"_over {row + 1}")
    on.at_end(axes, "all", base)
    on.stimulus(axes, -1.3 * division_mv, 0.35 * division_mv)
    answered = round(persistence * shocks)
    if np.isfinite(shortest_ms):
        axes.plot(
            [shortest_ms] * 2, [-0.9 * division_mv, (shocks + _OVERLAY) * division_mv], color=COLOURS["accent"],
            linewidth=1.1, label="_onset",
        )  # fmt: skip
        words = f"{on.number(shortest_ms, 'ms')}, {answered} of {shocks}"
    else:
        words = f"no F wave after {shocks} shocks"
    axes.annotate(
        words, (shortest_ms if np.isfinite(shortest_ms) else 0.97 * end, -0.9 * division_mv), xytext=(0, 2),
        textcoords="offset points", ha="center" if np.isfinite(shortest_ms) else "right", va="bottom",
        fontsize=on.SMALL, color=COLOURS["accent" if np.isfinite(shortest_ms) else "pain"],
    )  # fmt: skip
    return on.heading(axes, title, role) if title else axes
