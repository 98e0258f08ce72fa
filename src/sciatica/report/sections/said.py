"""What the person says: what makes it worse or better, how it goes over the day, what else was asked and denied.

Every row of ``core/findings.csv`` in the group ``said`` appears by itself: what changes the pain as bars, what else is
present as lines, what is absent in one sentence, and what nobody asked under its own heading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.core.findings import table
from sciatica.report import select
from sciatica.report.sections.exam_words import amount_words
from sciatica.report.words import distance, listed, site_words

if TYPE_CHECKING:
    from sciatica.core.findings import Findings, Row
    from sciatica.core.types import FloatArray
    from sciatica.simulate.result import Result

_DOES = {
    "cough": "coughing",
    "sneeze": "sneezing",
    "strain": "straining",
    "bending": "bending forward",
    "bending_back": "bending back",
    "standing": "standing",
    "bending_forward": "bending forward",
    "prolonged_sitting": "sitting for long",
    "lying": "lying down",
}
_TITLES = {
    "saddle_numbness": "numb between the legs",
    "bladder_retention": "cannot pass water",
    "bladder_incontinence": "leaks water",
    "bladder_hesitancy": "slow to pass water",
    "urinary_sensation_reduced": "does not feel the bladder",
    "bowel_incontinence": "cannot hold stool or wind",
    "rectal_fullness_lost": "does not feel a full bowel",
    "sexual_dysfunction": "changed feeling or function in sex",
    "weakness_noticed": "weaker in",
    "numbness": "numb in",
    "sleep_disturbed": "sleep broken by pain",
    "walking_distance": "stops to rest when walking after",
    "muscle_spasm": "muscles that seize up",
    "muscle_twitching": "muscles that twitch",
    "sitting_minutes": "worse after sitting for",
    "pain_below_knee": "pain below the knee",
    "leg_worse_than_back": "the leg worse than the back",
    "leg_cold_pale": "a cold or pale leg",
    "abdominal_pain_severe": "severe pain in the belly",
    "collapse": "fainting",
    "breathless": "short of breath",
    "urine_blood_or_pain": "blood in the urine or pain in passing it",
    "rash_blistering": "a rash or blisters",
    "cannot_walk": "cannot walk for pain",
    "activity_stopped": "kept from the usual activities",
    "calf_swelling": "a swollen calf",
    "vaginal_bleeding": "bleeding from the vagina",
    "weight_loss": "loss of weight",
    "night_pain": "pain worst at night",
}
_DRAWN = ("pain_site", "leg_pain", "back_pain", "buttock_pain", "pain_sharp", "pain_burning", "pain_tingling",
          "pain_electric", "pain_outside_dermatome", "leg_pain_least", "leg_pain_mean", "spasm_lasting",
          "spasm_rate")  # fmt: skip
"""Shown by the drawing, its table and the qualities, or with another finding."""
_WITH = {"muscle_spasm": ("spasm_lasting", "spasm_rate")}
"""Findings by muscle that are told within another one."""
_LISTED = 4
_LEAST = 0.05


@dataclass(frozen=True)
class Change:
    """What one posture or act does to the pain, in points of ten."""

    words: str
    change: str
    worse: bool
    share: float
    """Size of its bar, 0-1."""


@dataclass(frozen=True)
class Graph:
    """One small graph with its heading."""

    title: str
    picture: Markup
    caption: str


@dataclass(frozen=True)
class SaidView:
    """What the person says beside the drawing."""

    changes: tuple[Change, ...]
    same: str
    """What was tried and changes nothing, in words."""
    also: tuple[tuple[str, str], ...]
    """(what, how much and where)"""
    denied: str
    unasked: tuple[str, ...]
    graphs: tuple[Graph, ...]


def view(result: Result) -> SaidView:
    """The rest of the history on the case's own day."""
    findings = result.findings
    changed, same = changes(findings)
    also: list[tuple[str, str]] = []
    answered: dict[str, list[str]] = {"absent": [], "unknown": []}
    for row in table().values():
        if row.group != "said" or row.id in _DRAWN or row.id.startswith(("worse_", "better_")):
            continue
        title = _TITLES.get(row.id, row.id.replace("_", " "))
        state = findings.get(row.id).state
        if state == "present":
            also.append((title, _where(row, findings)))
        else:
            answered[state].append(re.sub(" (in|after|for)$", "", title))
    denied, unasked = listed(answered["absent"]), tuple(answered["unknown"])
    return SaidView(changed, same, tuple(also), denied, unasked, _graphs(result))


