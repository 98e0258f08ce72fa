"""The outline of a person, front and back, and where each skin territory lies on it.

One half of the body is drawn in *half coordinates*: ``x`` grows away from the midline of the body (for a foot,
from its inner towards its outer edge), ``y`` from the crown (0) to the sole (400). The other half is its mirror,
so left and right cannot differ. A leg's territories are bands between two heights and two fractions of its width
(0 inner edge, 1 outer edge), so that they fill the drawn leg exactly whatever its shape. It is a drawing: the
weights of roots in each territory stand in ``body``, not here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from sciatica.report.drawings.svg import Point

VIEWS = ("front", "back", "top", "sole")

_HALF_BODY: tuple[Point, ...] = (
    (7.5, 40), (8, 57), (14, 63), (27, 67.5), (38, 71.5),
    (45, 79), (48.5, 92), (50.5, 110), (53, 129), (57.5, 150), (61, 172),
    (64, 189), (66.5, 198), (68, 208), (66.5, 219), (62.5, 224.5),
    (59, 219), (57.5, 208), (56.8, 197), (53.5, 176), (49, 153),
    (44.5, 136), (41.5, 118), (40, 104), (39, 116), (36.5, 130),
    (32.5, 145), (31, 157), (32.5, 170), (35.5, 183), (38, 196),
    (39.2, 210), (39, 226), (37.6, 244), (35.4, 262),
    (32.8, 280), (31.4, 296), (32, 312), (32.4, 328), (30.6, 345),
    (27.2, 362), (25, 376), (25.6, 384), (29.5, 391),
    (31.5, 396), (27.5, 399.4), (20, 399.6), (15.4, 397), (15.2, 389),
    (16.8, 379), (16.2, 368), (14, 352), (11.8, 334),
    (11.6, 318), (12.8, 300), (11.6, 282), (8.6, 262), (5.6, 242),
    (2.8, 224), (0, 214.5),
)  # fmt: skip
_OUTER: tuple[Point, ...] = tuple((y, x) for x, y in _HALF_BODY[27:44])
_INNER: tuple[Point, ...] = tuple((y, x) for x, y in reversed(_HALF_BODY[48:60]))

_FOOT: tuple[Point, ...] = (
    (15, 68), (21.5, 64.5), (24, 55), (25, 43), (28, 31),
    (29.6, 22), (26.5, 16.5), (20, 13.5), (12, 12), (5.5, 13.5),
    (2.6, 22), (4.2, 33), (7.4, 44), (7.6, 55), (9.4, 64.5),
)  # fmt: skip
_FOOT_OUTER: tuple[Point, ...] = ((12, 29), (22, 29.6), (31, 28), (43, 25), (55, 24), (68, 21.5))
_FOOT_INNER: tuple[Point, ...] = ((12, 3), (22, 2.6), (33, 4.2), (44, 7.4), (55, 7.6), (68, 9.4))
TOES: tuple[tuple[float, float, float, float], ...] = (
    (7.4, 7.0, 4.4, 6.8), (14.8, 7.6, 2.7, 5.0),
    (20.0, 9.8, 2.4, 4.5), (24.6, 12.8, 2.3, 4.1), (28.4, 17.0, 2.2, 3.7),
)  # fmt: skip
"""Centre x, centre y, half width, half height of the five toes, the great toe first."""

HEAD = (0.0, 26.0, 17.0, 24.0)
"""Centre x, centre y, half width and half height of the head."""


def half_body() -> list[Point]:
    """Outline of one half of the body, from the neck round the arm and leg to the crotch."""
    return list(_HALF_BODY)


def foot() -> list[Point]:
    """Outline of one foot without its toes, seen from above, heel at the bottom."""
    return list(_FOOT)


@dataclass(frozen=True)
class Patch:
    """One territory in one view, in half coordinates."""

    view: str
    points: tuple[Point, ...]


Fraction = float | Callable[[float], float]


def _width(y: float, inner: tuple[Point, ...], outer: tuple[Point, ...]) -> tuple[float, float]:
    inside = float(np.interp(y, [p[0] for p in inner], [p[1] for p in inner]))
    outside = float(np.interp(y, [p[0] for p in outer], [p[1] for p in outer]))
    return inside, outside


def _band(view: str, top: float, bottom: float, inner: Fraction, outer: Fraction) -> Patch:
    """A strip of a leg (or foot) between two heights and two fractions of its width."""
    foot_view = view in ("top", "sole")
    edges = (_FOOT_INNER, _FOOT_OUTER) if foot_view else (_INNER, _OUTER)
    heights = [top, *np.arange(np.floor(top / 2) * 2 + 2, bottom, 2.0), bottom]

    def side(fraction: Fraction) -> list[Point]:
        points = []
        for y in heights:
            inside, outside = _width(float(y), *edges)
            part = fraction(float(y)) if callable(fraction) else fraction
            points.append((inside + part * (outside - inside), float(y)))
        return points

    return Patch(view, tuple(side(inner) + side(outer)[::-1]))


def _taper(top: float, bottom: float, start: float, end: float) -> Callable[[float], float]:
    """A fraction that runs straight from ``start`` at ``top`` to ``end`` at ``bottom``."""
    return lambda y: start + (end - start) * (y - top) / (bottom - top)


_BUTTOCK = Patch("back", (
    (2.2, 196), (7, 186.5), (16, 181.5), (26, 182.5), (34.5, 189),
    (38, 200), (38.8, 211), (33, 217.5), (24, 221.5), (14, 221),
    (6.5, 215.5), (6, 205),
))  # fmt: skip
_SADDLE = Patch(
    "back", ((0.4, 199), (3.6, 200.5), (5.4, 207), (6.6, 215.4), (9.6, 222), (6.2, 234), (3.6, 229), (0.4, 218))
)
_GENITAL = Patch("front", ((0.2, 200), (4.4, 201), (6, 205.5), (4.8, 211), (0.2, 215)))

_THIGH_FRONT = _taper(209, 284, 0.36, 0.3)
_THIGH_BACK = _taper(222, 290, 0.24, 0.2)
_SHIN = _taper(300, 380, 0.5, 0.44)
_CALF_INNER, _CALF_OUTER = _taper(292, 378, 0.2, 0.3), _taper(292, 378, 0.8, 0.7)
_INSTEP, _SOLE_EDGE = _taper(14, 66, 0.74, 0.62), _taper(13, 67, 0.78, 0.72)

PATCHES: Mapping[str, tuple[Patch, ...]] = MappingProxyType({
    "anterior_thigh": (_band("front", 209, 284, _THIGH_FRONT, 0.74),),
    "medial_thigh": (_band("front", 216, 284, 0.0, _THIGH_FRONT), _band("back", 232, 284, 0.0, _THIGH_BACK)),
    "lateral_thigh": (_band("front", 199, 288, 0.74, 1.0), _band("back", 219, 288, 0.8, 1.0)),
    "posterior_thigh": (_band("back", 222, 290, _THIGH_BACK, 0.8),),
    "buttock": (_BUTTOCK,),
    "knee_medial": (_band("front", 284, 308, 0.0, 0.5),),
    "medial_leg": (_band("front", 308, 380, 0.0, _SHIN), _band("back", 308, 378, 0.0, _CALF_INNER)),
    "lateral_leg": (_band("front", 300, 380, _SHIN, 1.0), _band("back", 304, 378, _CALF_OUTER, 1.0)),
    "posterior_calf": (_band("back", 292, 372, _CALF_INNER, _CALF_OUTER),),
    "dorsum_foot": (
        _band("front", 380.5, 390.5, 0.0, 0.72), _band("front", 390.5, 399, 0.3, 0.72),
        _band("top", 14, 52, 0.0, _INSTEP),
    ),
    "great_toe": (_band("front", 390.5, 399.2, 0.0, 0.3),),
    "lateral_foot": (
        _band("front", 382, 398, 0.72, 1.0), _band("top", 17, 66, _INSTEP, 1.0), _band("sole", 17, 60, _SOLE_EDGE, 1.0),
    ),
    "sole": (
        _band("sole", 13, 67, 0.0, _SOLE_EDGE), _band("sole", 60, 67, _SOLE_EDGE, 1.0),
        _band("back", 388, 399, 0.0, 1.0),
    ),
    "saddle": (_SADDLE,),
    "genital": (_GENITAL,),
})  # fmt: skip
"""Where each territory of ``body.territories`` is drawn; a part that cannot be seen in a view is not in it."""

TOE_TERRITORIES: Mapping[str, tuple[tuple[str, int], ...]] = MappingProxyType({
    "great_toe": (("top", 0), ("sole", 0)),
    "dorsum_foot": (("top", 1), ("top", 2), ("top", 3)),
    "lateral_foot": (("top", 4), ("sole", 4)),
    "sole": (("sole", 1), ("sole", 2), ("sole", 3)),
})  # fmt: skip
"""Toes (index into ``TOES``) that belong to a territory, by view."""

LUMBAR: Patch = Patch("back", ((0, 152), (12, 153), (21, 157), (25, 166), (22, 176), (12, 180.5), (0, 184)))
"""The low back, shaded by the back pain of the findings."""
