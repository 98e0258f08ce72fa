"""The screen of an EMG machine, as laboratories have drawn it since there were cathode rays.

Negative is up. A faint grid counts divisions, and one line of words says what a division is worth across and
upward. Several traces stand below each other, each on its own baseline. The stimulus is a mark at time zero, and a
cursor carries the number that was read there. Nothing is measured here: cursors stand where the study put them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.report.plots.style import COLOURS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

SMALL = 10.0
"""Size of the words on a screen, points: still readable on a telephone."""
TRACE = 1.1
"""Width of a trace."""


def division(span: float, divisions: float = 1.0) -> float:
    """The least round value (1, 2 or 5 times a power of ten) of which ``divisions`` hold ``span``; 1 for no span."""
    if not np.isfinite(span) or span <= 0.0:
        return 1.0
    wanted = span / divisions
    power = 10.0 ** np.floor(np.log10(wanted))
    return float(next(step * power for step in (1.0, 2.0, 5.0, 10.0) if step * power >= wanted * (1.0 - 1e-9)))


def screen(
    axes: Axes,
    *,
    end_ms: float,
    low: float,
    high: float,
    sweep_ms: float,
    sensitivity: float,
    unit: str,
    start_ms: float = 0.0,
) -> Axes:
    """An empty screen: grid, scale, negative up.

    Parameters
    ----------
    start_ms, end_ms : the sweep.
    low, high : lower and upper end, in units; ``high`` is the more positive one and so stands at the bottom.
    sweep_ms, sensitivity, unit : what a division is worth.
    """
    axes.set(xlim=(start_ms, end_ms), ylim=(high, low))
    axes.set_axis_off()
    _grid(axes, sweep_ms, sensitivity, (start_ms, end_ms), (low, high))
    axes.annotate(
        scale_words(sweep_ms, sensitivity, unit), (1.0, 0.0), xytext=(0, -3.5), xycoords="axes fraction",
        textcoords="offset points", ha="right", va="top", fontsize=SMALL, color=COLOURS["muted"],
        annotation_clip=False,
    )  # fmt: skip
    return axes


def _grid(
    axes: Axes, across: float, upward: float, between_x: tuple[float, float], between_y: tuple[float, float]
) -> None:
    """The divisions as one line, broken between them: ticks of an axis would take most of the time to draw."""
    x = np.arange(np.ceil(between_x[0] / across - 1e-9), np.floor(between_x[1] / across + 1e-9) + 1) * across
    y = np.arange(np.ceil(between_y[0] / upward - 1e-9), np.floor(between_y[1] / upward + 1e-9) + 1) * upward
    gap = float("nan")
    lines = [(at, at, gap, *between_y, gap) for at in x] + [(*between_x, gap, at, at, gap) for at in y]
    drawn = np.array(lines)
    axes.plot(
        drawn[:, :3].ravel(), drawn[:, 3:].ravel(), color=COLOURS["soft"], linewidth=0.7, label="_grid", zorder=0.5
    )


def scale_words(sweep_ms: float, sensitivity: float, unit: str) -> str:
    """What a division is worth: "5 ms, 2 mV a division"."""
    across = f"{sweep_ms / 1000:g} s" if sweep_ms >= 1000 else f"{sweep_ms:g} ms"
    if unit.endswith("V") and unit != "mV" and sensitivity >= 1000:
        sensitivity, unit = sensitivity / 1000, "mV"
    return f"{across}, {sensitivity:g} {unit} a division"


def heading(axes: Axes, words: str, role: str = "ink") -> Axes:
    """What stands above a screen: the side, or the muscle."""
    axes.annotate(
        words, (0.0, 1.0), xytext=(0, 4), xycoords="axes fraction", textcoords="offset points", ha="left",
        va="bottom", fontsize=11, color=COLOURS[role], annotation_clip=False,
    )  # fmt: skip
    return axes


def trace(axes: Axes, time_ms: FloatArray, value: FloatArray, at: float, name: str, *, width: float = TRACE) -> Axes:
    """One trace on its baseline.

    Parameters
    ----------
    time_ms, value : [T]; drawn as they are, shifted down to the baseline.
    at : where the baseline lies, in units.
    name : what it is; the line carries it as its label, hidden from keys.
    """
    start, end = axes.get_xlim()
    axes.plot([start, end], [at, at], color=COLOURS["line"], linewidth=0.6, label=f"_baseline {name}")
    axes.plot(time_ms, at + value, color=COLOURS["ink"], linewidth=width, label=f"_{name}", solid_joinstyle="round")
    return axes


def stimulus(axes: Axes, at: float, height: float) -> Axes:
    """A mark at time zero, where the shock was given: a short upright line with a wedge below it."""
    axes.plot([0, 0], [at - height, at + height], color=COLOURS["accent"], linewidth=1.2, label="_stimulus")
    axes.plot(
        [0], [at + height], marker=6, color=COLOURS["accent"], markersize=5, linestyle="none", clip_on=False,
        label="_stimulus",
    )  # fmt: skip
    return axes


def onset(axes: Axes, at_ms: float, at: float, above: float, below: float, words: str = "") -> Axes:
    """A cursor where a response leaves the baseline, with its number below.

    Parameters
    ----------
    at_ms : latency.
    at, above, below : baseline, and how far the cursor reaches over and under it, in units.
    words : the number; none written where empty.
    """
    axes.plot([at_ms, at_ms], [at - above, at + below], color=COLOURS["accent"], linewidth=1.2, label="_onset")
    if words:
        start, end = axes.get_xlim()
        early = at_ms < start + 0.25 * (end - start)
        axes.annotate(
            words, (at_ms, at + below), xytext=(-3 if early else 0, -1), textcoords="offset points",
            ha="left" if early else "center", va="top", fontsize=SMALL, color=COLOURS["accent"],
        )  # fmt: skip
    return axes


def peak(axes: Axes, at_ms: float, value: float, at: float, words: str = "", *, clear: float = 0.0) -> Axes:
    """A cursor at a negative peak, with its number above.

    Parameters
    ----------
    at_ms, value : where the peak is, and its height over the baseline (negative: upward).
    at : the baseline.
    words : the number; none written where empty.
    clear : least distance of the number from the baseline, in units, so that it does not lie on other cursors.
    """
    axes.plot(
        [at_ms], [at + value], marker="_", markersize=8, markeredgewidth=1.2, color=COLOURS["pain"], linestyle="none",
        label="_peak",
    )  # fmt: skip
    if words:
        axes.annotate(
            words, (at_ms, at + min(value, -clear)), xytext=(0, 3), textcoords="offset points", ha="center",
            va="bottom", fontsize=SMALL, color=COLOURS["ink"],
        )  # fmt: skip
    return axes


def at_end(axes: Axes, words: str, at: float) -> Axes:
    """What a trace is, small above its right end."""
    axes.annotate(
        words, (axes.get_xlim()[1], at), xytext=(-1, 2.5), textcoords="offset points", ha="right", va="bottom",
        fontsize=SMALL, color=COLOURS["muted"],
    )  # fmt: skip
    return axes


def said(axes: Axes, at: float, words: str, *, role: str = "pain") -> Axes:
    """Words in the middle of a trace: that there was no response."""
    axes.annotate(
        words, (sum(axes.get_xlim()) / 2, at), xytext=(0, 4), textcoords="offset points", ha="center", va="bottom",
        fontsize=SMALL, color=COLOURS[role],
    )  # fmt: skip
    return axes


def number(value: float, unit: str, digits: int = 1) -> str:
    """A number as it stands at a cursor; large ones without decimals."""
    return f"{value:.{0 if abs(value) >= 100 else digits}f}\u00a0{unit}"
