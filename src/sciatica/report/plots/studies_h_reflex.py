"""The H reflex: stronger and stronger shocks behind the knee, recorded from the calf.

A weak shock sets off the thickest afferents alone: the reflex (H) comes after some 30 ms, before there is any direct
answer (M). A stronger one sets off motor axons too; their impulses run up and meet the reflex's own on its way down, so
that M grows while H is quenched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.report.plots import screen as on
from sciatica.report.plots.style import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes


_CUT = 1.5
"""Divisions from a baseline beyond which a trace is cut off: M grows far taller than H."""


def h_reflex(
    axes: Axes,
    time_ms: FloatArray,
    trace_mv: FloatArray,
    strength: FloatArray,
    h_latency_ms: float,
    *,
    m_latency_ms: float = float("nan"),
    division_mv: float | None = None,
    sweep_ms: float = 10.0,
    end_ms: float | None = None,
    title: str = "",
    role: str = "ink",
) -> Axes:
    """One side: a raster over rising strength, the weakest shock at the top.

    Parameters
    ----------
    time_ms : [T] from the stimulus.
    trace_mv : [I, T] by strength; negative is drawn upward. Cut off a division and a half from each baseline.
    strength : [I] of the shocks, rising, written at the left of each trace.
    h_latency_ms, m_latency_ms : where H and M begin; nan for none, which is said of H.
    division_mv, sweep_ms : a division; by the size of the traces where not given. Best by that of H, as M is cut off.
    end_ms : of the sweep; that of the record where not given.
    title, role : what stands above, and the colour role of it.
    """
    unit = on.division(float(np.abs(trace_mv).max(initial=0.0)), 2.0) if division_mv is None else division_mv
    shown = np.clip(trace_mv, -_CUT * unit, _CUT * unit)
    rows = len(trace_mv)
    end = float(time_ms[-1]) if end_ms is None else end_ms
    on.screen(
        axes, end_ms=end, low=-2.6 * unit, high=(rows + 0.8) * unit, sweep_ms=sweep_ms, sensitivity=unit, unit="mV"
    )
    for row, values in enumerate(shown):
        base = row * unit
        axes.plot(time_ms, base + values, color=COLOURS["ink"], linewidth=0.9, label=f"_strength {strength[row]:g}")
        on.at_end(axes, f"{strength[row]:g}", base)
    for name, at in (("M", m_latency_ms), ("H", h_latency_ms)):
        if np.isfinite(at):
            axes.plot(
                [at, at], [-1.0 * unit, (rows - 0.4) * unit], color=COLOURS["accent"], linewidth=1.0, label=f"_{name}"
            )
            words = f"H {on.number(at, 'ms')}" if name == "H" else "M"
            axes.annotate(
                words, (at, -1.0 * unit), xytext=(0, 2), textcoords="offset points", ha="center", va="bottom",
                fontsize=on.SMALL, color=COLOURS["accent"],
            )  # fmt: skip
    if not np.isfinite(h_latency_ms):
        axes.annotate(
            "no H reflex", (0.62 * end, -1.0 * unit), ha="center", va="bottom", fontsize=on.SMALL,
            color=COLOURS["pain"],
        )  # fmt: skip
    on.stimulus(axes, (rows - 0.1) * unit, 0.3 * unit)
    return on.heading(axes, title, role) if title else axes


def h_recruitment(
    axes: Axes,
    strength: FloatArray,
    m_mv: FloatArray,
    h_mv: FloatArray,
    *,
    strength_label: str = "strength of the shock",
    top_mv: float | None = None,
    title: str = "",
    role: str = "ink",
) -> Axes:
    """Size of M and H against the strength of the shock.

    Parameters
    ----------
    strength : [I] rising.
    m_mv, h_mv : [I] amplitudes.
    strength_label : of the x axis, with its unit.
    top_mv : upper end of the y axis; give both sides the same.
    title, role : what stands above, and the colour role of it.
    """
    top = 1.15 * max(float(m_mv.max(initial=0.0)), float(h_mv.max(initial=0.0)), 1e-6) if top_mv is None else top_mv
    axes.plot(
        strength, m_mv, color=COLOURS["motor"], marker="s", markersize=3.5, clip_on=False, label="M",
    )  # fmt: skip
    axes.plot(
        strength, h_mv, color=COLOURS["a_alpha"], marker="o", markersize=4, linestyle=(0, (4, 1.6)), clip_on=False,
        label="H",
    )  # fmt: skip
    axes.set(ylim=(0, top), xlim=(float(strength[0]), float(strength[-1])), xlabel=strength_label, ylabel="mV")
    seen = np.flatnonzero(h_mv >= 0.3 * h_mv.max(initial=0.0))
    for words, values, where in (("M", m_mv, len(m_mv) - 1), ("H", h_mv, int(seen[-1]))):
        if not values.max() > 0.0:
            continue
        axes.annotate(
            words, (strength[where], values[where]), xytext=(-4 if words == "M" else 2, 4), textcoords="offset points",
            ha="center", va="bottom", fontsize=on.SMALL, color=COLOURS["motor" if words == "M" else "a_alpha"],
        )  # fmt: skip
    return on.heading(axes, title, role) if title else axes
