"""How soon must help be sought? Every rule is asked; the highest urgency that holds is the answer.

Rules only ever add. No probability, test or image takes part in any other way than as one more finding, and
no finding can make a statement of :mod:`.condition` less true by being there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sciatica.core.findings import Findings, table
from sciatica.triage.answer import Answer, FiredRule, Question
from sciatica.triage.claims import Claims
from sciatica.triage.condition import Need, Truth
from sciatica.triage.contradictions import Contradiction, contradictions
from sciatica.triage.recognise import recognise
from sciatica.triage.rules import LEVELS, Rule, Urgency, rank, rules


def assess(findings: Findings) -> Answer:
    """How soon to seek help, why, and what is not known.

    Args:
        findings: what is known of the person; nothing else is looked at, and nothing is written anywhere.
    """
    asked = _asked(findings)
    held = [rule for rule, truth in asked if truth.known]
    urgency = _highest(held)
    above = [rule for rule in held if rule.urgency != "self_care"]
    fired = sorted(above or held, key=lambda rule: -rank(rule.urgency))
    doubts = [_doubt(one, asked) for one in contradictions(findings)]
    possible = [rule.urgency for rule, truth in asked if truth.possible]
    questions = sorted([*doubts, *_questions(asked)], key=lambda question: -rank(question.urgency))
    return Answer(
        urgency=urgency,
        urgency_possible=max([*possible, *(question.urgency for question in doubts)], key=rank),
        within_days=_within_days(urgency, held),
        rules=tuple(_fired(rule) for rule in fired),
        questions=tuple(questions),
        contradictions=tuple(dict.fromkeys(question.words for question in doubts)),
        pattern=recognise(findings),
    )


def _asked(findings: Findings) -> list[tuple[Rule, Truth]]:
    claims = Claims(findings)
    return [(rule, rule.condition(claims)) for rule in rules()]


def _doubt(one: Contradiction, asked: list[tuple[Rule, Truth]]) -> Question:
    """The question that a contradiction asks, and what its more dangerous reading would add."""
    added = [
        worse.urgency
        for (worse, taken), (_, own) in zip(_asked(one.worse), asked, strict=True)
        if (taken.possible and not own.possible) or (taken.known and not own.known)
    ]
    return Question(one.finding, one.question, max(added, key=rank, default="self_care"))


def _fired(r: Rule) -> FiredRule:
    return FiredRule(r.id, r.words, r.urgency, r.within_days, r.sources, r.read, r.hazard, r.status, r.stage, r.note)


def _highest(held: Iterable[Rule]) -> Urgency:
    return LEVELS[max(rank(rule.urgency) for rule in held)]


def _within_days(urgency: Urgency, held: Iterable[Rule]) -> int | None:
    if urgency == "self_care":
        return None
    if urgency != "see_clinician":
        return 0
    return min(rule.within_days for rule in held if rule.within_days is not None)


def _questions(asked: list[tuple[Rule, Truth]]) -> Iterator[Question]:
    """What is not known and could make a rule hold: the worst rules first, each question once."""
    open_rules = [(rule, truth.needs) for rule, truth in asked if truth.possible and not truth.known]
    seen: set[Need] = set()
    for rule, needs in sorted(open_rules, key=lambda pair: -rank(pair[0].urgency)):
        for need in needs:
            if need not in seen:
                seen.add(need)
                yield Question(need.finding, _words(need), rule.urgency)


def _words(need: Need) -> str:
    if need.finding == "age_years":
        return "How old are you?"
    row = table()[need.finding]
    name = need.finding.removesuffix("_noticed").replace("_", " ")
    return {
        "state": row.question,
        "onset": f"How did this begin - {name}: suddenly, or bit by bit, and how many days ago?",
        "course": f"Is this getting better, staying the same or getting worse: {name}?",
        "days": f"For how many days have you had this: {name}?",
        "amount": f"How much is it ({row.unit}, from {row.low:g} to {row.high:g}): {name}?",
        "side": f"On which side is this, left, right or both: {name}?",
    }[need.what]
