"""Draws the figure of docs/movement.md from the room itself: ``python docs/figures/movement.py [folder]``.

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
from sciatica.movement import Movement
from sciatica.validate.facts._gait import back_pain, fifth_lumbar, first_sacral, foot_drop, strides
from sciatica.validate.facts._movement import man

BLUE, GREY = "#0072b2", "#999999"
STYLE = {
    "svg.hashsalt": "sciatica",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "legend.frameon": False,
    "figure.constrained_layout.use": True,
}


def figure(cases: dict[str, Movement], names: tuple[str, ...]) -> Figure:
    """Hip, knee and ankle of the right leg, the ankle's moment, and the muscles that carry most more, by case."""
    drawn, axes = plt.subplots(5, len(cases), figsize=(9.5, 9.0))
    rows = (("hip_flexion_r", "hip flexion, deg"), ("knee_angle_r", "knee flexion, deg"))
    rows += (("ankle_angle_r", "ankle up, deg"),)
    for column, (title, found) in enumerate(cases.items()):
        ours, health = strides(found)
        for row, (name, label) in enumerate(rows):
            ax = axes[row, column]
            for gait, colour in ((health, GREY), (ours, BLUE)):
                ax.plot(100 * gait.time_s / gait.period_s, gait.angle(name), color=colour)
            ax.set_ylabel(label if column == 0 else "")
        for gait, colour in ((health, GREY), (ours, BLUE)):
            axes[3, column].plot(100 * gait.time_s / gait.period_s, -gait.moment("ankle_angle_r"), color=colour)
        axes[3, column].set_ylabel("push of the ankle, Nm/kg" if column == 0 else "")
        axes[3, column].set_xlabel("% of the stride")
        axes[0, column].set_title(title)
        most = sorted(range(len(names)), key=lambda m, f=found: -float(f.overload[m].max()))[:6]  # type: ignore[misc]
        place = np.arange(len(most))
        for side, offset, colour in ((0, -0.2, BLUE), (1, 0.2, "#d55e00")):
            axes[4, column].barh(place + offset, 100 * found.overload[most, side], 0.38, color=colour)
        axes[4, column].set_yticks(place, [names[m] for m in most])
        axes[4, column].invert_yaxis()
        axes[4, column].set_xlabel("more than in health, %\n(blue left, orange right)")
    return drawn


if __name__ == "__main__":
    mpl.rcParams.update(STYLE)
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    given = defaults()
    cases = {
        "pain on both sides": back_pain(given),
        "L5 root, right": fifth_lumbar(given),
        "weak calf, right": first_sacral(given),
        "dropped foot, right": foot_drop(given),
    }
    figure(cases, man(given).muscles.names).savefig(folder / "movement_strides.svg", metadata={"Date": None})
