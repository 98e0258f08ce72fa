"""Contractions that nobody willed: which motor unit fired when, and by which of the three roads.

Each road has its own lane and its own mark as well as its own colour: *nerve*, impulses born in the injured axon;
*motor pool*, the cord's own motor cells that fire on; *reflex*, guarding.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray, IntArray
from sciatica.report.plots.style import COLOURS, key_above
from sciatica.report.plots.traces import ROADS, emg_trace

if TYPE_CHECKING:
    from matplotlib.axes import Axes

WILLED = ("willed", "healthy")
"""Name and colour role of spikes that the person called up, index 0 of ``cord.motor_pool.ROADS``."""
_HALF = (0.30, 0.48, 0.48, 0.48)
"""Half the height of a spike's mark by road, in units of the raster."""
_BINS = 400
"""Spikes of one unit and road that fall into one such part of the time shown are drawn as one; the eye loses none."""
_SEEN = 0.005
"""Share of the maximum from which a road counts as active."""


def spasm_raster(
    axes: Axes,
    time_s: FloatArray,
    unit: IntArray,
    road: IntArray,
    units: int,
    *,
    end_s: float,
    spasms: Sequence[tuple[float, float]] = (),
    key: bool = True,
) -> Axes:
    """Every spike of one muscle: motor units from small (bottom) to large (top) over time.

    Parameters
    ----------
    time_s, unit, road : [X] when, which unit (0 smallest), and by which road: 0 willed, then the three of ``ROADS``.
    units : how many units the muscle has.
    end_s : of the time shown.
    spasms : (begin, end) of each spasm, drawn as a bar along the top.
    key : whether the roads that occur are named above.
    """
    for index, (name, role) in enumerate((WILLED, *ROADS)):
        mine = road == index
        if not mine.any():
            continue
        place = unit[mine].astype(np.int64) * (_BINS + 1) + (time_s[mine] / end_s * _BINS).astype(np.int64)
        first = np.flatnonzero(mine)[np.sort(np.unique(place, return_index=True)[1])]
        x, y = time_s[first], unit[first]
        nothing = np.full(len(x), np.nan)
        axes.plot(
            np.stack([x, x, nothing], axis=1).ravel(),
            np.stack([y + 1 - _HALF[index], y + 1 + _HALF[index], nothing], axis=1).ravel(),
            color=COLOURS[role], linewidth=(0.7, 1.3, 0.9, 0.9)[index], label=name, solid_capstyle="butt",
        )  # fmt: skip
    top = units + 0.5 + 0.09 * units
    for begin, end in spasms:
        axes.plot(
            [begin, end], [units + 0.5 + 0.05 * units] * 2, color=COLOURS["pain"], linewidth=3.5,
            solid_capstyle="butt", label="_spasm",
        )  # fmt: skip
    axes.set(xlim=(0, end_s), ylim=(0, top), ylabel="motor unit")
    axes.set_yticks([1, units])
    axes.grid(False)
    return key_above(axes) if key and axes.get_legend_handles_labels()[0] else axes


def road_lanes(axes: Axes, time_s: FloatArray, by_road: FloatArray, *, low: float, high: float) -> Axes:
    """A lane for each road that was taken, filled while it moves the muscle and named at its left.

    Parameters
    ----------
    time_s : [T]
    by_road : [3, T] activation by ``ROADS``, share of the maximum.
    low, high : lower and upper end of the lanes together, on the y axis.
    """
    taken = [(*road, values >= _SEEN) for road, values in zip(ROADS, by_road, strict=True) if values.max() >= _SEEN]
    step = (high - low) / max(len(taken), 1)
    for lane, (name, role, active) in enumerate(taken):
        base = high - (lane + 1) * step
        height = min(0.7 * step, 0.3 * (high - low))
        edges = np.flatnonzero(np.diff(np.concatenate([[0], active.astype(np.int8), [0]])))
        for begin, end in zip(edges[::2], edges[1::2], strict=True):
            start, stop = float(time_s[begin]), float(time_s[min(end, len(time_s) - 1)])
            middle = base + 0.5 * step
            axes.fill_between(
                [start, stop], middle - 0.5 * height, middle + 0.5 * height, color=COLOURS[role], linewidth=0,
                label=f"_{name}",
            )  # fmt: skip
        axes.annotate(
            name, (float(time_s[0]), base + 0.5 * step), xytext=(-4, 0), textcoords="offset points", ha="right",
            va="center", fontsize=9.5, color=COLOURS[role], annotation_clip=False,
        )  # fmt: skip
    return axes


def emg_by_road(
    axes: Axes,
    emg_time_s: FloatArray,
    emg_uv: FloatArray,
    time_s: FloatArray,
    by_road: FloatArray,
    *,
    top_uv: float | None = None,
    title: str = "",
) -> Axes:
    """Surface EMG of one muscle with the three roads marked below it.

    Parameters
    ----------
    emg_time_s, emg_uv : [T'] the record.
    time_s, by_road : [T], [3, T] activation by ``ROADS``, share of the maximum.
    top_uv : of the EMG's scale; by its size where not given. Give several muscles the same to compare them.
    title : the muscle.
    """
    emg_trace(axes, emg_time_s, emg_uv)
    peak = max(float(np.abs(emg_uv).max(initial=0.0)), 1e-9) if top_uv is None else top_uv
    axes.set(ylim=(-2.7 * peak, 1.15 * peak), xlim=(float(time_s[0]), float(time_s[-1])), ylabel="")
    mark = _round(peak)
    axes.set_yticks([0, mark], ["0", f"{mark:g} \N{MICRO SIGN}V"])
    road_lanes(axes, *_thin(time_s, by_road), low=-2.65 * peak, high=-1.1 * peak)
    if title:
        axes.annotate(
            title, (0, 1), xycoords="axes fraction", xytext=(0, 1), textcoords="offset points", va="bottom",
            fontsize=10, color=COLOURS["ink"],
        )  # fmt: skip
    return axes


def _round(value: float) -> float:
    """The largest of 1, 2 or 5 times a power of ten that is no greater."""
    power = 10.0 ** np.floor(np.log10(value))
    return float(max(step * power for step in (1.0, 2.0, 5.0) if step * power <= value * (1 + 1e-9)))


def _thin(time_s: FloatArray, by_road: FloatArray) -> tuple[FloatArray, FloatArray]:
    """The greatest activation in each of at most ``_BINS`` parts of the time."""
    if len(time_s) <= _BINS:
        return time_s, by_road
    starts = np.linspace(0, len(time_s), _BINS + 1).astype(np.int64)[:-1]
    return time_s[starts], np.maximum.reduceat(by_road, starts, axis=1)
