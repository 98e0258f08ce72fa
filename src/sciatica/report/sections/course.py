"""The course over the days, what would have been otherwise, and at what pressure each sign would appear."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report import select
from sciatica.report.words import movement_words, muscle_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from sciatica.core.types import BoolArray, FloatArray
    from sciatica.simulate.record import Course
    from sciatica.simulate.result import Examined, Result

Line = tuple[str, "FloatArray", str]
"""Name, values over the days, colour role."""
_SEEN = 0.05
_CHANGED = 0.3
"""A point of pain less than this is no difference that anybody would draw."""
_MUSCLES = 3


@dataclass(frozen=True)
class CourseView:
    """Graphs over the days; none where only one day was lived or nothing happened."""

    plots: tuple[tuple[str, Markup], ...]
    days: str
    daily: bool
    """Whether the days between the examined ones were lived too."""
    error: str
    """By how much the estimate of a day missed what the fibres then said; "" where there was none to compare."""
    what_if: tuple[str, ...]
    """What the dashed lines stand for and where they end, against the case itself."""


@dataclass(frozen=True)
class _Set:
    """One graph."""

    name: str
    title: str
    label: str
    top: float
    day: FloatArray
    examined: BoolArray | None
    lines: list[Line]
    others: list[tuple[str, FloatArray]] = field(default_factory=list)


def view(result: Result) -> CourseView:
    """Pain, pressure, muscles, posture, strength and nerve over the days."""
    from sciatica.report.plots.course import course, key_rows
    from sciatica.report.plots.style import svg

    days, lived = result.days, result.course
    listed = ", ".join(f"{examined.day:g}" for examined in days)
    daily = lived is not None and len(lived.day) > 1 and len(days) > 1
    if (len(days) < 2 and not daily) or not days[-1].loads.present.any():
        return CourseView((), listed, False, "", ())
    plots = []
    for shown in _daily(result, lived) + _examined(result) if lived is not None and daily else _examined(result):
        dots = np.ones(len(shown.day), dtype=bool) if shown.examined is None else shown.examined
        words = f"{shown.title} on days {', '.join(f'{d:g}' for d in shown.day[dots])}: " + "; ".join(
            f"{what} " + ", ".join(f"{value:.1f}" for value in values[dots]) for what, values, _ in shown.lines
        )

        def draw(axes: Axes, shown: _Set = shown) -> None:
            course(
                axes, shown.day, shown.lines, label=shown.label, top=shown.top, examined=shown.examined,
                others=shown.others,
            )  # fmt: skip

        rows = key_rows([line[0] for line in shown.lines] + [other[0] for other in shown.others])
        picture = svg(
            draw,
            name=f"course-{shown.name}",
            words=words + ".",
            height_px=204 + 16 * rows,
            margins_px=(52.0, 14.0, 12.0 + 16 * rows, 42.0),
        )
        plots.append((shown.title, picture))
    return CourseView(tuple(plots), listed, daily, _missed(lived) if daily else "", _otherwise(result))


def _daily(result: Result, lived: Course | None) -> list[_Set]:
    """What is drawn for every day; what never changed is left out."""
    assert lived is not None
    day, dots = lived.day, lived.examined
    worse = int(np.nanmax(lived.pain[:, 1]) >= np.nanmax(lived.pain[:, 0])) if np.isfinite(lived.pain).any() else 1
    sets: list[_Set] = []
    if np.nanmax(lived.pain, initial=0.0) >= _SEEN:
        others = [(words, other.pain[:, worse]) for words, other in _different(result)]
        lines = _sides(lived.pain)
        sets.append(_Set("pain", _one("Worst pain in a day", lines), "pain, 0–10", 10.0, day, dots, lines, others))
    if lived.pressure_mmhg.max(initial=0.0) >= 1.0:
        top = _round_up(float(lived.pressure_mmhg.max()))
        lines = _sides(lived.pressure_mmhg)
        title = _one("Pressure on the nerve, mean of the day", lines)
        sets.append(_Set("pressure", title, "mmHg", top, day, dots, lines))
    muscles = _muscle_lines(result, lived)
    if muscles:
        top = _round_up(max(float(np.nanmax(values)) for _, values, _ in muscles))
        title = "Muscles that work unasked, mean of the day"
        sets.append(_Set("spasm", title, "% of maximum", top, day, dots, muscles))
    tender = _tender_lines(result, lived)
    if tender:
        sets.append(_Set("tender", "Muscles that are overused", "tenderness, %", 100.0, day, dots, tender))
    if lived.speed.min() < 0.99 or np.abs(lived.asymmetry).max() > 0.01:
        weight = 50.0 + 50.0 * lived.asymmetry
        lines = [
            ("walking speed, of usual", 100 * lived.speed, "motor"),
            ("weight on the right leg", weight, "right"),
        ]
        sets.append(_Set("gait", "Posture and gait", "%", 100.0, day, dots, lines))
    lines = [("inflammation", 100 * lived.inflammation.max(axis=1), "pain")]
    lines += [("blood flow", 100 * lived.flow.min(axis=1), "c"), ("myelin", 100 * lived.myelin.min(axis=1), "a_beta")]
    lines += [("axons", 100 * lived.axon.min(axis=1), "motor")]
    sets.append(_Set("nerve", "The loaded nerve", "%", 100.0, day, dots, lines))
    return sets


def _sides(values: FloatArray) -> list[Line]:
    """Left and right, where there is anything; both where neither has."""
    both: list[Line] = [("left", values[:, 0], "left"), ("right", values[:, 1], "right")]
    return [line for line in both if np.nanmax(np.abs(line[1]), initial=0.0) > 0] or both


def _one(title: str, lines: list[Line]) -> str:
    """The title, with the side where only one is drawn."""
    return f"{title}, {lines[0][0]}" if len(lines) == 1 else title


def _round_up(value: float) -> float:
    """A round number a little above: the upper end of an axis."""
    step = 10.0 ** np.floor(np.log10(max(value, 1e-6)))
    return float(np.ceil(1.05 * value / step) * step)


def _strongest(amount: FloatArray, least: float) -> list[tuple[int, int]]:
    """(muscle, side) of those that reached most on any day."""
    most = amount.max(axis=0)
    order = sorted(np.argwhere(most >= least).tolist(), key=lambda cell: (-float(most[cell[0], cell[1]]), cell))
    return [(m, s) for m, s in order[:_MUSCLES]]


def _muscle_lines(result: Result, lived: Course) -> list[Line]:
    names, roles = result.body.muscles.names, ("motor", "accent", "a_delta")
    return [
        (f"{muscle_words(names[m])} {select.SIDES[s]}", 100 * lived.spasm[:, m, s], role)
        for (m, s), role in zip(_strongest(lived.spasm, 0.005), roles, strict=False)
    ]


def _tender_lines(result: Result, lived: Course) -> list[Line]:
    names, roles = result.body.muscles.names, ("motor", "accent", "a_delta")
    return [
        (f"{muscle_words(names[m])} {select.SIDES[s]}", 100 * lived.tenderness[:, m, s], role)
        for (m, s), role in zip(_strongest(lived.tenderness, 0.02), roles, strict=False)
    ]


def _different(result: Result) -> list[tuple[str, Course]]:
    """What would have been otherwise, where pain would have been another."""
    lived = result.course
    if lived is None:
        return []
    return [
        (words, other)
        for words, other in result.what_if.items()
        if np.nanmax(np.abs(other.pain - lived.pain), initial=0.0) >= _CHANGED
    ]


def _otherwise(result: Result) -> tuple[str, ...]:
    lived, said = result.course, []
    if lived is None:
        return ()
    for words, other in result.what_if.items():
        now, then = float(np.nanmax(lived.pain[-1], initial=0.0)), float(np.nanmax(other.pain[-1], initial=0.0))
        if np.nanmax(np.abs(other.pain - lived.pain), initial=0.0) >= _CHANGED:
            said.append(f"{words}: pain {then:.1f} instead of {now:.1f} on the last day")
        else:
            said.append(f"{words}: hardly another course")
    return tuple(said)


def _missed(lived: Course | None) -> str:
    if lived is None:
        return ""
    both = lived.examined & np.isfinite(lived.estimated_pain).all(axis=1)
    if not both.any():
        return ""
    worst = float(np.abs(lived.estimated_pain[both] - lived.pain[both]).max())
    return f"{worst:.1f}"


def _examined(result: Result) -> list[_Set]:
    """What is known on examined days only."""
    days, lived = result.days, result.course
    day = np.array([examined.day for examined in days])
    sets: list[_Set] = []
    strength = [select.movement_strength(result.body, examined.episode.strength) for examined in days]
    weakest = min(strength[-1], key=lambda name: float(strength[-1][name].min()))
    left = 100 * np.array([row[weakest] for row in strength])
    if left.min() < 98.0:
        title = f"Strength in {movement_words(weakest)}"
        sets.append(_Set("strength", title, "% of healthy", 100.0, day, None, _sides(left)))
    if lived is not None and len(lived.day) > 1:
        return sets
    pain = np.array([_daily_pain(examined) for examined in days])
    if pain.max(initial=0.0) >= _SEEN:
        sets.insert(0, _Set("pain", "Worst pain in a day", "pain, 0–10", 10.0, day, None, _sides(pain)))
    present = [examined.loads.present[0] for examined in days]
    nerve: list[Line] = []
    for name, role in (("myelin", "a_beta"), ("axon", "motor")):
        values = [getattr(d.tissue, name)[0][here].mean() for d, here in zip(days, present, strict=True)]
        nerve.append((name, 100 * np.array(values), role))
    inflamed = [d.tissue.inflammation[0][here].max() for d, here in zip(days, present, strict=True)]
    nerve.append(("inflammation", 100 * np.array(inflamed), "pain"))
    sets.append(_Set("nerve", "The loaded nerve", "%", 100.0, day, None, nerve))
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
