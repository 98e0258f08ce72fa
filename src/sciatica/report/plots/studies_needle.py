"""Needle EMG: a muscle at rest, single units in a slight effort, and a full effort.

At rest a healthy muscle is silent; fibres that lost their axon fire on their own, each as regularly as a clock
(fibrillations). Units that took over orphans are tall, long and have many phases. In a full effort so many units fire
that the baseline is lost; where units are missing, it shows between the few that are left.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.report.plots import screen as on
from sciatica.report.plots.style import COLOURS, plain
from sciatica.report.plots.traces import thinned

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_UV = "\N{MICRO SIGN}V"


def needle_strip(
    axes: Axes,
    time_ms: FloatArray,
    trace_uv: FloatArray,
    *,
    division_uv: float,
    sweep_ms: float,
    divisions: float = 2.0,
    title: str = "",
    words: str = "",
    role: str = "ink",
    points: int = 420,
) -> Axes:
    """A free run: rest, or an effort.

    Parameters
    ----------
    time_ms, trace_uv : [T]; thinned to the lowest and highest sample of each bin where there are more than ``points``.
    division_uv, sweep_ms : a division.
    divisions : shown above and below the baseline; what goes beyond is cut off, as on a screen.
    title, role : what stands above, and the colour role of it.
    words : written inside ("silent", "fibrillations").
    points : drawn at most.
    """
    edge = divisions * division_uv
    on.screen(
        axes, start_ms=float(time_ms[0]), end_ms=float(time_ms[-1]), low=-edge, high=edge, sweep_ms=sweep_ms,
        sensitivity=division_uv, unit=_UV,
    )  # fmt: skip
    x, y = thinned(time_ms, trace_uv, points)
    axes.plot(x, y, color=COLOURS["ink"], linewidth=0.7, label="_trace", solid_joinstyle="round")
    if words:
        axes.annotate(
            words, (0.5, 0.98), xycoords="axes fraction", ha="center", va="top", fontsize=on.SMALL,
            color=COLOURS["muted"],
        )  # fmt: skip
    return on.heading(axes, title, role) if title else axes


def needle_units(
    axes: Axes,
    time_ms: FloatArray,
    trace_uv: FloatArray,
    *,
    division_uv: float | None = None,
    sweep_ms: float = 5.0,
    apart: float = 2.0,
    rows: int | None = None,
    title: str = "",
    role: str = "ink",
) -> Axes:
    """Single motor-unit potentials, one below the other.

    Parameters
    ----------
    time_ms : [T]
    trace_uv : [n, T] one row a unit; negative is drawn upward. No rows: no unit was brought up, which is said.
    division_uv, sweep_ms : a division; by the size of the potentials where not given.
    apart : divisions from one baseline to the next.
    rows : for which there is room; as many as are drawn where not given.
    title, role : what stands above, and the colour role of it.
    """
    unit = on.division(float(np.abs(trace_uv).max(initial=0.0)), 2.0) if division_uv is None else division_uv
    rows = max(len(trace_uv), 1, rows or 1)
    on.screen(
        axes, start_ms=float(time_ms[0]), end_ms=float(time_ms[-1]), low=-2.2 * unit,
        high=((rows - 1) * apart + 1.6) * unit, sweep_ms=sweep_ms, sensitivity=unit, unit=_UV,
    )  # fmt: skip
    for row, values in enumerate(trace_uv):
        axes.plot(time_ms, row * apart * unit + values, color=COLOURS["ink"], linewidth=0.9, label=f"_unit {row + 1}")
    if not len(trace_uv):
        on.said(axes, 0.0, "no unit")
    return on.heading(axes, title, role) if title else axes


_COLUMNS = ("rest", "units", "effort")


def needle_map(
    axes: Axes,
    muscles: Sequence[str],
    roots: Sequence[str],
    found: Sequence[Sequence[Sequence[str]]],
    outside: Sequence[Sequence[Sequence[bool]]],
) -> Axes:
    """Which muscle shows what, by side and root: a table that is read down a root.

    Parameters
    ----------
    muscles : [M] names, from the highest root to the lowest.
    roots : [M] the roots that supply each, in words ("L5, S1").
    found : [M][2][3] what was found at rest, in single units and in a full effort, left and right, as short words.
    outside : [M][2][3] whether that lies outside the normal.
    """
    plain(axes)
    left, right = (0.45, 0.55, 0.65), (0.78, 0.88, 0.98)
    axes.set(xlim=(0, 1.04), ylim=(len(muscles) - 0.4, -1.75))
    axes.set_xticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)

    def write(
        words: str, x: float, y: float, role: str, size: float = on.SMALL, ha: str = "center", weight: str = "normal"
    ) -> None:
        axes.annotate(words, (x, y), fontsize=size, color=COLOURS[role], ha=ha, va="center", weight=weight)

    for name, places in (("left", left), ("right", right)):
        write(name, places[1], -1.35, name, 11.0)
        for place, words in zip(places, _COLUMNS, strict=True):
            write(words, place, -0.78, "muted")
    for row, (muscle, root) in enumerate(zip(muscles, roots, strict=True)):
        axes.plot([0, 1.04], [row - 0.5] * 2, color=COLOURS["line"], linewidth=0.7)
        write(muscle, 0.0, row - 0.18, "ink", ha="left")
        write(root, 0.0, row + 0.24, "muted", ha="left")
        for side, places in enumerate((left, right)):
            for place, words, bad in zip(places, found[row][side], outside[row][side], strict=True):
                write(words, place, row, "pain" if bad else "muted", weight="bold" if bad else "normal")
    return axes
