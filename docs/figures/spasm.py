"""Draws the figure of docs/spasm.md, ``python docs/figures/spasm.py [folder]``: raster, force and EMG of three roads
to a contraction that nobody willed, each alone.

The same bytes every time: no date, a fixed salt.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np

from sciatica.body import CLASSES, ROOTS, Body
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.episode import Episode, Segment, nothing, run
from sciatica.nerve.conduct import Channels
from sciatica.validate.facts import _cord as prepared

COLOURS = {"ectopic": "#d55e00", "pool": "#0072b2", "guarding": "#009e73"}
SIDE = 1


@dataclass(frozen=True)
class Road:
    """One column of the figure."""

    name: str
    title: str
    muscle: str
    episode: Episode
    shaded: tuple[tuple[float, float, str], ...]
    """From, to, and what was done meanwhile."""


def twitching(man: Body, healthy: Channels) -> Channels:
    """A few motor axons of S1 fire by themselves: some once, some twice in a row."""
    fibres = man.fibres
    rows = np.flatnonzero(
        (fibres.root == ROOTS.index("S1")) & (fibres.side == SIDE) & (fibres.kind == CLASSES.index("motor"))
    )[1:6:2]
    pattern = np.full((len(fibres), 2, 3), np.nan)
    for k, row in enumerate(rows):
        times = [200.0, 900.0, 900.0 + 8.0] if k % 2 else [500.0]
        pattern[row, 1, : len(times)] = times
    rate = np.isfinite(pattern).sum(axis=2) / 1.5
    return replace(healthy, window_ms=1500.0, ectopic_pattern_ms=pattern, ectopic_rate_hz=rate)


def played(constants: ParameterSet) -> list[Road]:
    """The three roads, each alone."""
    man = prepared.man(constants)
    healthy = prepared.healthy(man, 2)

    def play(muscle: str, nerve: Channels, script: list[Segment], ready: float, phenotype: str) -> Episode:
        body = prepared.only(man, (muscle,))
        carried, beside = nothing(1), np.zeros((1, 2))
        carried.sensitisation[SIDE, 4:6] = ready
        beside[0, SIDE] = 0.3 * ready
        rng = np.random.default_rng(1)
        return run(body, nerve, script, carried, beside, constants, rng, phenotype=phenotype)

    steps = [Segment(0, 1.0, "before"), Segment(1, 4.0, "pressed"), Segment(0, 3.0, "after")]
    pull = Segment(0, 1.5, "tendon pulled", stretch={"soleus": 1.0})
    cough = [
        Segment(0, 1.0, "before"),
        Segment(1, 0.6, "cough"),
        Segment(0, 3.9, "after"),
        pull,
        Segment(0, 1.0, "rest"),
    ]
    ectopic = play("gasmed", twitching(man, healthy), steps, 0.0, "none")
    irritated = {"a_delta": (0.0, 8.0), "c": (0.0, 2.5), "a_alpha": (0.0, 20.0)}
    pool = play("soleus", prepared.firing(healthy, man, (4, 5), SIDE, irritated), cough, 0.5, "none")
    hurting = prepared.firing(healthy, man, (4,), SIDE, {"a_delta": (0.0, 6.0), "c": (0.0, 2.0)})
    guarding = play("multifidus", hurting, steps, 0.0, "cocontraction")
    return [
        Road("ectopic", "Axons that fire by themselves\n(calf)", "gasmed", ectopic, ((1.0, 5.0, "nerve pressed"),)),
        Road(
            "pool", "A pool that fires on\n(soleus)", "soleus", pool, ((1.0, 1.6, "cough"), (5.5, 7.0, "tendon pulled"))
        ),
        Road("guarding", "Guarding\n(multifidus)", "multifidus", guarding, ((1.0, 5.0, "root hurts"),)),
    ]


def drawn(roads: list[Road]) -> Any:
    """The figure: a column a road; raster, force, EMG."""
    import matplotlib.pyplot as plt

    figure, axes = plt.subplots(3, 3, figsize=(10.5, 6.6), sharex="col", sharey="row", layout="constrained")
    highest = max(float(np.abs(road.episode.emg[0, SIDE]).max()) for road in roads)
    for road, column in zip(roads, axes.T, strict=True):
        colour, found = COLOURS[road.name], road.episode
        raster, force, emg = column
        spikes = found.spikes
        mine = spikes.of(0, SIDE)
        unit = spikes.unit[mine] % spikes.units_per_pool
        raster.scatter(spikes.time_s[mine], unit + 1, s=6, marker="|", linewidths=0.9, color=colour)
        force.plot(found.time_s, 100.0 * found.force[0, SIDE], color=colour, lw=1.4)
        # a log-like scale would hide that a twitch is small: the same scale for all three says it
        emg.plot(found.emg_time_s, found.emg[0, SIDE], color=colour, lw=0.5)
        emg.set_ylim(-1.05 * highest, 1.05 * highest)
        for axis in column:
            for begin, end, _ in road.shaded:
                axis.axvspan(begin, end, color="0.9", lw=0, zorder=0)
            axis.set_xlim(0.0, 8.0)
            axis.spines[["top", "right"]].set_visible(False)
        raster.set_title(road.title, color=colour, fontsize=10)
        for begin, _, done in road.shaded:
            raster.text(begin + 0.05, 41.5, done, fontsize=8, color="0.35", va="bottom")
        emg.set_xlabel("time, s")
    axes[0, 0].set(ylabel="motor unit\n(small to large)", ylim=(0, 45))
    axes[1, 0].set(ylabel="force,\n% of maximum", ylim=(0, None))
    axes[2, 0].set(ylabel="surface EMG, uV")
    figure.align_ylabels(axes[:, 0])
    return figure


def main(folder: Path) -> None:
    """Writes the figure and says what was found."""
    mpl.use("Agg")
    mpl.rcParams.update({"svg.hashsalt": "sciatica", "svg.fonttype": "none", "font.size": 9})
    roads = played(defaults())
    drawn(roads).savefig(folder / "spasm_roads.svg", metadata={"Date": None})
    for road in roads:
        found = road.episode
        kinds = sorted({d.kind for d in found.discharges})
        for spasm in found.spasms:
            end = f"{spasm.end_s:.2f} s, {spasm.ended}" if spasm.ended else "still on"
            print(f"{road.name}: {spasm.strength_percent:.1f} % from {spasm.begin_s:.2f} s to {end} ({spasm.road})")
        echoes = sum(d.echo for d in found.discharges)
        print(f"{road.name}: {len(found.twitches)} twitches, {len(kinds)} kinds {kinds}, {echoes} with an echo")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
