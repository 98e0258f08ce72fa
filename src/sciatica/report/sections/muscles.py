"""Strength by movement as the simulation knows it, beside the grade that the examiner gave, and what worked unasked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica.report import select
from sciatica.report.sections import spasms
from sciatica.report.sections.seconds import Seconds, seconds_run
from sciatica.report.sections.spasms import SpasmView
from sciatica.report.words import movement_words, percent

if TYPE_CHECKING:
    from sciatica.simulate.result import Result

_FULL = 0.98


@dataclass(frozen=True)
class Strength:
    """One movement, left and right, with the examiner's grade where it is reduced."""

    movement: str
    left: float
    right: float
    left_grade: str
    right_grade: str


@dataclass(frozen=True)
class MuscleView:
    """Strength, the three roads and the traces."""

    strength: tuple[Strength, ...]
    full: int
    """Movements at full strength on both sides, not listed one by one."""
    reflexes: tuple[tuple[str, str, str], ...]
    """(reflex, left, right) as shares of the healthy one."""
    spasms: SpasmView
    seconds: Seconds


def view(result: Result) -> MuscleView:
    """The muscles of the case's own day."""
    rows = _strength(result)
    return MuscleView(
        strength=tuple(row for row in rows if min(row.left, row.right) < _FULL),
        full=sum(1 for row in rows if min(row.left, row.right) >= _FULL),
        reflexes=tuple(
            (name.replace("_", " "), percent(float(shares[0])), percent(float(shares[1])))
            for name, shares in result.last.reflex.items()
            if min(float(share) for share in shares) < _FULL
        ),
        spasms=spasms.view(result),
        seconds=seconds_run(result),
    )


def _strength(result: Result) -> list[Strength]:
    shares = select.movement_strength(result.body, result.last.episode.strength)
    grades = select.sited(result.findings, "power_reduced")

    def grade(name: str, side: str) -> str:
        return f"MRC\u00a0{grades[name, side]:.0f}" if (name, side) in grades else ""

    rows = [
        Strength(movement_words(name), float(left), float(right), grade(name, "left"), grade(name, "right"))
        for name, (left, right) in shares.items()
    ]
    return sorted(rows, key=lambda row: min(row.left, row.right))
