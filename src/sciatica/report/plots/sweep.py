"""At what pressure each sign would appear: one row a sign, beginning where an examiner would call it present."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.report.plots.style import COLOURS, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def appearance(
    axes: Axes,
    pressure_mmhg: FloatArray,
    signs: Sequence[str],
    appears_mmhg: FloatArray,
    *,
    here_mmhg: float | None = None,
) -> Axes:
    """Rows in order of appearance; a sign outside the range swept says so in words.

    Parameters
    ----------
    pressure_mmhg : [Q] pressures swept.
    signs : [n] names.
    appears_mmhg : [n] lowest pressure at which the sign is present; nan where it is not within the range.
    here_mmhg : the pressure of this person, marked by a line.
    """
    low, high = float(pressure_mmhg[0]), float(pressure_mmhg[-1])
    order = np.argsort(np.where(np.isnan(appears_mmhg), np.inf, appears_mmhg), kind="stable")
    plain(axes)
    axes.grid(True, axis="x")
    for row, index in enumerate(order[::-1]):
        start = float(appears_mmhg[index])
        present = here_mmhg is not None and np.isfinite(start) and start <= here_mmhg
        words = f"from {start:.0f} mmHg" if np.isfinite(start) else "not within the range tried"
        axes.annotate(
            signs[index], (low, row + 0.2), va="bottom", fontsize=10.5,
            color=COLOURS["ink"], annotation_clip=False,
        )  # fmt: skip
        axes.annotate(
            words, (high, row + 0.2), va="bottom", ha="right", fontsize=10,
            color=COLOURS["pain"] if present else COLOURS["muted"], annotation_clip=False,
        )  # fmt: skip
        axes.plot([low, high], [row, row], color=COLOURS["soft"], linewidth=6, solid_capstyle="butt")
        if np.isfinite(start):
            role = "pain" if present else "healthy"
            axes.plot([start, high], [row, row], color=COLOURS[role], linewidth=6, solid_capstyle="butt")
    axes.set(xlim=(low, high), ylim=(-0.4, len(signs) + 0.35), xlabel="highest pressure on the root, lying, mmHg")
    if here_mmhg is not None and low <= here_mmhg <= high:
        axes.axvline(here_mmhg, ymax=0.965, color=COLOURS["ink"], linewidth=1.2, linestyle=(0, (3, 2)))
        middle = here_mmhg < (low + high) / 2
        axes.annotate(
            f"here: {here_mmhg:.0f} mmHg", (here_mmhg, len(signs) + 0.3), xytext=(3 if middle else -3, 0),
            textcoords="offset points", ha="left" if middle else "right", va="top", fontsize=10,
            color=COLOURS["ink"],
        )  # fmt: skip
    return axes
