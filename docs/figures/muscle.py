"""Draws the figures of docs/muscle.md from the room itself: ``python docs/figures/muscle.py [folder]``.

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
from matplotlib.figure import Figure

from sciatica.body import Body
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.muscle import effort, emg, hill, units
from sciatica.validate.facts import _cord as prepared
from sciatica.validate.facts import _muscle

BLUE, ORANGE, GREEN, RED, GREY = "#0072b2", "#d55e00", "#009e73", "#cc3377", "#777777"
STYLE = {
    "svg.hashsalt": "sciatica",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
    "figure.constrained_layout.use": True,
}
P: ParameterSet = defaults()
M = P.muscle
MAN = prepared.man(P)


def muscle(name: str) -> Body:
    """One muscle of a man."""
    return prepared.only(MAN, (name,))


def curves(axes: Axes) -> None:
    """Force at lengths and speeds."""
    x = np.linspace(0.4, 1.7, 200)
    axes.plot(x, hill.force_length(x), color=BLUE, label="active, at length")
    axes.plot(x, hill.passive_force(x), color=GREY, label="passive, at length")
    v = np.linspace(-1.0, 1.0, 200)
    axes.plot(1.0 + 0.5 * v, hill.force_velocity(v), color=ORANGE, ls="--", label="at speed (0.5: fastest shortening)")
    axes.set(xlabel="length, optimal lengths", ylabel="force, share of greatest", ylim=(0, 2))
    axes.legend(fontsize=7)


def recruitment(axes: Axes) -> None:
    """Force and units against drive."""
    bench = effort.ready(muscle("tibant"), P)
    drive = np.linspace(0.02, 1.0, 15)
    force, active = [], []
    for d in drive:
        found = effort.play(bench, d * np.ones(2), P, seconds=1.5)
        force.append(found.force[25:, 0].mean())
        active.append((found.rates_hz(0.5, 1.5)[:40] > 0).mean())
    axes.plot(drive, force, color=BLUE, label="force")
    axes.plot(drive, active, color=ORANGE, label="units that fire")
    axes.set(xlabel="drive", ylabel="share", ylim=(0, 1.05))
    axes.legend(fontsize=7)


def twitches(axes: Axes) -> None:
    """Whole twitches."""
    body = prepared.only(MAN, ("tibant", "gasmed", "soleus"))
    made = units.build(body.muscles, M, 40)
    time = np.arange(0.0, 500.0, 1.0)
    for k, colour in enumerate((BLUE, GREEN, ORANGE)):
        force = units.whole_twitch(made.strength, made.contraction_ms[k], time, M.fusion_steepness)
        axes.plot(time, force, color=colour, label=body.muscles.names[k])
    axes.set(xlabel="ms after one spike in every unit", ylabel="force, share of tetanus")
    axes.legend(fontsize=7)


def endurance(axes: Axes) -> None:
    """Holding times beside two publications."""
    levels = (0.3, 0.4, 0.5, 0.6, 0.8)
    for name, colour in (("tibant", BLUE), ("vasti", ORANGE)):
        held = [_muscle.endurance_s(P, name, level, 900.0) for level in levels]
        axes.plot(levels, held, "o", color=colour, label=f"{name}, simulated")
    x = np.linspace(0.25, 0.9, 50)
    axes.plot(x, 34.71 * x**-2.06, color=BLUE, lw=1, label="ankle, meta-analysis")
    axes.plot(x, 19.38 * x**-1.88, color=ORANGE, lw=1, label="knee, meta-analysis")
    axes.set(xlabel="force held, share of full effort", ylabel="s", yscale="log")
    axes.legend(fontsize=7)


def sprouting(axes: Axes) -> None:
    """Force of a pool that lost units, in the months after."""
    made = effort.ready(muscle("tibant"), P).units
    order = np.argsort((np.arange(40) * 0.618) % 1.0)
    days = np.linspace(0.0, 300.0, 61)
    for left, colour in ((0.6, GREEN), (0.3, BLUE), (0.15, RED)):
        alive = np.broadcast_to(np.isin(np.arange(40), order[: round(40 * left)]), made.size.shape)
        whole = [1.0 - units.sprouted(made, alive, np.array(d), M).denervated[0, 0] for d in days]
        axes.plot(days, whole, color=colour, label=f"{left:.0%} of the units left")
    axes.set(xlabel="days after the loss", ylabel="fibres with an axon", ylim=(0, 1.05))
    axes.legend(fontsize=7)


def fibrillation(axes: Axes) -> None:
    """Fibrillating fibres by day, beside the spine and in the leg."""
    days = np.linspace(0.0, 120.0, 241)
    made = effort.ready(muscle("tibant"), P).units
    for mm, left, colour in ((100.0, 0.5, GREEN), (800.0, 0.5, BLUE), (800.0, 0.1, RED)):
        alive = np.broadcast_to((np.arange(40) * 7) % 10 < round(10 * left), made.size.shape)
        free = np.array([units.sprouted(made, alive, np.array(d), M).denervated[0, 0] for d in days])
        found = emg.fibrillation(free, days, np.full(len(days), mm), M)
        axes.plot(days, found.heard, color=colour, label=f"stump {mm / 10:.0f} cm, {left:.0%} of units left")
    axes.set(xlabel="days after the loss", ylabel="fibrillating fibres heard\nat one place")
    axes.legend(fontsize=7)


def needles(figure: Figure, places: list[Axes]) -> None:
    """Unit potentials at a needle: healthy, young sprouts, old sprouts."""
    made = effort.ready(muscle("tibant"), P).units
    alive = np.broadcast_to(np.arange(40) % 3 == 0, made.size.shape)
    cases = (
        ("healthy", np.ones_like(alive), 0.0),
        ("two thirds of the units lost,\n60 days ago", alive, 60.0),
        ("the same, 900 days ago", alive, 900.0),
    )
    for axes, (words, living, days) in zip(places, cases, strict=True):
        grown = units.sprouted(made, living, np.array(days), M)
        found = emg.needle(grown, 0, 1, np.array([9, 15, 21]), M, np.random.default_rng(4))
        time = np.arange(found.wave_uv.shape[1]) * found.step_ms
        for k, wave in enumerate(found.wave_uv):
            axes.plot(time[::4], -wave[::4] / 1000.0 - 3.0 * k, color=BLUE, lw=0.8)
        axes.set(title=words, xlabel="ms", yticks=[], ylim=(-8.5, 3.5))
        axes.title.set_fontsize(8)
        axes.spines["left"].set_visible(False)
    places[0].plot([38, 38], [1.0, 2.0], color="black")
    places[0].text(37.4, 1.5, "1 mV", ha="right", va="center", fontsize=7)


def skin(axes: Axes) -> None:
    """Surface EMG at rising drive."""
    bench = effort.ready(muscle("tibant"), P)
    made = emg.unit_potentials(bench.units, 0, M, step_ms=1.0)
    for k, drive in enumerate((0.1, 0.4, 1.0)):
        found = effort.play(bench, drive * np.ones(2), P, seconds=1.0, rng=np.random.default_rng(0))
        mine = found.unit < 40
        wave = emg.surface(made, found.unit[mine], found.spike_ms[mine].astype(np.int64), 1000)
        axes.plot(np.arange(500, 1000), wave[500:] / 1000.0 - 4.0 * k, color=BLUE, lw=0.6)
        axes.text(495, -4.0 * k, f"drive {drive:.1f}", ha="right", va="center", fontsize=7)
    axes.plot([1005, 1005], [-0.5, 0.5], color="black")
    axes.text(1012, 0.0, "1 mV", va="center", fontsize=7)
    axes.set(title="surface EMG, bipolar", xlabel="ms", yticks=[], xlim=(420, 1060))
    axes.title.set_fontsize(8)
    axes.spines["left"].set_visible(False)


def compound(axes: Axes) -> None:
    """The M wave, with latencies in step and spread."""
    bench = effort.ready(muscle("tibant"), P)
    made = emg.unit_potentials(bench.units, 0, M, step_ms=0.1, montage="belly")
    for words, latency, colour in (
        ("in step", np.full(40, 5.0), BLUE),
        ("spread over 8 ms", 5.0 + np.linspace(8.0, 0.0, 40), ORANGE),
    ):
        wave = emg.compound(made, latency, jitter_ms=2.0, duration_ms=35.0)
        axes.plot(np.arange(len(wave))[::3] * 0.1, -wave[::3] / 1000.0, color=colour, label=words)
    axes.set(title="M wave, belly against far", xlabel="ms after the stimulus", ylabel="mV, negative up")
    axes.title.set_fontsize(8)
    axes.legend(fontsize=7)


def save(figure: Figure, folder: Path, name: str) -> None:
    """The same bytes every time."""
    figure.savefig(folder / f"muscle_{name}.svg", metadata={"Date": None})
    plt.close(figure)


def main(folder: Path) -> None:
    """Draws all."""
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(2, 3, figsize=(9.5, 5.2))
        for draw, place in zip(
            (curves, twitches, recruitment, endurance, sprouting, fibrillation), axes.flat, strict=True
        ):
            draw(place)
        save(figure, folder, "force")
        figure, axes = plt.subplot_mosaic([["a", "b", "c"], ["d", "d", "e"]], figsize=(9.5, 5.6))
        needles(figure, [axes[k] for k in "abc"])
        skin(axes["d"])
        compound(axes["e"])
        save(figure, folder, "emg")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
