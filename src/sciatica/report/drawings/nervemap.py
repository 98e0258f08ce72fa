"""The nerve from spine to foot, seen from behind, with the places where it is loaded.

Every root is a line through the body's own landmarks, so a lesion lies on it where its arc length says. Height on
the picture is arc length too: roots are lined up at the discs they pass; below the buttock the leg is drawn
shorter, since nothing there needs the room. On a loaded root each fibre class is a strand of its own. Sensory
strands come from the foot and are thin above the lesion, motor strands come from the cord and are thin below it:
the width left is the share of axons that still carry an impulse past the lesion.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report.drawings.svg import Point, curve, element, group
from sciatica.report.words import class_name

if TYPE_CHECKING:
    from sciatica.body import Body

WIDTH, HEIGHT = 360.0, 660.0
_MIDDLE = 184.0
_TOP_MM, _WAIST_MM, _SOLE_MM = -115.0, 235.0, 1130.0
_TOP_Y, _WAIST_Y, _SOLE_Y = 26.0, 400.0, 640.0
_SPINE = ("L2-L3", "L3-L4", "L4-L5", "L5-S1")
_OUTWARD = ("motor", "pelvic")
_STRAND_GAP = 2.6
_STRAND_WIDTH = 2.1


@dataclass(frozen=True)
class Site:
    """One place where a root is loaded."""

    root: int
    side: int
    centre_mm: float
    passing: tuple[tuple[str, float], ...]
    """(class, share of its axons that passes) for the classes that the root carries."""


@dataclass(frozen=True)
class Marker:
    """One numbered mark on the picture, for one or several sites that lie together."""

    number: int
    sites: tuple[int, ...]
    """Indices into the sites given."""


def nerve_map(body: Body, sites: Sequence[Site], words: str) -> tuple[Markup, tuple[Marker, ...]]:
    """The picture and its numbered marks.

    Parameters
    ----------
    body : for landmarks and roots.
    sites : loaded places.
    words : the picture in words, its alternative text.
    """
    from sciatica.body import ROOTS

    lines = [
        _strands(body, root, side, sites)
        for side in (0, 1)
        for root in range(len(ROOTS))
        if not any(site.root == root and site.side == side for site in sites)
    ]
    loaded = sorted({(site.side, site.root) for site in sites})
    lines += [_strands(body, root, side, sites) for side, root in loaded]
    marks, markers = _markers(body, sites)
    picture = element(
        "svg", _silhouette(), _bones(), _labels(body, sites), group(lines), group(marks),
        viewBox=f"0 0 {WIDTH:g} {HEIGHT:g}", role="img", aria_label=words, class_="nerve-map",
    )  # fmt: skip
    return picture, markers


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


def _disc_offset(body: Body, root: int) -> float:
    """Arc length at which a root passes the height of the L2-L3 disc, mm."""
    gap = 36.0 * body.scale
    if root == 0:
        return body.position_mm(0, "sleeve") + gap
    if root == 1:
        return body.position_mm(1, "sleeve")
    return body.position_mm(root, "sac_L2-L3")


def _height(mm: float, scale: float) -> float:
    """Height on the picture of a distance below the L2-L3 disc."""
    return float(np.interp(mm / scale, [_TOP_MM, _WAIST_MM, _SOLE_MM], [_TOP_Y, _WAIST_Y, _SOLE_Y]))


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


def _path(body: Body, root: int, side: int) -> list[tuple[float, Point]]:
    """(arc length, point on the picture) for every landmark of a root, from the cord outward."""
    from sciatica.body import LANDMARKS, ROOTS

    sign = -1.0 if side == 0 else 1.0
    offset = _disc_offset(body, root)
    shared = _disc_offset(body, ROOTS.index("S1"))
    points = []
    for name in LANDMARKS:
        position, across = body.position_mm(root, name), _across(root, name)
        if across is None or not math.isfinite(position):
            continue
        down = position - offset
        if name in ("notch", "bifurcation", "knee", "ankle", "foot") and root >= 2:
            down = body.position_mm(ROOTS.index("S1"), name) - shared
        points.append((position, (_MIDDLE + sign * across, _height(down, body.scale))))
    if root >= 7:
        end, (_, y) = points[-1]
        points.append((end + 40.0 * body.scale, (_MIDDLE + sign * 14.0, y + 34.0)))
    return points


def _at(path: list[tuple[float, Point]], centre_mm: float) -> Point:
    """The point on the picture at an arc length."""
    mm = [p for p, _ in path]
    return (
        float(np.interp(centre_mm, mm, [point[0] for _, point in path])),
        float(np.interp(centre_mm, mm, [point[1] for _, point in path])),
    )


def _split(path: list[tuple[float, Point]], centre_mm: float) -> tuple[list[Point], list[Point]]:
    """The path above and below a place."""
    middle = _at(path, centre_mm)
    above = [point for mm, point in path if mm < centre_mm] + [middle]
    below = [middle] + [point for mm, point in path if mm > centre_mm]
    return above, below


def _strands(body: Body, root: int, side: int, sites: Sequence[Site]) -> Markup:
    path = _path(body, root, side)
    here = [site for site in sites if site.root == root and site.side == side]
    if not here:
        return element("path", d=curve([point for _, point in path]), class_="root")
    crowded = sum(1 for s in {(s.root, s.side) for s in sites} if s[1] == side) > 2
    passing = _both_ways(here) if crowded else _by_class(here)
    centre = here[0].centre_mm
    parts = []
    for index, (name, role, outward, share) in enumerate(passing):
        shift = (index - (len(passing) - 1) / 2) * _STRAND_GAP
        above, below = ([(x + shift, y) for x, y in half] for half in _split(path, centre))
        full, thin = (above, below) if outward else (below, above)
        words = f"{name}: {100 * share:.0f} % passes"
        parts.append(
            group([
                element("title", words),
                element("path", d=curve(full), class_="strand", stroke=f"var(--{role})", stroke_width=_STRAND_WIDTH),
                _rest(thin, role, share),
            ])
        )  # fmt: skip
    return group(parts)


def _rest(points: list[Point], role: str, share: float) -> Markup:
    """What goes on beyond the lesion: as thick as what passes; dots where nothing does."""
    if share <= 0.005:
        return element("path", d=curve(points), class_="strand lost", stroke=f"var(--{role})")
    width = max(0.5, _STRAND_WIDTH * share)
    return element("path", d=curve(points), class_="strand", stroke=f"var(--{role})", stroke_width=width)


def _least(here: list[Site]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for site in here:
        for name, share in site.passing:
            shares[name] = min(shares.get(name, 1.0), share)
    return shares


def _by_class(here: list[Site]) -> list[tuple[str, str, bool, float]]:
    return [(class_name(n), n, n in _OUTWARD, share) for n, share in _least(here).items()]


def _both_ways(here: list[Site]) -> list[tuple[str, str, bool, float]]:
    """Where many roots are loaded, two strands each: what goes out and what comes in (the least of its classes)."""
    shares = _least(here)
    out = [share for name, share in shares.items() if name in _OUTWARD]
    back = [share for name, share in shares.items() if name not in _OUTWARD]
    strands = []
    if out:
        strands.append(("outward, least class", "motor", True, min(out)))
    if back:
        strands.append(("inward, least class", "a_beta", False, min(back)))
    return strands


def _markers(body: Body, sites: Sequence[Site]) -> tuple[list[Markup], tuple[Marker, ...]]:
    """Numbered rings; sites closer than a ring is wide share one."""
    clusters: list[tuple[list[int], list[Point]]] = []
    for index, site in enumerate(sites):
        point = _at(_path(body, site.root, site.side), site.centre_mm)
        for members, points in clusters:
            if any(math.dist(point, other) < 15.0 for other in points):
                members.append(index)
                points.append(point)
                break
        else:
            clusters.append(([index], [point]))
    clusters.sort(key=lambda cluster: (round(min(p[1] for p in cluster[1])), min(p[0] for p in cluster[1])))
    marks, markers = [], []
    for number, (members, points) in enumerate(clusters, start=1):
        left, right = min(p[0] for p in points) - 9.0, max(p[0] for p in points) + 9.0
        top, bottom = min(p[1] for p in points) - 7.5, max(p[1] for p in points) + 7.5
        ring = element("rect", x=left, y=top, width=right - left, height=bottom - top, rx=8, class_="lesion")
        outside = -1.0 if (left + right) / 2 < _MIDDLE else 1.0
        x = left - 9.5 if outside < 0 else right + 9.5
        y = (top + bottom) / 2
        marks += [
            ring,
            element("circle", cx=x, cy=y, r=8, class_="badge"),
            element("text", str(number), x=x, y=y + 3.8, class_="badge-number", text_anchor="middle"),
        ]
        markers.append(Marker(number, tuple(members)))
    return marks, tuple(markers)


def _bones() -> Markup:
    """Vertebrae as quiet blocks between the discs, and the sacrum."""
    shapes = []
    for index in range(5):
        y0, y1 = _height(36.0 * index - 67.0, 1.0), _height(36.0 * index - 41.0, 1.0)
        shapes.append(element("rect", x=_MIDDLE - 27, y=y0, width=54, height=y1 - y0, rx=5, class_="bone"))
    top = _height(113.0, 1.0)
    sacrum = [
        (-27.0, top),
        (27.0, top),
        (24.0, top + 34),
        (11.0, top + 88),
        (0.0, top + 104),
        (-11.0, top + 88),
        (-24.0, top + 34),
    ]
    shapes.append(element("path", d=curve([(_MIDDLE + x, y) for x, y in sacrum], closed=True), class_="bone"))
    return group(shapes, aria_hidden="true")


def _silhouette() -> Markup:
    """The buttocks and legs, faintly, so that it is seen where the nerve runs."""
    half: list[Point] = [
        (84, 4), (79, 60), (71, 122), (70, 172), (78, 224), (94, 272), (112, 320), (121, 366), (119, 410),
        (110, 452), (101, 492), (98, 520), (101, 548),
        (94, 590), (85, 618), (90, 634), (96, 648), (60, 649), (58, 634), (64, 612), (56, 572), (52, 540), (54, 505),
        (42, 460), (26, 420), (8, 396), (0, 392),
    ]  # fmt: skip
    whole = [(_MIDDLE - x, y) for x, y in half] + [(_MIDDLE + x, y) for x, y in reversed(half)]
    return element("path", d=curve(whole, closed=False), class_="silhouette", aria_hidden="true")


def _labels(body: Body, sites: Sequence[Site]) -> Markup:
    """Names of heights at the left edge; arc length from the cord of the first loaded root at the right edge."""
    from sciatica.body import ROOTS

    s1 = ROOTS.index("S1")
    ruled = sites[0].root if sites else s1
    parts = [
        element("text", "left", x=_MIDDLE - 34, y=16, class_="map-side", text_anchor="end"),
        element("text", "right", x=_MIDDLE + 34, y=16, class_="map-side"),
    ]
    heights: list[tuple[str, str, float]] = []
    for index, level in enumerate(_SPINE):
        heights.append((level.replace("-", "–"), f"sac_{level}", _height(36.0 * index, 1.0)))
    for name, landmark in (("piriformis", "notch"), ("knee", "knee"), ("ankle", "ankle"), ("foot", "foot")):
        down = body.position_mm(s1, landmark) - _disc_offset(body, s1)
        heights.append((name, landmark, _height(down, body.scale)))
    for name, landmark, y in heights:
        parts.append(element("text", name, x=4, y=y + 3.5, class_="map-label"))
        mm = body.position_mm(ruled, landmark)
        if math.isnan(mm) and landmark.startswith("sac_") and _leaves_at(ruled) == landmark:
            mm = body.position_mm(ruled, "sleeve")
        if math.isfinite(mm):
            parts.append(element("text", f"{mm:.0f}", x=WIDTH - 4, y=y + 3.5, class_="map-label", text_anchor="end"))
    parts.append(element("text", f"mm along {ROOTS[ruled]}", x=WIDTH - 4, y=16, class_="map-label", text_anchor="end"))
    y = _WAIST_Y + 6
    parts.append(element("path", d=f"M4 {y}h{WIDTH - 8}", class_="map-break"))
    return group(parts)


def _leaves_at(root: int) -> str:
    """The disc at which a root leaves the sac (S1 at L5-S1)."""
    from sciatica.body import LEVELS, traversing_root

    return next((f"sac_{level}" for level in LEVELS if traversing_root(level) == root), "")
