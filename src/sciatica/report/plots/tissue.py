"""What the lesion has done to the nerve: blood flow by posture, and the state of the fibres by depth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.report.plots.style import COLOURS, key_above, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def flow_by_posture(
    axes: Axes, names: Sequence[str], flow: FloatArray, pressure_mmhg: FloatArray | None = None
) -> Axes:
    """One bar a posture: the share of normal blood flow left at the lesion, with the pressure written beside it.

    Parameters
    ----------
    names : [A] postures, top to bottom.
    flow : [A] 0-1.
    pressure_mmhg : [A], written at the right edge where given.
    """
    rows = np.arange(len(names))[::-1]
    axes.barh(rows, np.full(len(names), 100.0), height=0.5, color=COLOURS["soft"])
    axes.barh(rows, 100 * flow, height=0.5, color=COLOURS["accent"])
    plain(axes)
    for row, name, share in zip(rows, names, flow, strict=True):
        axes.annotate(name, (0, row + 0.32), va="bottom", fontsize=10.5, color=COLOURS["ink"])
        axes.annotate(f"{100 * share:.0f} %", (101.5, row), va="center", fontsize=10.5, color=COLOURS["ink"])
    if pressure_mmhg is not None:
        for row, pressure in zip(rows, pressure_mmhg, strict=True):
            axes.annotate(
                f"{pressure:.0f} mmHg", (100, row + 0.32), va="bottom", ha="right", fontsize=10,
                color=COLOURS["muted"],
            )  # fmt: skip
    axes.set(xlim=(0, 116), ylim=(-0.5, len(names) - 0.15))
    axes.set_xticks([0, 25, 50, 75, 100])
    axes.set_xlabel("blood flow left, % of normal")
    return axes


def depth_profile(axes: Axes, lines: Sequence[tuple[str, FloatArray, str]]) -> Axes:
    """Shares by depth across the root, from the surface that is touched to the far side.

    Parameters
    ----------
    lines : (name, [K] share 0-1, colour role) in the order in which they are drawn and named.
    """
    for index, (name, values, role) in enumerate(lines):
        depth = (np.arange(len(values)) + 0.5) / len(values)
        style = ("-", (0, (4, 1.6)), (0, (1.2, 1.4)), "-.")[index % 4]
        axes.plot(depth, 100 * values, color=COLOURS[role], linestyle=style, label=name, clip_on=False)
    axes.set(xlim=(0, 1), ylim=(0, 104), ylabel="% of healthy")
    axes.set_xticks([0.06, 0.94], ["touched side", "far side"])
    first, last = axes.get_xticklabels()
    first.set_horizontalalignment("left")
    last.set_horizontalalignment("right")
    axes.set_yticks([0, 50, 100])
    return key_above(axes)
