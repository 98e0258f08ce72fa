"""The answer: how soon, why, what is not known, what to watch for; as data and as lines for a person to read.

Nothing here reassures from what is absent: self-care is said only when no completion of the unknown answers
could ask for more, and what should bring the person back always stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sciatica.core import references
from sciatica.triage.recognise import Pattern
from sciatica.triage.rules import Urgency, advice, rank

MOST_QUESTIONS: Final = 12
HEADLINES: Final[dict[Urgency, str]] = {
    "emergency": "EMERGENCY: get help now. Call the emergency number or go to an emergency department.",
    "urgent": "URGENT: speak to a doctor or an urgent care line today.",
    "see_clinician": "SEE A CLINICIAN",
    "self_care": "SELF-CARE: nothing known asks for more at present.",
}
SHORT: Final[dict[Urgency, str]] = {
    "emergency": "an emergency",
    "urgent": "a matter for today",
    "see_clinician": "a reason to see a clinician",
    "self_care": "self-care",
}


@dataclass(frozen=True)
class Question:
    """Something not known that could change the answer; ``urgency`` is what it could rise to."""

    finding: str
    words: str
    urgency: Urgency


@dataclass(frozen=True)
class FiredRule:
    """A rule that holds by what is known."""

    id: str
    words: str
    urgency: Urgency
    within_days: int | None
    sources: tuple[str, ...]
    read: date

    @property
    def source(self) -> str:
        """The keys of its sources, as one text."""
        return ", ".join(self.sources)


@dataclass(frozen=True, repr=False)
class Answer:
    """How soon to seek help.

    ``urgency`` is by what is known; ``urgency_possible`` is the worst that the unknown allows.
    ``within_days`` is 0 for an emergency and for the same day, and None for self-care.
    """

    urgency: Urgency
    urgency_possible: Urgency
    within_days: int | None
    rules: tuple[FiredRule, ...]
    questions: tuple[Question, ...]
    pattern: Pattern

    @property
    def unknown(self) -> tuple[str, ...]:
        """The questions not answered, most dangerous first."""
        return tuple(question.words for question in self.questions)

    @property
    def sciatica_pattern(self) -> str:
        """``yes``, ``no`` or ``cannot_tell``."""
        return self.pattern.verdict

    def __repr__(self) -> str:
        """Nothing about the person."""
        return "Answer(…)"

    def to_mapping(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "urgency": self.urgency,
            "urgency_possible": self.urgency_possible,
            "within_days": self.within_days,
            "rules": [
                {
                    "id": r.id,
                    "words": r.words,
                    "urgency": r.urgency,
                    "source": r.source,
                    "read": r.read.isoformat(),
                }
                for r in self.rules
            ],
            "unknown": [{"id": q.finding, "question": q.words, "could_be": q.urgency} for q in self.questions],
            "sciatica_pattern": self.pattern.to_mapping(),
        }

    def lines(self) -> tuple[str, ...]:
        """The answer for a person to read, one line a thought, not wrapped."""
        return tuple(_lines(self))


def _lines(answer: Answer) -> Iterator[str]:
    open_questions = rank(answer.urgency_possible) > rank(answer.urgency)
    if open_questions:
        yield from _questions(answer)
    if open_questions and answer.urgency != "self_care":
        yield ""
    if not open_questions or answer.urgency != "self_care":
        yield _headline(answer)
    yield from _why(answer)
    yield from _pattern(answer)
    settled = answer.urgency != "self_care" or not open_questions
    if answer.urgency != "emergency" and settled:
        yield from _advice("Meanwhile:", advice("meanwhile"))
    yield from _advice("What should bring you back, or to more urgent help:", advice("come_back"))
    if rank(answer.urgency) <= rank("see_clinician") and settled and answer.pattern.verdict != "no":
        yield from _advice("What to expect:", advice("course"))
    yield ""
    yield "This is not a diagnosis and not a medical device. If you are worried, seek help sooner."


def _headline(answer: Answer) -> str:
    if answer.urgency == "self_care" and answer.pattern.verdict == "no" and answer.pattern.leg_hurts == "absent":
        return "SELF-CARE: nothing that fits sciatica was found."
    if answer.within_days and answer.urgency == "see_clinician":
        days = "day" if answer.within_days == 1 else f"{answer.within_days} days"
        return f"{HEADLINES['see_clinician']}: within {'a ' if days == 'day' else ''}{days}."
    return HEADLINES[answer.urgency]


def _questions(answer: Answer) -> Iterator[str]:
    raising = [q for q in answer.questions if rank(q.urgency) > rank(answer.urgency)]
    yield (
        f"Not yet known, and it could make this {SHORT[answer.urgency_possible]}. Please answer first; "
        "if you cannot, take it as yes:"
    )
    for question in raising[:MOST_QUESTIONS]:
        yield f"  ? {question.words}"
    if len(raising) > MOST_QUESTIONS:
        yield f"  … and {len(raising) - MOST_QUESTIONS} more questions."


def _why(answer: Answer) -> Iterator[str]:
    known = references.load()
    cited: dict[str, None] = {}
    yield ""
    if answer.urgency == "self_care" != answer.urgency_possible:
        yield "What is known so far asks for no help, and is not enough to say that none is needed."
        return
    yield "Why:"
    for rule in answer.rules:
        cited |= dict.fromkeys(rule.sources)
        level = rule.urgency.replace("_", " ").replace("see clinician", "see a clinician")
        yield f"  - {rule.words} [{level}; {rule.source}]"
    yield f"  Sources, read {max(rule.read for rule in answer.rules).isoformat()}:"
    yield from (f"    {key}: {known[key].text}" for key in cited)


def _pattern(answer: Answer) -> Iterator[str]:
    said = {
        "yes": "The pattern of sciatica: yes. (A symptom; this says nothing of its cause.)",
        "no": "The pattern of sciatica: no.",
        "cannot_tell": "The pattern of sciatica: cannot tell yet.",
    }
    yield ""
    yield said[answer.pattern.verdict]
    for title, words in (
        ("for", [feature.there for feature in answer.pattern.speaks_for]),
        ("against", answer.pattern.speaks_against),
        ("not known", answer.pattern.unknown),
    ):
        if words:
            yield f"  {title}: {'; '.join(words)}"


def _advice(title: str, items: Sequence[Any]) -> Iterable[str]:
    yield ""
    yield title
    yield from (f"  - {item.words} [{', '.join(item.sources)}]" for item in items)
