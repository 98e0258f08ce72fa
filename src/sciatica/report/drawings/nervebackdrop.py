"""What lies behind the nerve on its picture: the outline of the body, the bones, and the names of heights."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from markupsafe import Markup

from sciatica.report.drawings.nervecourse import MIDDLE, WAIST_Y, WIDTH, disc_offset_mm, height
from sciatica.report.drawings.svg import Point, curve, element, group

if TYPE_CHECKING:
    from sciatica.body import Body

_SPINE = ("L2-L3", "L3-L4", "L4-L5", "L5-S1")


def bones() -> Markup:
    """Vertebrae as quiet blocks between the discs, and the sacrum."""
    shapes = []
    for index in range(5):
        y0, y1 = height(36.0 * index - 67.0, 1.0), height(36.0 * index - 41.0, 1.0)
        shapes.append(element("rect", x=MIDDLE - 27, y=y0, width=54, height=y1 - y0, rx=5, class_="bone"))
    top = height(113.0, 1.0)
    sacrum = [
        (-27.0, top),
        (27.0, top),
        (24.0, top + 34),
        (11.0, top + 88),
        (0.0, top + 104),
        (-11.0, top + 88),
        (-24.0, top + 34),
    ]
    shapes.append(element("path", d=curve([(MIDDLE + x, y) for x, y in sacrum], closed=True), class_="bone"))
    return group(shapes, aria_hidden="true")


def silhouette() -> Markup:
    """The buttocks and legs, faintly, so that it is seen where the nerve runs."""
    half: list[Point] = [
        (84, 4), (79, 60), (71, 122), (70, 172), (78, 224), (94, 272), (112, 320), (121, 366), (119, 410),
        (110, 452), (101, 492), (98, 520), (101, 548),
        (94, 590), (85, 618), (90, 634), (96, 648), (60, 649), (58, 634), (64, 612), (56, 572), (52, 540), (54, 505),
        (42, 460), (26, 420), (8, 396), (0, 392),
    ]  # fmt: skip
    whole = [(MIDDLE - x, y) for x, y in half] + [(MIDDLE + x, y) for x, y in reversed(half)]
    return element("path", d=curve(whole, closed=False), class_="silhouette", aria_hidden="true")


def labels(body: Body, ruled: int) -> Markup:
    """Names of heights at the left edge; at the right edge, arc length from the cord along the root ``ruled``, mm."""
    from sciatica.body import ROOTS

    s1 = ROOTS.index("S1")
    parts = [
        element("text", "left", x=MIDDLE - 34, y=16, class_="map-side", text_anchor="end"),
        element("text", "right", x=MIDDLE + 34, y=16, class_="map-side"),
    ]
    heights: list[tuple[str, str, float]] = []
    for index, level in enumerate(_SPINE):
        heights.append((level.replace("-", "–"), f"sac_{level}", height(36.0 * index, 1.0)))
    for name, landmark in (("piriformis", "notch"), ("knee", "knee"), ("ankle", "ankle"), ("foot", "foot")):
        down = body.position_mm(s1, landmark) - disc_offset_mm(body, s1)
        heights.append((name, landmark, height(down, body.scale)))
    for name, landmark, y in heights:
        parts.append(element("text", name, x=4, y=y + 3.5, class_="map-label"))
        mm = body.position_mm(ruled, landmark)
        if math.isnan(mm) and landmark.startswith("sac_") and _leaves_at(ruled) == landmark:
            mm = body.position_mm(ruled, "sleeve")
        if math.isfinite(mm):
            parts.append(element("text", f"{mm:.0f}", x=WIDTH - 4, y=y + 3.5, class_="map-label", text_anchor="end"))
    parts.append(element("text", f"mm along {ROOTS[ruled]}", x=WIDTH - 4, y=16, class_="map-label", text_anchor="end"))
    y = WAIST_Y + 6
    parts.append(element("path", d=f"M4 {y}h{WIDTH - 8}", class_="map-break"))
    return group(parts)


def _leaves_at(root: int) -> str:
    """The disc at which a root leaves the sac (S1 at L5-S1)."""
    from sciatica.body import LEVELS, traversing_root

    return next((f"sac_{level}" for level in LEVELS if traversing_root(level) == root), "")
