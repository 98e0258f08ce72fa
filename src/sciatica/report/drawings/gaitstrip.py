"""One stride as a strip of stick figures, from the right and from behind, with the same body's normal stride in grey.

Joints stand where the simulated skeleton puts them; nothing is drawn that was not computed but the head's circle.
The right leg is drawn strongly, the left one lightly, so that no colour is needed to tell them apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report.drawings.svg import Point, element, group, polyline

if TYPE_CHECKING:
    from sciatica.core.types import FloatArray
    from sciatica.movement.record import Gait

_WIDTH, _HIGH, _HEAD = 640.0, 132.0, 6.5
_ROW = _HIGH + 40.0
_LEG = ("hip", "knee", "ankle", "heel", "toe", "ankle")


def gait_strip(gait: Gait, normal: Gait, words: str, *, figures: int = 8) -> Markup:
    """The strip.

    Parameters
    ----------
    gait : the stride as it is.
    normal : the stride of the same body in health, drawn behind.
    words : alternative text.
    figures : how many instants, evenly over the stride from the contact of the right foot.
    """
    tall = float(normal.point_m[:, :, 1].max() - normal.point_m[:, :, 1].min())
    scale = _HIGH / tall
    parts: list[Markup] = []
    for row, (view, axis) in enumerate((("seen from the right", 0), ("seen from behind", 2))):
        floor = 22.0 + row * _ROW + _HIGH
        parts.append(element("text", view, x=4, y=floor - _HIGH - 10, class_="map-label"))
        parts.append(element("path", d=f"M4 {floor:.1f}H{_WIDTH - 4:g}", class_="floor"))
        for number in range(figures):
            middle = _WIDTH * (number + 0.5) / figures
            for which, name in ((normal, "healthy"), (gait, "now")):
                parts.append(_figure(which, number / figures, axis, middle, floor, scale, name))
            if row == 1:
                share = f"{100 * number / figures:.0f}\u00a0%"
                parts.append(element("text", share, x=middle, y=floor + 14, class_="map-label", text_anchor="middle"))
    return element(
        "svg", *parts,
        viewBox=f"0 0 {_WIDTH:g} {2 * _ROW:g}", role="img", aria_label=words, class_="strip",
    )  # fmt: skip


def _figure(gait: Gait, share: float, axis: int, middle: float, floor: float, scale: float, name: str) -> Markup:
    place = {n: _at(gait.point(n), share) for n in gait.point_names}
    lowest = min(float(place[f"{part}_{side}"][1]) for part in ("heel", "toe") for side in "lr")
    centre = float(place["pelvis"][axis])

    def flat(point: str) -> Point:
        x = middle + scale * float(place[point][axis] - centre)
        return x, floor - scale * float(place[point][1] - lowest)

    strokes = []
    for side in ("l", "r") if axis == 0 else ("r", "l"):
        line = [flat("pelvis"), *(flat(f"{part}_{side}") for part in _LEG)]
        strokes.append(element("path", d=polyline(line), class_="right" if side == "r" else "left"))
    strokes.append(element("path", d=polyline([flat("pelvis"), flat("lumbar"), flat("neck")]), class_="trunk"))
    if axis == 2 and "shoulder_l" in place:
        strokes.append(
            element("path", d=polyline([flat("shoulder_l"), flat("neck"), flat("shoulder_r")]), class_="trunk")
        )
    head = flat("head")
    strokes.append(element("circle", cx=head[0], cy=head[1], r=_HEAD, class_="trunk"))
    return group(strokes, class_=name)


def _at(values: FloatArray, share: float) -> FloatArray:
    """[3] a point at a share of the stride, between the instants computed."""
    count = len(values)
    place = share * count
    low = int(np.floor(place)) % count
    rest = place - np.floor(place)
    return np.asarray((1.0 - rest) * values[low] + rest * values[(low + 1) % count])
