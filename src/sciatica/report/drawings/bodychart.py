"""The pain drawing: where it hurts, how much, and where it is numb, on a person seen from front and back.

Pain is shaded by its amount on the 0-10 scale, lost feeling is hatched, so the two can lie over each other and
neither depends on telling colours apart. Every shaded region carries its own title in words.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from markupsafe import Markup

from sciatica.report.drawings import outline
from sciatica.report.drawings.svg import Point, curve, element, group, mirrored
from sciatica.report.words import territory_words

Site = tuple[str, str]
"""Territory and side, as in the findings: ("lateral_foot", "right")."""

_SIGN = {"front": -1.0, "back": 1.0, "top": 1.0, "sole": -1.0}
"""Which way the person's right lies: the viewer's left (-1) when they face each other."""

_WORDS = {
    "front": "seen from the front",
    "back": "seen from behind",
    "top": "feet seen from above",
    "sole": "soles",
}


def body_chart(
    pain: Mapping[Site, float],
    lost: Mapping[Site, float],
    *,
    back_pain: float | None = None,
    outlined: Collection[Site] = (),
    prefix: str = "chart",
) -> Markup:
    """Small pictures (front, back, feet from above, soles) with the regions shaded.

    Parameters
    ----------
    pain : by territory and side, pain on the 0-10 scale.
    lost : by territory and side, share of feeling lost, 0-1.
    back_pain : pain of the low back on the 0-10 scale, None where it is not known or absent.
    outlined : places to draw a broken line round, as one region; what is inside stays to be seen.
    prefix : beginning of every id, so that two charts can stand on one page.
    """
    return Markup("").join(_view(view, pain, lost, back_pain, outlined, prefix) for view in outline.VIEWS)


def describe(pain: Mapping[Site, float], lost: Mapping[Site, float]) -> str:
    """The drawing in one or two sentences, as its alternative text."""
    painful = [f"{territory_words(name)} {side} {amount:.0f} of 10" for (name, side), amount in pain.items()]
    numb = [f"{territory_words(name)} {side}" for name, side in lost]
    if not painful and not numb:
        return "Body outlines with nothing shaded: no pain and no lost feeling."
    parts = []
    if painful:
        parts.append("Pain in: " + ", ".join(painful) + ".")
    if numb:
        parts.append("Feeling reduced in: " + ", ".join(numb) + ".")
    return " ".join(parts)


def _view(
    view: str,
    pain: Mapping[Site, float],
    lost: Mapping[Site, float],
    back_pain: float | None,
    outlined: Collection[Site],
    prefix: str,
) -> Markup:
    feet = view in ("top", "sole")
    box = "-38 -6 76 92" if feet else "-76 -2 152 418"
    base = Markup("").join(_feet() if feet else _person())
    hurting: list[Markup] = []
    numb_skin: list[Markup] = []
    if view == "back" and back_pain:
        points = list(outline.LUMBAR.points)
        shade = element("path", d=curve(mirrored(points)[::-1] + points, closed=True))
        hurting.append(_pain([shade], f"low back: pain {back_pain:.0f} of 10", back_pain))
    for name in outline.PATCHES:
        for side in ("left", "right"):
            hurts, numb = pain.get((name, side), 0.0), lost.get((name, side), 0.0)
            if hurts <= 0 and numb <= 0:
                continue
            words = f"{territory_words(name)}, {side}: " + _amounts(hurts, numb)
            shapes = _shapes(name, view, _SIGN[view] * (1.0 if side == "right" else -1.0))
            if shapes and hurts > 0:
                hurting.append(_pain(shapes, words, hurts))
            if shapes and numb > 0:
                fill = f"url(#{prefix}-hatch)"
                numb_skin.append(group([element("title", words), *shapes], fill=fill, class_="numb"))
    left, right = ("L", "R") if _SIGN[view] > 0 else ("R", "L")
    at, y = (16.0, 82.0) if feet else (40.0, 412.0)
    letters = [
        element("text", left, x=-at, y=y, text_anchor="middle", class_="side"),
        element("text", right, x=at, y=y, text_anchor="middle", class_="side"),
    ]
    picture = element(
        "svg", element("defs", element("clipPath", base, id=f"{prefix}-{view}")), group([base], class_="skin"),
        group([group(hurting, filter=f"url(#{prefix}-soft)"), *numb_skin], clip_path=f"url(#{prefix}-{view})"),
        _details(view), *_round(view, outlined, f"{prefix}-{view}-round"), *letters,
        viewBox=box, class_=f"body {view}", aria_hidden="true", focusable="false",
    )  # fmt: skip
    return element("div", picture, element("p", _WORDS[view], class_="view-name"), class_=f"view {view}")


def _round(view: str, outlined: Collection[Site], name: str) -> list[Markup]:
    """A broken line round all of the places together: the outer half of each one's edge, where no other lies."""
    shapes = [
        shape
        for place, side in sorted(outlined)
        for shape in _shapes(place, view, _SIGN[view] * (1.0 if side == "right" else -1.0))
    ]
    if not shapes:
        return []
    box = {"x": -80, "y": -10, "width": 160, "height": 440}
    outside = element("rect", **box, fill="white")
    mask = element("mask", outside, group(shapes, fill="black"), id=name, maskUnits="userSpaceOnUse", **box)
    return [element("defs", mask), group(shapes, class_="dermatome", mask=f"url(#{name})")]


