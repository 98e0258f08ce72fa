"""Draws the figures of docs/skeleton.md from the room itself: ``python docs/figures/skeleton.py [folder]``.

The same bytes every time: no date, a fixed salt.
"""

from __future__ import annotations

import sys
from pathlib import Path

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from sciatica.core.parameters import defaults
from sciatica.core.types import FloatArray
from sciatica.movement import tables
from sciatica.movement.bones import GRAVITY
from sciatica.validate.facts import _skeleton

BLUE, ORANGE, GREY = "#0072b2", "#d55e00", "#999999"
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
PERCENT = np.arange(0, 101, 2)
SHOWN = (
    ("soleus", ("soleus",), "soleus"),
    ("gastrocnemius", ("gasmed", "gaslat"), "gastrocnemius"),
    ("tibialis anterior", ("tibant",), "tibialis_anterior"),
    ("medial hamstrings", ("semimem", "semiten"), "medial_hamstrings"),
    ("biceps femoris", ("bflh",), "biceps_femoris"),
    ("vastus lateralis", ("vaslat",), "vastus_lateralis"),
    ("vastus medialis", ("vasmed",), "vastus_medius"),
    ("rectus femoris", ("recfem",), "rectus_femoris"),
    ("gluteus maximus", ("glmax1", "glmax2", "glmax3"), "gluteus_maximus"),
    ("gluteus medius", ("glmed1", "glmed2", "glmed3"), "gluteus_medius"),
)


def closed(values: FloatArray) -> FloatArray:
    """The cycle with its first instant again at the end."""
    return np.append(values, values[0])


def muscles(walk: _skeleton.Walk) -> Figure:
    """Activation beside EMG, each over its own greatest value."""
    figure, axes = plt.subplots(2, 5, figsize=(9.5, 3.6), sharex=True, sharey=True)
    names, force_n = walk.human.pulling.names, walk.human.pulling.force_n
    activation = walk.shared().activation
    for ax, (title, parts, measured) in zip(axes.flat, SHOWN, strict=True):
        rows = [names.index(f"{part}_r") for part in parts]
        ours, theirs = activation[:, rows] @ force_n[rows], _skeleton.emg(measured)
        ax.fill_between(PERCENT, closed(theirs / theirs.max()), color=GREY, alpha=0.5, lw=0, label="EMG")
        ax.plot(PERCENT, closed(ours / ours.max()), color=BLUE, label="ours")
        ax.set_title(f"{title}, r {np.corrcoef(ours, theirs)[0, 1]:.2f}", fontsize=8)
        ax.set_xlim(0, 100)
    axes[0, 0].legend(fontsize=7)
    for ax in axes[1]:
        ax.set_xlabel("cycle, %")
    return figure


def moments(walk: _skeleton.Walk) -> Figure:
    """Ground force and joint moments beside those of the recording."""
    figure, axes = plt.subplots(2, 3, figsize=(9.5, 4.2), sharex=True)
    table, person = tables.walking(), walk.human.person
    weight_n = person.mass_kg * GRAVITY
    for ax, k, title in ((axes[0, 0], 1, "force up, body weights"), (axes[1, 0], 0, "force forward, body weights")):
        ax.plot(PERCENT, closed(table.force[:, k]), color=GREY, lw=3, label="recorded")
        ax.plot(PERCENT, closed(walk.dynamics.ground_force_n[:, 1, k] / weight_n), color=BLUE, label="ours")
        ax.set_title(title, fontsize=8)
    places = (axes[0, 1], axes[0, 2], axes[1, 1], axes[1, 2])
    for ax, name in zip(places, ("hip_flexion", "hip_adduction", "knee_angle", "ankle_angle"), strict=True):
        ours = walk.dynamics.torque[:, walk.human.names.index(f"{name}_r")] / person.mass_kg
        ax.plot(PERCENT, closed(table.moment_nm_kg[name]), color=GREY, lw=3)
        ax.plot(PERCENT, closed(ours), color=ORANGE)
        ax.set_title(f"{name.removesuffix('_angle').replace('_', ' ')} moment, Nm/kg", fontsize=8)
    axes[0, 0].legend(fontsize=7)
    for ax in axes[1]:
        ax.set_xlabel("cycle of the right leg, %")
    return figure


def main(folder: Path) -> None:
    """Writes both figures."""
    walk = _skeleton.walk(defaults())
    with mpl.rc_context(STYLE):
        for name, draw in (("muscles", muscles), ("moments", moments)):
            figure = draw(walk)
            figure.savefig(folder / f"skeleton_{name}.svg", metadata={"Date": None})
            plt.close(figure)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent)
