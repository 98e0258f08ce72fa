"""The course over the examined days, and at what pressure each sign would appear."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report import select
from sciatica.report.words import movement_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sciatica.core.types import FloatArray
    from sciatica.simulate.result import Examined, Result

Line = tuple[str, "FloatArray", str]
"""Name, values on the examined days, colour role."""


@dataclass(frozen=True)
class CourseView:
    """Graphs over the days; none where only one day was examined or nothing happened."""

    plots: tuple[tuple[str, Markup], ...]
    days: str


def view(result: Result) -> CourseView:
    """Pain, strength and nerve over the examined days."""
    from sciatica.report.plots.course import course
    from sciatica.report.plots.style import svg

    days = result.days
    listed = ", ".join(f"{examined.day:g}" for examined in days)
    if len(days) < 2 or not days[-1].loads.present.any():
        return CourseView((), listed)
    day = np.array([examined.day for examined in days])
    plots = []
    for name, title, label, top, lines in _sets(result):
        words = f"{title} on days {listed}: " + "; ".join(
            f"{what} " + ", ".join(f"{value:.1f}" for value in values) for what, values, _ in lines
        )

        def draw(axes: Axes, lines: list[Line] = lines, label: str = label, top: float = top) -> None:
            course(axes, day, lines, label=label, top=top)

        picture = svg(
            draw, name=f"course-{name}", words=words + ".", height_px=220, margins_px=(52.0, 14.0, 28.0, 42.0)
        )
        plots.append((title, picture))
    return CourseView(tuple(plots), listed)


def _sets(result: Result) -> list[tuple[str, str, str, float, list[Line]]]:
    """What is drawn over the days: (id, title, y axis, its upper end, lines); what never changed is left out."""
    days = result.days
    sets: list[tuple[str, str, str, float, list[Line]]] = []
    pain = np.array([_daily_pain(examined) for examined in days])
    if pain.max(initial=0.0) >= 0.05:
        sides: list[Line] = [("left", pain[:, 0], "left"), ("right", pain[:, 1], "right")]
        sets.append(("pain", "Worst pain in a day", "pain, 0–10", 10.0, sides))
    strength = [select.movement_strength(result.body, examined.episode.strength) for examined in days]
    weakest = min(strength[-1], key=lambda name: float(strength[-1][name].min()))
    left = 100 * np.array([row[weakest] for row in strength])
    if left.min() < 98.0:
        sides = [("left", left[:, 0], "left"), ("right", left[:, 1], "right")]
        sets.append(("strength", f"Strength in {movement_words(weakest)}", "% of healthy", 100.0, sides))
    present = [examined.loads.present[0] for examined in days]
    nerve: list[Line] = []
    for name, role in (("myelin", "a_beta"), ("axon", "motor")):
        values = [getattr(d.tissue, name)[0][here].mean() for d, here in zip(days, present, strict=True)]
        nerve.append((name, 100 * np.array(values), role))
    inflamed = [d.tissue.inflammation[0][here].max() for d, here in zip(days, present, strict=True)]
    nerve.append(("inflammation", 100 * np.array(inflamed), "pain"))
    sets.append(("nerve", "The loaded nerve", "%", 100.0, nerve))
    return sets


def _daily_pain(examined: Examined) -> tuple[float, float]:
    """Worst pain, left and right, over the postures that fill a day."""
    shown = [i for i in select.held_postures(examined) if examined.postures[i] in _COMMON]
    worst = examined.pain_by_posture[:, shown].max(axis=1)
    return float(worst[0]), float(worst[1])


_COMMON = ("lying", "sleeping", "sitting", "standing", "walking")
"""Postures examined on every day, so that days can be compared."""


@dataclass(frozen=True)
class SweepView:
    """At what pressure each sign would appear."""

    plot: Markup
    rows: tuple[tuple[str, str], ...]


def sweep_view(result: Result) -> SweepView | None:
    """The sweep; None where nothing presses."""
    from sciatica.report.plots.style import svg
    from sciatica.report.plots.sweep import appearance

    sweep = result.sweep
    if sweep is None or not sweep.sign:
        return None
    day = result.last
    rest = day.passage.pressure_mmhg[:, select.lying(day)]
    here = float(rest.max()) if rest.size else None
    rows = tuple(
        (sign, f"from {value:.0f} mmHg" if np.isfinite(value) else "not within the range tried")
        for sign, value in zip(sweep.sign, sweep.appears_mmhg, strict=True)
    )
    tried = f"{sweep.pressure_mmhg[0]:.0f} to {sweep.pressure_mmhg[-1]:.0f} mmHg"
    words = f"Pressure from which each sign appears, tried from {tried}: " + "; ".join(" ".join(row) for row in rows)
    if here is not None:
        words += f". This person's root carries {here:.0f} mmHg lying"
    plot = svg(
        lambda axes: appearance(axes, sweep.pressure_mmhg, sweep.sign, sweep.appears_mmhg, here_mmhg=here),
        name="sweep",
        words=words + ".",
        width_px=380,
        height_px=72 + 34 * len(sweep.sign),
        margins_px=(4.0, 6.0, 4.0, 40.0),
    )
    return SweepView(plot, rows)