def _amounts(hurts: float, numb: float) -> str:
    parts = []
    if hurts > 0:
        parts.append(f"pain {hurts:.0f} of 10")
    if numb > 0:
        parts.append(f"{100 * numb:.0f}\u00a0% of feeling lost")
    return ", ".join(parts)


def _flip(points: list[Point], sign: float) -> list[Point]:
    return points if sign > 0 else mirrored(points)


def _person() -> list[Markup]:
    half = outline.half_body()
    whole = mirrored(half)[::-1] + half
    x, y, rx, ry = outline.HEAD
    return [element("path", d=curve(whole, closed=True)), element("ellipse", cx=x, cy=y, rx=rx, ry=ry)]


def _feet() -> list[Markup]:
    shapes: list[Markup] = []
    for sign in (1.0, -1.0):
        shapes.extend(element("ellipse", cx=sign * cx, cy=cy, rx=rx, ry=ry) for cx, cy, rx, ry in outline.TOES)
        shapes.append(element("path", d=curve(_flip(outline.foot(), sign), closed=True)))
    return shapes


def _details(view: str) -> Markup:
    """Thin lines that make it a person: spine and creases behind, navel and kneecaps in front."""
    lines: list[list[Point]] = []
    if view == "back":
        lines = [[(0, 74), (0.4, 110), (0, 150), (0, 182)], [(0, 190), (0, 205), (0, 213)]]
        crease: list[Point] = [(6, 217), (14, 221.5), (24, 222), (32, 218.5)]
        fold: list[Point] = [(14.5, 291), (20, 293.5), (28.5, 291.5)]
        blade: list[Point] = [(12, 84), (18, 100), (26, 108), (32, 104)]
        lines += [part for half in (crease, fold, blade) for part in (half, mirrored(half))]
    elif view == "front":
        knee: list[Point] = [(16.5, 292), (22, 289.5), (27.5, 292.5)]
        collar: list[Point] = [(4, 70), (16, 74), (32, 73)]
        groin: list[Point] = [(7, 207), (18, 198), (31, 190)]
        lines = [[(-1.2, 158), (0, 160), (1.2, 158)]]
        lines += [part for half in (knee, collar, groin) for part in (half, mirrored(half))]
    return group([element("path", d=curve(line), class_="detail") for line in lines])


def _shapes(name: str, view: str, sign: float) -> list[Markup]:
    smooth = {"buttock", "saddle", "genital"}
    shapes = []
    for patch in outline.PATCHES[name]:
        if patch.view != view:
            continue
        points = _flip(list(patch.points), sign)
        data = curve(points, closed=True) if name in smooth else _rounded(points)
        shapes.append(element("path", d=data))
    for toe_view, index in outline.TOE_TERRITORIES.get(name, ()):
        if toe_view == view:
            cx, cy, rx, ry = outline.TOES[index]
            shapes.append(element("ellipse", cx=sign * cx, cy=cy, rx=rx, ry=ry))
    return shapes


def _rounded(points: list[Point]) -> str:
    """Both long sides as curves, joined straight across the ends."""
    half = len(points) // 2
    first, second = curve(points[:half]), curve(points[half:])
    return first + "L" + second[1:] + "Z"


def _pain(shapes: list[Markup], words: str, hurts: float) -> Markup:
    depth = 0.14 + 0.08 * min(hurts, 10.0)
    return group([element("title", words), *shapes], class_="pain", fill_opacity=depth)


def defs(prefix: str = "chart") -> Markup:
    """The hatch that stands for lost feeling and the softened edge of pain; once a page."""
    line = element("path", d="M1.6 -1V6", class_="hatch")
    pattern = element(
        "pattern", line, id=f"{prefix}-hatch", width=3.4, height=5,
        patternUnits="userSpaceOnUse", patternTransform="rotate(45)",
    )  # fmt: skip
    soft = element("filter", element("feGaussianBlur", stdDeviation=1.3), id=f"{prefix}-soft")
    inner = element("defs", pattern, soft)
    return element("svg", inner, width=0, height=0, class_="defs", aria_hidden="true", focusable="false")
