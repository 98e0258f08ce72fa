"""The course of every root on the picture of the nerve: its landmarks by arc length, laid out from behind.

Height is arc length: roots are lined up at the discs they pass, and below the buttock the leg is drawn shorter, since
nothing there needs the room. How far a root lies from the midline is drawn by hand.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from sciatica.report.drawings.svg import Point

if TYPE_CHECKING:
    from sciatica.body import Body

WIDTH, HEIGHT = 360.0, 660.0
MIDDLE = 184.0
_TOP_MM, _WAIST_MM, _SOLE_MM = -115.0, 235.0, 1130.0
_TOP_Y, WAIST_Y, _SOLE_Y = 26.0, 400.0, 640.0


def place_words(body: Body, root: int, centre_mm: float) -> str:
    """The landmark that a place on a root lies nearest to, in plain words."""
    from sciatica.body import LANDMARKS

    plain = {
        "cord": "at the spinal cord",
        "sleeve": "where the root leaves the dural sac",
        "drg": "at the dorsal root ganglion",
        "foramen": "in the foramen",
        "far_lateral": "outside the foramen",
        "plexus": "at the plexus",
        "notch": "under the piriformis",
        "bifurcation": "where the sciatic nerve divides",
        "knee": "at the knee",
        "ankle": "at the ankle",
        "foot": "in the foot",
    }
    distance = {name: abs(body.position_mm(root, name) - centre_mm) for name in LANDMARKS}
    name = min((n for n in LANDMARKS if math.isfinite(distance[n])), key=lambda n: distance[n])
    if name.startswith("sac_"):
        return f"inside the dural sac at {name[4:].replace('-', '–')}"
    return plain[name]


def disc_offset_mm(body: Body, root: int) -> float:
    """Arc length at which a root passes the height of the L2-L3 disc, mm."""
    gap = 36.0 * body.scale
    if root == 0:
        return body.position_mm(0, "sleeve") + gap
    if root == 1:
        return body.position_mm(1, "sleeve")
    return body.position_mm(root, "sac_L2-L3")


def height(mm: float, scale: float) -> float:
    """Height on the picture of a distance below the L2-L3 disc."""
    return float(np.interp(mm / scale, [_TOP_MM, _WAIST_MM, _SOLE_MM], [_TOP_Y, WAIST_Y, _SOLE_Y]))


def _across(root: int, landmark: str) -> float | None:
    """Distance from the midline on the picture; None where the drawn path leaves the landmark out."""
    within = 3.0 + (8 - root) * 2.3
    if landmark == "cord":
        return 2.0 + (8 - root) * 1.0
    if landmark.startswith("sac_"):
        return within
    femoral, pelvic = root <= 1, root >= 7
    fan = {"sleeve": 9.0, "drg": 20.0, "foramen": 27.0, "far_lateral": 36.0}
    if landmark in fan:
        return within + fan[landmark] * (0.55 if root >= 5 else 1.0)
    if pelvic:
        return 30.0 if landmark == "plexus" else None
    if femoral:
        return {"plexus": 66.0 + 6 * root, "knee": 94.0}.get(landmark)
    sciatic = {
        "plexus": 76.0 - 5.5 * (root - 2),
        "notch": 78.0,
        "bifurcation": 78.0,
        "knee": 77.0,
        "ankle": 74.0,
        "foot": 70.0,
    }
    return sciatic.get(landmark)


def course(body: Body, root: int, side: int) -> list[tuple[float, Point]]:
    """(arc length, point on the picture) for every landmark of a root, from the cord outward."""
    from sciatica.body import LANDMARKS, ROOTS

    sign = -1.0 if side == 0 else 1.0
    offset = disc_offset_mm(body, root)
    shared = disc_offset_mm(body, ROOTS.index("S1"))
    points = []
    for name in LANDMARKS:
        position, across = body.position_mm(root, name), _across(root, name)
        if across is None or not math.isfinite(position):
            continue
        down = position - offset
        if name in ("notch", "bifurcation", "knee", "ankle", "foot") and root >= 2:
            down = body.position_mm(ROOTS.index("S1"), name) - shared
        points.append((position, (MIDDLE + sign * across, height(down, body.scale))))
    if root >= 7:
        end, (_, y) = points[-1]
        points.append((end + 40.0 * body.scale, (MIDDLE + sign * 14.0, y + 34.0)))
    return points


def point_at(path: list[tuple[float, Point]], centre_mm: float) -> Point:
    """The point on the picture at an arc length."""
    mm = [p for p, _ in path]
    return (
        float(np.interp(centre_mm, mm, [point[0] for _, point in path])),
        float(np.interp(centre_mm, mm, [point[1] for _, point in path])),
    )


def split_at(path: list[tuple[float, Point]], centre_mm: float) -> tuple[list[Point], list[Point]]:
    """The path above and below a place."""
    middle = point_at(path, centre_mm)
    above = [point for mm, point in path if mm < centre_mm] + [middle]
    below = [middle] + [point for mm, point in path if mm > centre_mm]
    return above, below