def changes(findings: Findings) -> tuple[tuple[Change, ...], str]:
    """Bars for what changes the pain, most first, and the names of what does not."""
    found: list[tuple[float, Change]] = []
    same: dict[str, list[str]] = {"worse": [], "better": []}
    for row in table().values():
        way, _, act = row.id.partition("_")
        if row.group != "said" or way not in ("worse", "better"):
            continue
        value, words = findings.get(row.id), _DOES.get(act, act.replace("_", " "))
        if value.state == "present":
            points = abs(value.amount or 0.0)
            sign = "+" if way == "worse" else "\u2212"
            size = f"{sign}{points:.1f}" if value.amount is not None else way
            found.append((points, Change(words, size, way == "worse", min(1.0, points / 5.0))))
        elif value.state == "absent":
            same[way].append(words)
    worse_first = sorted(found, key=lambda pair: (not pair[1].worse, -pair[0]))
    told = [f"no {way} with {listed(acts)}" for way, acts in same.items() if acts]
    return tuple(change for _, change in worse_first), "; ".join(told)


def _where(row: Row, findings: Findings) -> str:
    """Where a finding is present, on which side, and how much of it there is."""
    values = select.present(findings, row.id)
    if row.unit == "m" and values[0].amount is not None:
        return distance(values[0].amount)
    parts = []
    key = [(-(v.amount or 0.0), n) for n, v in enumerate(values)]
    for _, n in sorted(key):
        value = values[n]
        words = [site_words(value.site)] if value.site else []
        words += [value.side] if value.side else []
        sizes = [amount_words(row, value.amount)] if value.amount is not None else []
        sizes += [
            amount_words(table()[other], more.amount)
            for other in _WITH.get(row.id, ())
            if other in table() and (more := findings.get(other, value.side, value.site)).amount is not None
        ]
        size = f" ({', '.join(sizes)})" if sizes else ""
        parts.append(" ".join(words) + size if words else size.strip(" ()"))
    rest = f" and {len(parts) - _LISTED} more" if len(parts) > _LISTED + 1 else ""
    said = ", ".join(parts[:_LISTED]) + rest if rest else listed([part for part in parts if part])
    return said or "yes"


def _graphs(result: Result) -> tuple[Graph, ...]:
    """Pain over a day, against minutes sat and against the bend of the back; only where there is any."""
    from sciatica.report.plots.against import against
    from sciatica.report.plots.diary import diary
    from sciatica.report.plots.style import svg

    day, graphs = result.last, []
    if day.diary is not None and np.nanmax(day.diary[1], initial=0.0) >= _LEAST:
        hour, pain = day.diary
        picture = svg(
            lambda axes: diary(axes, hour, pain), name="diary", words=_told("Pain over a day", hour, pain, "o'clock"),
            height_px=230, margins_px=(40.0, 12.0, 30.0, 40.0),
        )  # fmt: skip
        graphs.append(Graph("Pain through a day", picture, _range(result.findings)))
    for name, title, label, lines in (
        ("sitting", "Pain against minutes sat", "minutes", day.sitting),
        ("bends", "Pain as the back bends", "bend of the low back, degrees", day.bends),
    ):
        if lines is None or np.nanmax(lines[1], initial=0.0) < _LEAST:
            continue
        x, pain = lines
        picture = svg(
            lambda axes, x=x, pain=pain, label=label: against(axes, x, pain, label=label),
            name=name, words=_told(title, x, pain, label), height_px=230, margins_px=(40.0, 12.0, 30.0, 40.0),
        )  # fmt: skip
        graphs.append(Graph(title, picture, ""))
    return tuple(graphs)


def _range(findings: Findings) -> str:
    """Worst, mean and least of a day as the person says it; "" where nobody asked."""
    parts = []
    for name, word in (("leg_pain", "worst"), ("leg_pain_mean", "mean"), ("leg_pain_least", "least")):
        worst = select.worst_amount(findings, name)
        if worst is not None and worst.amount is not None:
            parts.append(f"{word} {worst.amount:.0f}")
    return f"As the person says it: {listed(parts)} of 10." if parts else ""


def _told(title: str, x: FloatArray, pain: FloatArray, unit: str) -> str:
    """A graph in words, by a few of its points."""
    shown = np.unique(np.linspace(0, len(x) - 1, min(7, len(x))).astype(int))
    sides = [
        f"{side} " + ", ".join(f"{pain[s, i]:.1f} at {x[i]:.0f}" for i in shown)
        for s, side in enumerate(select.SIDES)
        if np.nanmax(pain[s], initial=0.0) >= _LEAST
    ]
    return f"{title} ({unit}): " + "; ".join(sides) + "."
