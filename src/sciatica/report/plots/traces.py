"""The seconds of an episode: pain, and the force and EMG of a muscle that contracts by itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.report.plots.style import COLOURS, key_above

if TYPE_CHECKING:
    from matplotlib.axes import Axes

POINTS = 420
"""Points drawn per trace at most: as many as a page shows, so that the page stays small."""


def thinned(time_s: FloatArray, value: FloatArray, points: int = POINTS) -> tuple[FloatArray, FloatArray]:
    """A trace with at most ``points`` points, keeping the lowest and highest value of every bin.

    A burst or a peak stays visible however long the trace is. Returns time and value, [<= points].
    """
    if len(value) <= points:
        return time_s, value
    edges = np.linspace(0, len(value), points // 2 + 1).astype(int)
    keep: list[int] = []
    for start, end in pairwise(edges.tolist()):
        part = value[start:end]
        keep += sorted({start + int(np.argmin(part)), start + int(np.argmax(part))})
    return time_s[keep], value[keep]


def segments(axes: Axes, ends_s: Sequence[float], names: Sequence[str], *, label: bool = True) -> Axes:
    """Marks the parts of the episode (lying, coughing, ...) as bands, named along the top where there is room."""
    _, high = axes.get_ylim()
    low_s, high_s = axes.get_xlim()
    points_per_s = 72.0 / axes.figure.dpi * axes.get_window_extent().width / max(high_s - low_s, 1e-9)
    start = low_s
    for index, (end, name) in enumerate(zip(ends_s, names, strict=True)):
        if index % 2 == 0:
            axes.axvspan(start, end, color=COLOURS["soft"], alpha=0.55, linewidth=0, zorder=0)
        if label and (end - start) * points_per_s > 5.0 * len(name):
            axes.annotate(
                name, ((start + end) / 2, high), xytext=(0, -2), textcoords="offset points",
                ha="center", va="top", fontsize=9.5, color=COLOURS["muted"],
            )  # fmt: skip
        start = end
    return axes


def pain_trace(axes: Axes, time_s: FloatArray, pain: FloatArray) -> Axes:
    """Pain (0-10) over the episode; ``pain`` is [T]."""
    x, y = thinned(time_s, pain)
    axes.fill_between(x, y, color=COLOURS["pain"], alpha=0.16, linewidth=0)
    axes.plot(x, y, color=COLOURS["pain"])
    axes.set(ylabel="pain, 0–10", ylim=(0, 11.5), xlim=(float(time_s[0]), float(time_s[-1])))
    axes.set_yticks([0, 5, 10])
    return axes


ROADS = (("nerve", "c"), ("motor pool", "motor"), ("reflex", "accent"))
"""The three roads to an unwilled contraction, in the order of ``activation_by_road[1:]``, and their colours."""


def force_trace(
    axes: Axes,
    time_s: FloatArray,
    force: FloatArray,
    by_road: FloatArray | None = None,
    spasms: Sequence[tuple[float, float]] = (),
) -> Axes:
    """Force of one muscle over the episode, with what each of the three roads adds to its activation.

    Parameters
    ----------
    time_s, force : [T] s, share of maximum (drawn as percent).
    by_road : [3, T] activation by road (ectopic, pool, guarding), share of maximum.
    spasms : (begin, end) of each spasm, s, drawn as a bar along the top.
    """
    x, y = thinned(time_s, 100 * force)
    top = max(5.0, 1.3 * float(np.nanmax(y, initial=0.0)))
    if by_road is not None:
        for (name, role), values in zip(ROADS, by_road, strict=True):
            if values.max(initial=0.0) >= 0.002:
                at, share = thinned(time_s, 100 * values)
                axes.fill_between(at, share, color=COLOURS[role], alpha=0.22, linewidth=0)
                axes.plot(at, share, color=COLOURS[role], linewidth=1.1, label=name)
                top = max(top, 1.3 * float(share.max()))
    axes.plot(x, y, color=COLOURS["ink"], linewidth=1.0, label="force")
    named = by_road is not None
    axes.set(ylabel="% of maximum", xlim=(float(time_s[0]), float(time_s[-1])), ylim=(0, top))
    for begin, end in spasms:
        axes.plot([begin, end], [0.97 * top] * 2, color=COLOURS["pain"], linewidth=3.5, solid_capstyle="butt")
    return key_above(axes, columns=4) if named else axes


def emg_trace(axes: Axes, time_s: FloatArray, emg: FloatArray, unit: str = "\N{MICRO SIGN}V") -> Axes:
    """Surface or needle EMG over the episode; ``emg`` is [T]."""
    x, y = thinned(time_s, emg, 900)
    axes.plot(x, y, color=COLOURS["ink"], linewidth=0.6)
    axes.set(ylabel=f"EMG, {unit}")
    peak = max(float(np.nanmax(np.abs(y), initial=0.0)), 1e-9)
    axes.set_ylim(-1.1 * peak, 1.1 * peak)
    return axes
