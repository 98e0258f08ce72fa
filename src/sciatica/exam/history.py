"""Since when, how suddenly, and is it getting better: the history, read off the earlier examinations.

A finding began between the last day on which it was looked for and absent and the first on which it was present;
the gap says how suddenly. Before the first examination the person is taken to have been well at the day the first
load began, and what it brought by the first examination came no more suddenly than it did.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sciatica.core.findings import Findings, table
from sciatica.core.parameters import Parameters
from sciatica.exam.values import Entries, Entry, rounded


@dataclass(frozen=True)
class Earlier:
    """An earlier examination."""

    day: float
    findings: Findings


@dataclass(frozen=True)
class Began:
    """When the first load began, and how long the quickest took to come, days."""

    day: float
    over_days: float = 0.0


def with_history(
    entries: Entries, day: float, began: Began, earlier: Sequence[Earlier], parameters: Parameters
) -> dict[str, Any]:
    """The entries with onset, days since and course added to those that are present."""
    return {
        name: [_dated(name, entry, day, began, earlier, parameters) for entry in values]
        for name, values in entries.items()
    }


def _dated(
    name: str, entry: Entry, day: float, began: Began, earlier: Sequence[Earlier], parameters: Parameters
) -> Entry:
    if entry["state"] != "present":
        return entry
    side, site = entry.get("side"), entry.get("site")
    first, before, least = day, began.day, began.over_days
    amounts: list[float] = []
    for visit in reversed(earlier):
        if not visit.findings.values(name):
            continue  # not looked for on that day: neither there nor gone
        value = visit.findings.get(name, side, site)
        if value.state != "present":
            before, least = visit.day, 0.0  # it was seen to come
            break
        first = visit.day
        if value.amount is not None:
            amounts.append(value.amount)
    sudden = max(first - before, least) <= parameters.sudden_within_days
    dated = {**entry, "onset": "sudden" if sudden else "gradual", "since_days": rounded(day - before, 1)}
    if amounts and entry.get("amount") is not None:
        dated["course"] = _course(amounts[0], entry["amount"], name, parameters)
    return dated


def _course(then: float, now: float, name: str, parameters: Parameters) -> str:
    scale = max(abs(then), abs(now), 1e-9)
    change = (now - then) / scale
    if table()[name].worse == "down":
        change = -change
    if abs(change) < parameters.course_change or (
        table()[name].unit == "NRS" and abs(now - then) < parameters.pain_change_noticed
    ):
        return "stable"  # nobody reports a change of pain smaller than one that is noticed
    return "worse" if change > 0 else "better"
