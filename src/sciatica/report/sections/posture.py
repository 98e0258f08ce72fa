"""How the person stands and walks, and which muscles pay for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report.drawings.figure import standing
from sciatica.report.drawings.gaitstrip import gait_strip
from sciatica.report.words import amount, distance, muscle_words, percent

if TYPE_CHECKING:
    from sciatica.movement import Movement
    from sciatica.simulate.result import Result

_SHOWN = 9
_CHANGED = 0.005
_NAMED = (
    ("limp_antalgic", "stands more briefly on the painful {side} leg (antalgic gait)"),
    ("gait_steppage", "lifts the {side} knee high to clear the foot (steppage gait)"),
    ("gait_trendelenburg", "leans over the {side} leg while standing on it (Trendelenburg gait)"),
)


@dataclass(frozen=True)
class PostureView:
    """Stance, gait and load."""

    facts: tuple[tuple[str, str, str], ...]
    """(what, now, in health)"""
    named: tuple[str, ...]
    figure: Markup
    strip: Markup | None
    """One stride, with the normal one behind; None where no stride was computed."""
    load: Markup | None
    load_title: str
    not_asked: int
    """Muscles of the body of which the movement model asks nothing."""
    notes: tuple[str, ...]
    unchanged: bool


def view(result: Result) -> PostureView:
    """Posture and gait of the case's own day."""
    move = result.last.movement
    unchanged = bool(move.overload.max(initial=0.0) < _CHANGED and abs(move.stance_asymmetry) < _CHANGED)
    bend = f"low back {_bend(move.lumbar_flexion_deg)}"
    words = f"A standing figure: trunk {_lean(move.trunk_list_deg)}, {bend}."
    return PostureView(
        facts=_facts(move),
        named=_named(result),
        figure=standing(move.trunk_list_deg, move.lumbar_flexion_deg, words),
        strip=_strip(move),
        load=_load(result),
        load_title="Muscles that carry more than in health"
        if not unchanged
        else "How hard muscles work in standing and walking",
        not_asked=int((~move.carried).sum()),
        notes=tuple(move.notes) + (() if move.converged else ("The search for the cheapest way did not settle.",)),
        unchanged=unchanged,
    )


def _strip(move: Movement) -> Markup | None:
    """The stride, told in words by what differs most between the legs and from health."""
    if move.gait is None or move.healthy_gait is None:
        return None
    parts = []
    for side, letter in (("left", "l"), ("right", "r")):
        now, usual = move.gait, move.healthy_gait
        parts.append(
            f"{side} leg: the knee bends to {now.angle(f'knee_angle_{letter}').max():.0f}° "
            f"(in health {usual.angle(f'knee_angle_{letter}').max():.0f}°), the hip stretches to "
            f"{-now.angle(f'hip_flexion_{letter}').min():.0f}° ({-usual.angle(f'hip_flexion_{letter}').min():.0f}°), "
            f"the ankle bends down to {-now.angle(f'ankle_angle_{letter}').min():.0f}° "
            f"({-usual.angle(f'ankle_angle_{letter}').min():.0f}°)"
        )
    words = "One stride as eight stick figures from the right and from behind, the same body in health behind each; "
    return gait_strip(move.gait, move.healthy_gait, words + "; ".join(parts) + ".")


def _lean(degrees: float) -> str:
    if abs(degrees) < 0.5:
        return "upright"
    return f"{abs(degrees):.0f}° to the {'right' if degrees > 0 else 'left'}"


def _bend(degrees: float) -> str:
    """Bend of the low back from the person's own normal."""
    if abs(degrees) < 0.5:
        return "straight"
    return f"{abs(degrees):.0f}° {'forward' if degrees > 0 else 'backward'}"


def _facts(move: Movement) -> tuple[tuple[str, str, str], ...]:
    share = 50.0 + 50.0 * move.stance_asymmetry
    return (
        ("walking speed", amount(move.speed_m_s, "m/s", 2), amount(move.normal_speed_m_s, "m/s", 2)),
        ("step length", amount(move.step_length_m, "m", 2), amount(move.normal_step_length_m, "m", 2)),
        *_measured(move),
        ("weight on left and right leg", f"{100 - share:.0f} and {share:.0f}\u00a0%", "50 and 50\u00a0%"),
        ("trunk", _lean(move.trunk_list_deg), "upright"),
        ("low back", _bend(move.lumbar_flexion_deg), "straight"),
        (
            "push-off, left and right",
            f"{100 * move.push_off[0]:.0f} and {100 * move.push_off[1]:.0f}\u00a0%",
            "100 and 100\u00a0%",
        ),
        ("effort of all muscles", percent(move.effort), percent(1.0)),
    )


def _measured(move: Movement) -> tuple[tuple[str, str, str], ...]:
    """What can be said where a whole stride was computed, or a walk to its end."""
    facts: list[tuple[str, str, str]] = []
    if move.gait is not None and move.healthy_gait is not None:
        facts.append(
            ("time on both feet", percent(move.gait.double_support), percent(move.healthy_gait.double_support))
        )
    if move.walking is not None and move.walking.stops:
        facts.append(("walks before a rest", distance(move.walking.distance_m), "no rest"))
    return tuple(facts)


def _named(result: Result) -> tuple[str, ...]:
    found = []
    for name, words in _NAMED:
        for value in result.findings.values(name):
            if value.state == "present":
                found += [words.format(side=side) for side in value.sides()]
    if result.findings.get("gait_stooped").state == "present":
        found.append("stands and walks bent forward (stooped gait)")
    return tuple(found)


def _load(result: Result) -> Markup | None:
    from sciatica.report.plots.load import muscle_load
    from sciatica.report.plots.style import svg

    move, names = result.last.movement, result.body.muscles.names
    asked = np.flatnonzero(move.carried)
    if not asked.size:
        return None
    rank = np.where(move.overload.max() >= _CHANGED, move.overload, move.muscle_load).max(axis=1)
    chosen = sorted(asked.tolist(), key=lambda m: (-float(rank[m]), m))[:_SHOWN]
    words = "Share of available strength used, left and right, with the healthy value: " + "; ".join(
        f"{muscle_words(names[m])} {' and '.join(percent(float(share)) for share in move.muscle_load[m])} "
        f"(healthy {percent(float(move.healthy_load[m].mean()))})"
        for m in chosen
    )
    return svg(
        lambda axes: muscle_load(
            axes, [muscle_words(names[m]) for m in chosen], move.muscle_load[chosen], move.healthy_load[chosen]
        ),
        name="load", words=words + ".", height_px=70 + 33 * len(chosen), margins_px=(6.0, 6.0, 4.0, 40.0),
    )  # fmt: skip
