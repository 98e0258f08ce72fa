"""How soon to seek help, in plain words, with the rules that decided and their sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sciatica.report.papers import short_source

if TYPE_CHECKING:
    from sciatica.triage import Answer

_HEADING = {
    "emergency": "Emergency: help is needed now",
    "urgent": "Urgent: speak to a doctor {within}",
    "see_clinician": "See a clinician {within}",
    "self_care": "Nothing here asks for help",
}
_ADVICE = {
    "emergency": "A person with these findings should go to an emergency department now, or call an ambulance.",
    "urgent": "A person with these findings should be examined {within}, and at once if anything gets worse.",
    "see_clinician": "A person with these findings should see a clinician {within}, and sooner if anything gets worse.",
    "self_care": "A person with these findings can look after themselves, and should ask for help if anything changes.",
}
_OPEN = "Nothing found so far asks for help"
_OPEN_ADVICE = (
    "That is no all-clear: questions that nobody has answered yet come first, and one of them could change it."
)
_ICON = {
    "emergency": "M8 2h8l6 6v8l-6 6H8l-6-6V8zM12 7v6M12 16.6v.4",
    "urgent": "M12 3 22 20H2zM12 9v5M12 16.8v.2",
    "see_clinician": "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20M12 7v5l3.5 2.5",
    "self_care": "M12 2a10 10 0 1 0 0 20a10 10 0 1 0 0-20M7.5 12.5l3 3 6-6.5",
}
NAME = {
    "emergency": "an emergency",
    "urgent": "urgent",
    "see_clinician": "a reason to see a clinician",
    "self_care": "something for self-care",
}


@dataclass(frozen=True)
class Reason:
    """One rule that fired."""

    words: str
    sources: tuple[tuple[str, str], ...]
    """(authors and year, address)"""


@dataclass(frozen=True)
class UrgencyView:
    """What the panel at the top of the page shows."""

    level: str
    heading: str
    advice: str
    icon: str
    reasons: tuple[Reason, ...]
    """The rules that set the level."""
    lesser: tuple[Reason, ...]
    """Rules that hold as well and ask for less."""
    possible: str
    """What unanswered questions could make of it; "" where they could not raise it."""
    unknown: tuple[str, ...]
    come_back: tuple[Reason, ...]
    """What guidance says should bring a person back."""


def within_words(days: float | None, level: str) -> str:
    """A limit in days as a person says it."""
    if days is None:
        return "as soon as you can" if level == "urgent" else "when you can"
    if days < 1:
        return "today"
    if days < 2:
        return "within a day"
    weeks = days / 7
    return f"within {weeks:.0f} weeks" if days >= 14 and weeks.is_integer() else f"within {days:g} days"


def view(answer: Answer) -> UrgencyView:
    """The panel for an answer of triage."""
    from sciatica.triage.rules import advice

    level = answer.urgency
    within = within_words(answer.within_days, level)
    reasons: list[Reason] = []
    lesser: list[Reason] = []
    for rule in answer.rules:
        reason = Reason(rule.words, tuple(short_source(key) for key in rule.sources))
        (reasons if rule.urgency == level else lesser).append(reason)
    possible, heading, advised = "", _HEADING[level], _ADVICE[level]
    if answer.urgency_possible != level:
        if level == "self_care":
            heading, advised = _OPEN, _OPEN_ADVICE
        possible = f"Questions that are still open could make it {NAME[answer.urgency_possible]}."
    return UrgencyView(
        level=level,
        heading=heading.format(within=within),
        advice=advised.format(within=within),
        icon=_ICON[level],
        reasons=tuple(reasons),
        lesser=tuple(lesser),
        possible=possible,
        unknown=tuple(answer.unknown),
        come_back=tuple(
            Reason(item.words, tuple(short_source(key) for key in item.sources)) for item in advice("come_back")
        ),
    )
