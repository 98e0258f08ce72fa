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
from sciatica.triage.rules import STAGES, Advice, Stage, Urgency, advice, rank

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
STAGE_WORDS: Final[dict[Stage, str]] = {
    "suspected": "suspected: both legs are affected, or imaging shows it, and bladder and saddle are not known to be",
    "incomplete": "incomplete: feeling, bladder, bowel or sex have changed, and the bladder is still controlled",
    "retention": "with retention: the bladder no longer empties or holds",
}
NO_DIAGNOSIS: Final = "This is not a diagnosis and not a medical device. If you are worried, seek help sooner."


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
    hazard: str
    status: str
    stage: Stage | None
    note: str

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
    contradictions: tuple[str, ...]
    pattern: Pattern

    @property
    def unknown(self) -> tuple[str, ...]:
        """The questions not answered, most dangerous first."""
        return tuple(question.words for question in self.questions)

    @property
    def sciatica_pattern(self) -> str:
        """``yes``, ``no`` or ``cannot_tell``."""
        return self.pattern.verdict

    @property
    def cauda_equina_stage(self) -> Stage | None:
        """The furthest stage of a pressed cauda equina that the answers fit; None: no sign of it is known."""
        seen = [rule.stage for rule in self.rules if rule.stage is not None]
        return max(seen, key=STAGES.index, default=None)

    @property
    def settled(self) -> bool:
        """Whether no open answer could make it a matter for today: only then is it said what to do at home."""
        return max(rank(self.urgency), rank(self.urgency_possible)) <= rank("see_clinician")

    @property
    def come_back(self) -> tuple[Advice, ...]:
        """What should bring the person back, or to more urgent help; never empty."""
        return tuple(advice("come_back"))

    @property
    def meanwhile(self) -> tuple[Advice, ...]:
        """What guidance says to do meanwhile; nothing where help is needed today, or could be."""
        return tuple(advice("meanwhile")) if self.settled and self._said else ()

    @property
    def course(self) -> tuple[Advice, ...]:
        """The course of sciatica from the literature; nothing where help is needed today, or there is no leg pain."""
        return tuple(advice("course")) if self.settled and self._said and self.pattern.verdict != "no" else ()

    @property
    def _said(self) -> bool:
        """Whether ``urgency`` may be said: self-care only where nothing unknown asks for more."""
        return self.urgency != "self_care" or self.urgency_possible == "self_care"

    def __repr__(self) -> str:
        """Nothing about the person."""
        return "Answer(…)"

    def to_mapping(self) -> dict[str, Any]:
        """Plain data for JSON."""
        return {
            "urgency": self.urgency,
            "urgency_possible": self.urgency_possible,
            "within_days": self.within_days,
            "rules": [_rule_mapping(rule) for rule in self.rules],
            "unknown": [{"id": q.finding, "question": q.words, "could_be": q.urgency} for q in self.questions],
            "contradictions": list(self.contradictions),
            "cauda_equina_stage": self.cauda_equina_stage,
            "sciatica_pattern": self.pattern.to_mapping(),
            "come_back": [_advice_mapping(item) for item in self.come_back],
            "meanwhile": [_advice_mapping(item) for item in self.meanwhile],
            "course": [_advice_mapping(item) for item in self.course],
            "sources": dict(self._sources()),
            "notice": NO_DIAGNOSIS,
        }

    def _sources(self) -> Iterator[tuple[str, str]]:
        """Every source named anywhere in the answer, as a line for people."""
        known = references.of_room("triage")
        named = [rule.sources for rule in self.rules]
        named += [item.sources for item in (*self.come_back, *self.meanwhile, *self.course)]
        named += self.pattern.sources
        for key in dict.fromkeys(key for keys in named for key in keys):
            yield key, known[key].text

    def lines(self) -> tuple[str, ...]:
        """The answer for a person to read, one line a thought, not wrapped."""
        return tuple(_lines(self))


def _rule_mapping(rule: FiredRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "words": rule.words,
        "urgency": rule.urgency,
        "within_days": rule.within_days,
        "source": rule.source,
        "read": rule.read.isoformat(),
        "hazard": rule.hazard,
        "status": rule.status,
        "note": rule.note,
    }


def _advice_mapping(item: Advice) -> dict[str, str]:
    return {"words": item.words, "source": ", ".join(item.sources)}


