"""The straight-leg raise: pain against the angle of the raised leg."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.report.plots.style import COLOURS, key_above

if TYPE_CHECKING:
    from matplotlib.axes import Axes


def leg_raise(axes: Axes, angle_deg: FloatArray, pain: FloatArray, crossed_pain: FloatArray) -> Axes:
    """Pain (0-10) against angle for either leg, and on the other side where there is any.

    Parameters
    ----------
    angle_deg : [G]
    pain : [2, G] of the raised leg's own side, left and right leg raised.
    crossed_pain : [2, G] on the other side.
    """
    for side, name in enumerate(("left", "right")):
        axes.plot(
            angle_deg, pain[side], color=COLOURS[name], marker="so"[side], markersize=3.5, clip_on=False,
            linestyle=((0, (5, 2)), "-")[side],
            label=f"{name} leg raised",
        )  # fmt: skip
        if np.nanmax(crossed_pain[side], initial=0.0) >= 0.05:
            other = ("right", "left")[side]
            axes.plot(
                angle_deg,
                crossed_pain[side],
                color=COLOURS[name],
                linestyle=(0, (1.2, 1.8)),
                label=f"felt in the {other}",
            )
    axes.set(xlabel="angle of the raised leg, degrees", ylabel="pain, 0–10", ylim=(0, 10))
    axes.set_xlim(float(angle_deg[0]), float(angle_deg[-1]))
    axes.set_yticks([0, 2, 4, 6, 8, 10])
    return key_above(axes, columns=2)
