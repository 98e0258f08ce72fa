"""Draws the figure of docs/cord.md from the room itself: ``python docs/figures/cord.py [folder]``.

The same bytes every time: no date, a fixed salt.
"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from sciatica.body import CLASSES
from sciatica.cord import pain, pools, withdrawal
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.validate.facts import _cord as prepared
from sciatica.validate.facts import _cramp as cramps
from sciatica.validate.facts import _cramp_bench as bench
from sciatica.validate.facts import (
    cord_cramp_again,
    cord_cramp_interval_variation,
    cord_cramp_pain,
    cord_cramp_rate,
    cord_cramp_tendon,
    cord_cramp_threshold,
    cord_cramp_threshold_history,
    cord_cramp_time,
)

BLUE, ORANGE, GREEN, GREY = "#0072b2", "#d55e00", "#009e73", "#777777"
STYLE = {
    "svg.hashsalt": "sciatica",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 9,
    "legend.frameon": False,
    "legend.fontsize": 7,
    "figure.constrained_layout.use": True,
}
P: ParameterSet = defaults()


def raster(axes: Axes) -> None:
    """A cramp, free and with its tendon pulled."""
    values = {name: np.full(1, getattr(P.cord, name)) for name in bench.SEARCHED}
    none = np.zeros((1, 2))
    played = bench.play(
        bench.bench(P, values),
        none + 45.0,
        none + 3.0,
        25.0,
        sensitisation=none,
        inflamed=none,
        irritants=np.zeros((2, 1, 2)),
        pulled=np.array([[0.0, 1.0]]),
    )
    for side, colour, lift in ((0, BLUE, bench.UNITS + 1), (1, ORANGE, 0)):
        mine = (played.pool == side) & (played.time_s > 0.0)
        axes.plot(played.time_s[mine], played.unit[mine] + lift, "|", color=colour, ms=2.5, mew=0.4)
    axes.axvline(bench.PULLED_S, ymax=0.45, color=GREY, lw=0.8, ls=":")
    axes.text(bench.PULLED_S + 0.5, bench.UNITS * 0.7, "tendon pulled", fontsize=7, color=GREY)
    axes.set(title="A cramp after a train of 3 s at 45 Hz", xlabel="s after the train", ylabel="motoneurons", yticks=[])


def searched(axes: Axes) -> None:
    """Thresholds over the searched range."""
    found = cramps.search(P)
    edges = np.arange(3.0, 65.0, 4.0)
    for value, words, colour in (
        (found.threshold_hz, "no history", BLUE),
        (found.history_hz, "history", ORANGE),
        (found.recent_hz, "history, half an hour after a cramp", GREEN),
    ):
        axes.hist(value, edges, histtype="step", color=colour, label=words)
    axes.axvspan(20.0, 31.0, color=BLUE, alpha=0.1, lw=0)
    axes.axvspan(9.2, 20.6, color=ORANGE, alpha=0.1, lw=0)
    axes.set(title="Threshold over the searched range", xlabel="Hz (62: none found)", ylabel="draws")
    axes.legend()


def shares(axes: Axes) -> None:
    """In how much of the searched range each finding holds, ending included; a row asks for a fifth."""
    found = cramps.search(P)
    values = (
        (cord_cramp_threshold, found.threshold_hz, "threshold"),
        (cord_cramp_threshold_history, found.history_hz, "threshold, history"),
        (cord_cramp_again, found.recent_hz / found.history_hz, "threshold after a cramp"),
        (cord_cramp_pain, found.pain_hz / found.threshold_hz, "threshold with pain"),
        (cord_cramp_rate, found.rate_hz, "rate"),
        (cord_cramp_interval_variation, found.variation, "variation of intervals"),
        (cord_cramp_time, found.active_s, "length"),
        (cord_cramp_tendon, found.left, "tendon input ends it"),
    )
    holds = [cramps.held(found) & (value >= row.LOW) & (value <= row.HIGH) for row, value, _ in values]
    words = [name for *_, name in values] + ["all at once"]
    axes.barh(words, [cramps.share(each) for each in [*holds, np.all(holds, axis=0)]], color=BLUE, height=0.6)
    axes.axvline(0.2, color=GREY, lw=0.8, ls=":")
    axes.invert_yaxis()
    axes.set(title="Where each holds, and it ends", xlabel="share of the searched range", xlim=(0.0, 1.0))
    axes.tick_params(axis="y", labelsize=7)


def winding(axes: Axes) -> None:
    """Wind-up at several rates of C discharge."""
    for hz, colour in ((0.1, GREY), (0.3, GREEN), (0.5, ORANGE), (1.0, BLUE)):
        rate = np.zeros((2, 9, len(CLASSES)))
        rate[1, 4, CLASSES.index("c")] = hz
        horn, traces = pain.quiet(), []
        for second in range(60):
            now = rate if second < 30 else 0.0 * rate
            for _ in range(10):
                horn, _ = pain.advance(horn, now, np.full((2, 9), 2.0), np.zeros((2, 9)), 0.1, P.cord)
            traces.append(horn.wind_up[1, 4])
        axes.plot(np.arange(1, 61), traces, color=colour, label=f"{hz:g} Hz")
    axes.set(title="Wind-up by C fibres firing for 30 s", xlabel="s", ylabel="wind-up", ylim=(0.0, 1.0))
    axes.legend()


def withdrawing(axes: Axes) -> None:
    """Drive of three pools by a painful stimulus to the sole."""
    body = prepared.man(P)
    found = withdrawal.elicit(body, pools.build(body, P.cord), prepared.healthy(body), 0, "sole", 1, P.cord)
    for name, side, words, colour in (
        ("tibant", 1, "tibialis anterior", BLUE),
        ("bflh", 1, "biceps femoris", GREEN),
        ("soleus", 1, "soleus", GREY),
        ("soleus", 0, "soleus of the other leg", ORANGE),
    ):
        axes.plot(found.time_ms[::5], found.drive[body.muscles.index(name), side, ::5], color=colour, label=words)
    axes.set(
        title="Pain in the sole, at the motoneurons", xlabel="ms after the stimulus", ylabel="drive, share of full"
    )
    axes.set_xlim(30.0, 140.0)
    axes.legend()


def main(folder: Path) -> None:
    """Draws it."""
    with plt.rc_context(STYLE):
        figure, axes = plt.subplot_mosaic([["a", "b", "c"], ["d", "e", "e"]], figsize=(10.5, 6.2))
        for draw, place in zip((raster, searched, shares, winding, withdrawing), "abcde", strict=True):
            draw(axes[place])
        figure.savefig(folder / "cord_figure.svg", metadata={"Date": None})


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
