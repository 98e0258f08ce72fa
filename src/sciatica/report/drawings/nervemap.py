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

from markupsafe import Markup

from sciatica.report.drawings.nervebackdrop import bones, labels, silhouette
from sciatica.report.drawings.nervecourse import HEIGHT, MIDDLE, WIDTH, course, point_at, split_at
from sciatica.report.drawings.svg import Point, curve, element, group
from sciatica.report.words import class_name

if TYPE_CHECKING:
    from sciatica.body import Body

_OUTWARD = ("motor", "pelvic")
_STRAND_GAP = 2.6
_STRAND_WIDTH = 2.1
_RING = 17.0
"""Sites closer than this share one mark."""


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


WHOLE = (0.0, 0.0, WIDTH, HEIGHT)
CLOSE = (36.0, 96.0, 296.0, 318.0)
"""Of the picture, from the second lumbar disc to the middle of the thighs: left, top, width, height."""


def nerve_map(
    body: Body, sites: Sequence[Site], words: str | None, *, box: tuple[float, float, float, float] = WHOLE
) -> tuple[Markup, tuple[Marker, ...]]:
    """The picture and its numbered marks.

    Parameters
    ----------
    body : for landmarks and roots.
    sites : loaded places.
    words : the picture in words, its alternative text; None where it only repeats what is told elsewhere.
    box : the part that is shown: left, top, width, height.
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
    ruled = sites[0].root if sites else ROOTS.index("S1")
    picture = element(
        "svg", silhouette(), bones(), *([labels(body, ruled)] if words else []), group(lines), group(marks),
        viewBox=" ".join(f"{value:g}" for value in box), class_="nerve-map" if words else "nerve-close",
        **({"role": "img", "aria_label": words} if words else {"aria_hidden": "true", "focusable": "false"}),
    )  # fmt: skip
    return picture, markers


def crowded(sites: Sequence[Site]) -> bool:
    """Whether so many roots of a side are loaded that each is drawn as two strands: outward and inward."""
    loaded = {(site.root, site.side) for site in sites}
    return any(sum(1 for _, side in loaded if side == this) > 2 for this in (0, 1))


def _strands(body: Body, root: int, side: int, sites: Sequence[Site]) -> Markup:
    path = course(body, root, side)
    here = [site for site in sites if site.root == root and site.side == side]
    if not here:
        return element("path", d=curve([point for _, point in path]), class_="root")
    passing = _both_ways(here) if crowded(sites) else _by_class(here)
    centre = here[0].centre_mm
    parts = []
    for index, (name, role, outward, share) in enumerate(passing):
        shift = (index - (len(passing) - 1) / 2) * _STRAND_GAP
        above, below = ([(x + shift, y) for x, y in half] for half in split_at(path, centre))
        full, thin = (above, below) if outward else (below, above)
        words = f"{name}: {100 * share:.0f}\u00a0% passes"
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
        point = point_at(course(body, site.root, site.side), site.centre_mm)
        near = [c for c in clusters if any(math.dist(point, other) < _RING for other in c[1])]
        clusters = [c for c in clusters if c not in near]
        members = sorted([index, *(i for c in near for i in c[0])])
        clusters.append((members, [point, *(p for c in near for p in c[1])]))
    clusters.sort(key=lambda cluster: (round(min(p[1] for p in cluster[1])), min(p[0] for p in cluster[1])))
    marks, markers = [], []
    for number, (members, points) in enumerate(clusters, start=1):
        left, right = min(p[0] for p in points) - 9.0, max(p[0] for p in points) + 9.0
        top, bottom = min(p[1] for p in points) - 7.5, max(p[1] for p in points) + 7.5
        ring = element("rect", x=left, y=top, width=right - left, height=bottom - top, rx=8, class_="lesion")
        outside = -1.0 if (left + right) / 2 < MIDDLE else 1.0
        x = left - 9.5 if outside < 0 else right + 9.5
        y = (top + bottom) / 2
        marks += [
            ring,
            element("circle", cx=x, cy=y, r=8, class_="badge"),
            element("text", str(number), x=x, y=y + 3.8, class_="badge-number", text_anchor="middle"),
        ]
        markers.append(Marker(number, tuple(members)))
    return marks, tuple(markers)
