"""Reflexes and the straight-leg raise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report import select
from sciatica.report.words import amount, percent

if TYPE_CHECKING:
    from sciatica.core.findings import FindingValue
    from sciatica.simulate.result import Result

_RAISES = (("Straight leg raise", "straight_leg_raise"), ("Crossed leg raise", "crossed_straight_leg_raise"))


@dataclass(frozen=True)
class Pair:
    """One sign, left and right, and whether it is abnormal on each side."""

    name: str
    left: str
    right: str
    left_bad: bool
    right_bad: bool


@dataclass(frozen=True)
class ReflexView:
    """The table of signs and the graph of the leg raise."""

    reflexes: tuple[Pair, ...]
    raises: tuple[Pair, ...]
    plot: Markup | None


def view(result: Result) -> ReflexView:
    """Reflexes and leg raise of the case's own day."""
    return ReflexView(
        reflexes=tuple(_reflex(result, name) for name in result.last.reflex),
        raises=tuple(_raise(result, name, finding) for name, finding in _RAISES),
        plot=_plot(result),
    )


def _reflex(result: Result, name: str) -> Pair:
    """A reflex as its share of the healthy one, computed, and as the examiner judged it."""
    words, bad = [], []
    for side, share in zip(select.SIDES, result.last.reflex[name], strict=True):
        value = result.findings.get(f"{name}_reflex_reduced", side)
        word = {"present": "reduced", "absent": "normal"}.get(value.state, "not tested")
        if value.state == "present" and share < 0.005:
            word = "gone"
        words.append(f"{word}, {percent(float(share))}")
        bad.append(value.state == "present")
    return Pair(name.capitalize(), words[0], words[1], bad[0], bad[1])


def _raise(result: Result, name: str, finding: str) -> Pair:
    left, right = (result.findings.get(finding, side) for side in select.SIDES)
    return Pair(name, _angle(left), _angle(right), left.state == "present", right.state == "present")


def _angle(value: FindingValue) -> str:
    if value.state == "unknown":
        return "not tested"
    if value.state == "absent":
        return "free"
    return f"pain from {amount(value.amount)}°" if value.amount is not None else "brings on the pain"


def _plot(result: Result) -> Markup | None:
    from sciatica.report.plots.leg_raise import leg_raise
    from sciatica.report.plots.style import svg

    raised = result.last.leg_raise
    if np.nanmax(raised.pain, initial=0.0) < 0.05:
        return None
    words = "Pain against the angle of the raised leg. " + " ".join(
        f"{select.SIDES[s].capitalize()}: "
        + ", ".join(f"{p:.1f} at {a:.0f}°" for a, p in zip(raised.angle_deg, raised.pain[s], strict=True))
        + "."
        for s in (0, 1)
    )
    return svg(
        lambda axes: leg_raise(axes, raised.angle_deg, raised.pain, raised.crossed_pain),
        name="leg-raise", words=words, height_px=265, margins_px=(48.0, 12.0, 46.0, 42.0),
    )  # fmt: skip
