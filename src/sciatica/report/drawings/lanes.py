"""Every simulated fibre of one loaded root, drawn as it was run: it passes the lesion, or it ends there.

One thin line a fibre, thick fibres above thin ones within a class. Impulses of sensory fibres run from the foot
(left) to the cord (right), those of motor fibres the other way; a fibre that is blocked stops at the lesion with a
bar. A dot marks a fibre that fires by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from sciatica.report.drawings.svg import element, group
from sciatica.report.words import class_carries, class_name

WIDTH = 360.0
_LEFT, _RIGHT, _LESION = 8.0, 352.0, 200.0
_LINE_GAP, _CLASS_GAP, _HEAD = 3.4, 22.0, 18.0


@dataclass(frozen=True)
class Lane:
    """The simulated fibres of one class on one root."""

    name: str
    """Class, as in ``body.CLASSES``."""
    passes: tuple[bool, ...]
    """For each fibre, thickest first: an impulse gets past the lesion."""
    fires: tuple[bool, ...]
    """For each fibre: it fires by itself."""
    share: float
    """Share of the class's axons that passes (fibres stand for different numbers of axons)."""


def fibre_lanes(lanes: Sequence[Lane], words: str, *, lesion_words: str = "lesion") -> Markup:
    """The picture; its alternative text is ``words``."""
    parts: list[Markup] = []
    y = _HEAD
    for lane in lanes:
        parts.append(_class(lane, y))
        y += _CLASS_GAP + _LINE_GAP * len(lane.passes)
    height = y + 4.0
    band = element("rect", x=_LESION - 9, y=_HEAD - 4, width=18, height=height - _HEAD, rx=6, class_="lesion")
    ends = [
        element("text", "← foot", x=_LEFT, y=11, class_="map-label"),
        element("text", lesion_words, x=_LESION, y=11, class_="map-label", text_anchor="middle"),
        element("text", "spine →", x=_RIGHT, y=11, class_="map-label", text_anchor="end"),
    ]
    return element(
        "svg", band, *ends, *parts,
        viewBox=f"0 0 {WIDTH:g} {height:g}", role="img", aria_label=words, class_="lanes",
    )  # fmt: skip


def _class(lane: Lane, top: float) -> Markup:
    from sciatica.report.words import percent

    outward = lane.name in ("motor", "pelvic")
    label = element(
        "text",
        element("tspan", class_name(lane.name), class_="lane-name"),
        f"  {class_carries(lane.name)}",
        x=_LEFT, y=top + 11, class_="map-label",
    )  # fmt: skip
    share = element(
        "text", f"{percent(lane.share)} passes", x=_RIGHT, y=top + 11, class_="map-label lane-share", text_anchor="end"
    )
    lines = []
    for index, (passes, fires) in enumerate(zip(lane.passes, lane.fires, strict=True)):
        y = top + 17.0 + _LINE_GAP * index
        if passes:
            lines.append(element("path", d=f"M{_LEFT} {y:.1f}H{_RIGHT}"))
        else:
            start, stop, rest = (_RIGHT, _LESION, _LEFT) if outward else (_LEFT, _LESION, _RIGHT)
            lines.append(element("path", d=f"M{start} {y:.1f}H{stop}"))
            lines.append(element("path", d=f"M{stop} {y - 1.5:.1f}V{y + 1.5:.1f}", stroke_width=1.8))
            lines.append(element("path", d=f"M{stop} {y:.1f}H{rest}", class_="lost"))
        if fires:
            lines.append(element("circle", cx=_LESION + (14 if not outward else -14), cy=y, r=2, class_="spark"))
    return group([label, share, group(lines, stroke=f"var(--{lane.name})", class_="fibres")])