def _lines(answer: Answer) -> Iterator[str]:
    open_questions = rank(answer.urgency_possible) > rank(answer.urgency)
    if answer.urgency == "emergency":
        yield _headline(answer)
    if answer.contradictions:
        yield "These answers do not go together; until that is cleared up the worse reading counts:"
        yield from (f"  ? {words}" for words in answer.contradictions)
        yield ""
    if open_questions:
        yield from _questions(answer)
    if open_questions and answer.urgency != "self_care":
        yield ""
    if answer.urgency != "emergency" and answer._said:
        yield _headline(answer)
    yield from _why(answer)
    yield from _stage(answer)
    yield from _pattern(answer)
    yield from _advice("Meanwhile:", answer.meanwhile)
    back = answer.come_back
    if answer.urgency == "emergency":
        urgent = tuple(item for item in back if item.words.startswith("At once"))
        yield from _advice("If you are seen and sent home, what should bring you back:", urgent)
    else:
        yield from _advice("What should bring you back, or to more urgent help:", back)
    yield from _advice("What to expect:", answer.course)
    yield ""
    yield NO_DIAGNOSIS


def _headline(answer: Answer) -> str:
    if answer.urgency == "self_care" and answer.pattern.verdict == "no" and answer.pattern.leg_hurts == "absent":
        return "SELF-CARE: nothing that fits sciatica was found."
    if answer.within_days and answer.urgency == "see_clinician":
        days = "day" if answer.within_days == 1 else f"{answer.within_days} days"
        return f"{HEADLINES['see_clinician']}: within {'a ' if days == 'day' else ''}{days}."
    return HEADLINES[answer.urgency]


def _questions(answer: Answer) -> Iterator[str]:
    said = set(answer.contradictions)
    raising = [q for q in answer.questions if rank(q.urgency) > rank(answer.urgency) and q.words not in said]
    if not raising:
        return
    yield (
        f"Not yet known, and it could make this {SHORT[answer.urgency_possible]}. Please answer first; "
        "if you cannot, take it as yes:"
    )
    for question in raising[:MOST_QUESTIONS]:
        yield f"  ? {question.words}"
    if len(raising) > MOST_QUESTIONS:
        yield f"  … and {len(raising) - MOST_QUESTIONS} more questions."


def _why(answer: Answer) -> Iterator[str]:
    known = references.of_room("triage")
    cited: dict[str, None] = {}
    yield ""
    if answer.urgency == "self_care" != answer.urgency_possible:
        yield "What is known so far asks for no help, and is not enough to say that none is needed."
        return
    yield "Why:"
    for rule in answer.rules:
        cited |= dict.fromkeys(rule.sources)
        level = rule.urgency.replace("_", " ").replace("see clinician", "see a clinician")
        assumed = "; level or number assumed" if rule.status == "assumed" else ""
        yield f"  - {rule.words} [{level}; {rule.source}{assumed}]"
    yield f"  Sources, read {max(rule.read for rule in answer.rules).isoformat()}:"
    yield from (f"    {key}: {known[key].text}" for key in cited)


def _stage(answer: Answer) -> Iterator[str]:
    if (stage := answer.cauda_equina_stage) is not None:
        yield ""
        yield f"If the cauda equina is pressed, this fits the stage that surgeons call {STAGE_WORDS[stage]} [lavy2022]."
        yield "Every stage is an emergency; the earlier it is seen, the more is kept."


def _pattern(answer: Answer) -> Iterator[str]:
    said = {
        "yes": "The pattern of sciatica: yes. (A symptom; this says nothing of its cause.)",
        "no": "The pattern of sciatica: no.",
        "cannot_tell": "The pattern of sciatica: cannot tell yet.",
    }
    yield ""
    yield said[answer.pattern.verdict]
    sources = dict.fromkeys(key for keys in answer.pattern.sources for key in keys)
    for title, words in (
        ("for", [feature.there for feature in answer.pattern.speaks_for]),
        ("against", [said.words for said in answer.pattern.speaks_against]),
        ("not known", answer.pattern.unknown),
    ):
        if words:
            yield f"  {title}: {'; '.join(words)}"
    if sources:
        yield f"  by: {', '.join(sources)}"


def _advice(title: str, items: Sequence[Advice]) -> Iterable[str]:
    if not items:
        return
    yield ""
    yield title
    yield from (f"  - {item.words} [{', '.join(item.sources)}]" for item in items)
