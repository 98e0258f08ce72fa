"""Small hand-drawn SVG: elements as escaped markup, and smooth curves through a few points.

Pictures that are a drawing rather than a graph (the body chart, the nerve) are written here as SVG elements,
with every text and attribute escaped. Numbers are cut to two decimals, so the same input gives the same bytes.
Curves are Catmull-Rom splines written as cubic Béziers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from markupsafe import Markup, escape

Point = tuple[float, float]


def number(value: float) -> str:
    """A coordinate with at most two decimals and no trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def element(tag: str, *children: Markup | str, **attributes: str | float | None) -> Markup:
    """One SVG element; attribute names take ``_`` for ``-`` and a trailing ``_`` for Python's own words.

    Text children are escaped; ``Markup`` children are taken as they are; attributes that are None are left out.
    """
    parts = [f"<{tag}"]
    for name, value in attributes.items():
        if value is None:
            continue
        text = number(value) if isinstance(value, int | float) else str(escape(value))
        parts.append(f' {name.rstrip("_").replace("_", "-")}="{text}"')
    inner = "".join(str(escape(child)) for child in children)
    parts.append(f">{inner}</{tag}>" if inner else "/>")
    return Markup("".join(parts))


def group(children: Iterable[Markup], **attributes: str | float | None) -> Markup:
    """A ``<g>`` of elements."""
    return element("g", *children, **attributes)


def polyline(points: Sequence[Point], *, closed: bool = False) -> str:
    """Path data of straight lines through the points."""
    text = "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points)
    return text + "Z" if closed else text


def curve(points: Sequence[Point], *, closed: bool = False) -> str:
    """Path data of a smooth curve through the points (Catmull-Rom with tension 1/6)."""
    count = len(points)
    if count < 3:
        return polyline(points, closed=closed)
    last = count if closed else count - 1

    def at(index: int) -> Point:
        return points[index % count] if closed else points[min(max(index, 0), count - 1)]

    text = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for index in range(last):
        before, start, end, after = at(index - 1), at(index), at(index + 1), at(index + 2)
        first = (start[0] + (end[0] - before[0]) / 6, start[1] + (end[1] - before[1]) / 6)
        second = (end[0] - (after[0] - start[0]) / 6, end[1] - (after[1] - start[1]) / 6)
        text.append("C" + " ".join(number(v) for point in (first, second, end) for v in point))
    return "".join(text) + ("Z" if closed else "")


def mirrored(points: Iterable[Point]) -> list[Point]:
    """The points reflected in the line x = 0."""
    return [(-x, y) for x, y in points]
