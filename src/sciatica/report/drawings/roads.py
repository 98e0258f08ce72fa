"""Muscles that work unasked: one row a muscle, left and right of a middle line, each bar made up of the three roads.

What comes from the nerve is dotted, from the motor pool full, from the reflex hatched, so that no colour is needed to
tell them apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sciatica.report.drawings.svg import element, group

WIDTH = 400.0
_MIDDLE, _HALF, _NAMES = 200.0, 98.0, 164.0
_ROW, _HEAD, _BAR = 21.0, 22.0, 11.0
ROADS = ("nerve", "pool", "reflex")
"""In the order of ``Bar.parts``: the ends of the pattern's ids."""


@dataclass(frozen=True)
class Bar:
    """One muscle: strength left and right, % of maximum, and how the roads share it."""

    name: str
    strength: tuple[float, float]
    parts: tuple[tuple[float, float, float], tuple[float, float, float]]
    """Share by road (nerve, pool, reflex) on each side, 0-1."""
    twitches: tuple[int, int]


def patterns(prefix: str = "road") -> Markup:
    """The three fillings; once a page."""
    made = [
        element(
            "pattern",
            element("rect", width=5, height=5, class_=f"road-{road} ground"),
            mark,
            id=f"{prefix}-{road}", width=5, height=5, patternUnits="userSpaceOnUse",
        )
        for road, mark in (
            ("nerve", element("circle", cx=2.5, cy=2.5, r=1.5, class_="road-nerve")),
            ("pool", element("rect", width=5, height=5, class_="road-pool")),
            ("reflex", element("path", d="M-1 6L6 -1M-1 1L1 -1M4 6L6 4", class_="road-reflex line")),
        )
    ]  # fmt: skip
    inner = element("defs", *made)
    return element("svg", inner, width=0, height=0, class_="defs", aria_hidden="true", focusable="false")


def road_bars(bars: Sequence[Bar], top: float, words: str, *, prefix: str = "road") -> Markup:
    """The picture; ``top`` is the strength (% of maximum) at the ends, ``words`` its alternative text."""
    height = _HEAD + _ROW * len(bars) + 24.0
    lines: list[Markup] = []
    for share in (0.0, 0.5, 1.0):
        for sign in (-1.0, 1.0):
            x = _MIDDLE + sign * (_NAMES / 2 + share * _HALF)
            lines.append(element("path", d=f"M{x:g} {_HEAD - 4:g}V{height - 20:g}", class_="rule"))
            text = f"{share * top:.3g}" + ("\u00a0%" if share == 1.0 else "")
            lines.append(element("text", text, x=x, y=height - 6, text_anchor="middle", class_="map-label"))
    rows = [_row(bar, _HEAD + _ROW * number, top, prefix) for number, bar in enumerate(bars)]
    heads = [
        element("text", "left", x=_MIDDLE - _NAMES / 2, y=12, text_anchor="end", class_="map-side"),
        element("text", "right", x=_MIDDLE + _NAMES / 2, y=12, class_="map-side"),
    ]
    return element(
        "svg", *lines, *heads, *rows,
        viewBox=f"0 0 {WIDTH:g} {height:g}", role="img", aria_label=words, class_="spasms",
    )  # fmt: skip


def _row(bar: Bar, y: float, top: float, prefix: str) -> Markup:
    shapes: list[Markup] = [
        element("text", bar.name, x=_MIDDLE, y=y + 10.5, text_anchor="middle", class_="map-label strong")
    ]
    for side, sign in ((0, -1.0), (1, 1.0)):
        start = _NAMES / 2
        whole = bar.strength[side] / top * _HALF
        for road, share in zip(ROADS, bar.parts[side], strict=True):
            width = share * whole
            if width < 0.3:
                continue
            left = _MIDDLE + (start if sign > 0 else -start - width)
            shapes.append(
                element(
                    "rect", x=left, y=y + 1.5, width=width, height=_BAR, fill=f"url(#{prefix}-{road})",
                    class_=f"road-{road} edge",
                )
            )  # fmt: skip
            start += width
        if bar.twitches[side]:
            x = _MIDDLE + sign * (start + 7.0)
            shapes += [
                element("path", d=f"M{x + d:g} {y + 2:g}v10", class_="road-nerve twitch") for d in (-3.0, 0.0, 3.0)
            ]
    return group(shapes)
