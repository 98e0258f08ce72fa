"""A standing person as a few strokes, leaning and bending as far as the simulation says."""

from __future__ import annotations

import math

from markupsafe import Markup

from sciatica.report.drawings.svg import Point, element, group, polyline

_HIP, _SHOULDER, _HEAD = 92.0, 44.0, 26.0


def standing(trunk_list_deg: float, lumbar_flexion_deg: float, words: str) -> Markup:
    """Two small figures: from behind with the list, from the right side with the bend.

    Parameters
    ----------
    trunk_list_deg : lean of the trunk to the person's right, positive, degrees.
    lumbar_flexion_deg : forward bend from the person's own normal, positive, degrees.
    """
    behind = _behind(trunk_list_deg)
    aside = _aside(lumbar_flexion_deg)
    texts = [
        element("text", "from behind", x=55, y=192, class_="map-label", text_anchor="middle"),
        element("text", "from the right", x=165, y=192, class_="map-label", text_anchor="middle"),
    ]
    return element("svg", behind, aside, *texts, viewBox="0 0 220 198", role="img", aria_label=words, class_="stick")


def _turned(point: Point, pivot: Point, degrees: float) -> Point:
    angle = math.radians(degrees)
    x, y = point[0] - pivot[0], point[1] - pivot[1]
    return pivot[0] + x * math.cos(angle) - y * math.sin(angle), pivot[1] + x * math.sin(angle) + y * math.cos(angle)


def _figure(trunk: list[list[Point]], still: list[list[Point]], head: Point, upright: list[Point]) -> Markup:
    strokes = [element("path", d=polyline(line), class_="stroke") for line in trunk + still]
    plumb = element("path", d=polyline(upright), class_="plumb")
    return group([plumb, *strokes, element("circle", cx=head[0], cy=head[1], r=11, class_="stroke")])


def _behind(degrees: float) -> Markup:
    x = 55.0
    pivot = (x, _HIP)

    def turn(points: list[Point]) -> list[Point]:
        return [_turned(point, pivot, degrees) for point in points]

    trunk = [
        turn([(x, _HIP), (x, _SHOULDER)]),
        turn([(x - 22, _SHOULDER + 4), (x, _SHOULDER), (x + 22, _SHOULDER + 4)]),
        turn([(x - 22, _SHOULDER + 4), (x - 26, 72), (x - 24, 98)]),
        turn([(x + 22, _SHOULDER + 4), (x + 26, 72), (x + 24, 98)]),
    ]
    still: list[list[Point]] = [
        [(x - 11, _HIP), (x + 11, _HIP)],
        [(x - 11, _HIP), (x - 12, 134), (x - 12, 176), (x - 18, 178)],
        [(x + 11, _HIP), (x + 12, 134), (x + 12, 176), (x + 18, 178)],
    ]
    return _figure(trunk, still, _turned((x, _HEAD), pivot, degrees), [(x, 8), (x, 180)])


def _aside(degrees: float) -> Markup:
    x = 165.0
    pivot = (x, _HIP)

    def turn(points: list[Point]) -> list[Point]:
        return [_turned(point, pivot, degrees) for point in points]

    trunk = [
        turn([(x, _HIP), (x - 4, 70), (x + 1, _SHOULDER)]),
        turn([(x + 1, _SHOULDER + 3), (x - 2, 72), (x + 7, 98)]),
    ]
    still: list[list[Point]] = [[(x, _HIP), (x + 2, 134), (x - 1, 176), (x + 14, 178)]]
    return _figure(trunk, still, _turned((x + 3, _HEAD), pivot, degrees), [(x, 8), (x, 180)])
