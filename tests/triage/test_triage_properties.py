"""Laws that hold over the whole space of findings: nothing lowers an urgency."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from findings_strategies import ALL_ABSENT, DANGER, ROWS, STATES, answers, details, mappings, value
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica.core.findings import Findings, Row
from sciatica.triage import Answer, assess
from sciatica.triage.claims import Claims
from sciatica.triage.contradictions import contradictions
from sciatica.triage.rules import rank

ADULT = {"person": {"age_years": 40, "sex": "female"}}
UNASKED = [row for row in ROWS if not row.danger]


def judged(data: dict[str, Any]) -> Answer:
    return assess(Findings.from_mapping(data))


def levels(data: dict[str, Any]) -> tuple[int, int]:
    answer = judged(data)
    return rank(answer.urgency), rank(answer.urgency_possible)


def soon(data: dict[str, Any]) -> float:
    """Days until help, infinite for self-care: less is more urgent."""
    days = judged(data).within_days
    return float("inf") if days is None else days


@settings(max_examples=150, deadline=None)
@given(mappings(), st.data())
def test_absent_is_at_most_unknown_is_at_most_present(base: dict[str, Any], data: st.DataObject) -> None:
    row: Row = data.draw(st.sampled_from(ROWS))
    extra = data.draw(details(row))
    side = data.draw(st.sampled_from([None, "left", "right", "both"])) if row.sided else None
    place = {} if side is None else {"side": side}
    found = [levels(base | {row.id: value(state, extra) | place}) for state in STATES]
    days = [soon(base | {row.id: value(state, extra) | place}) for state in STATES]
    assert [known for known, _ in found] == sorted(known for known, _ in found)
    assert [possible for _, possible in found] == sorted(possible for _, possible in found)
    assert days == sorted(days, reverse=True)


@pytest.mark.parametrize("row", DANGER, ids=lambda row: row.id)
def test_every_danger_question_alone(row: Row) -> None:
    """Absent is self-care, unknown cannot be, and present never is (pain: as bad as pain can be)."""
    others = {k: v for k, v in ALL_ABSENT.items() if k != row.id} | ADULT
    worst = {"amount": row.high} if row.has_amount else {}
    absent, unknown, present = (
        levels(others | {row.id: {"state": state, **(worst if state == "present" else {})}}) for state in STATES
    )
    assert absent == (0, 0)
    assert unknown[0] == 0
    assert unknown[1] > 0
    assert 0 < present[0] <= present[1]
    assert unknown[1] >= present[0]


SIDES = (None, "left", "right", "both")
RED_FLAGS = [row for row in ROWS if row.hazard]
DETAILS = (("sudden", "worse", 0), ("gradual", "stable", 60), ("gradual", "unknown", 3), ("unknown", "unknown", None))


@pytest.mark.parametrize("row", RED_FLAGS, ids=lambda row: row.id)
def test_red_flags_exhaustively_absent_unknown_present(row: Row) -> None:
    """Every red flag on every side, beside nothing known and beside everything else answered no, mild and grave."""
    for base in ({}, {k: v for k, v in ALL_ABSENT.items() if k != row.id} | ADULT):
        for side in SIDES if row.sided else SIDES[:1]:
            for onset, course, days in DETAILS:
                extra = {"onset": onset, "course": course} | ({} if days is None else {"since_days": days})
                place = {} if side is None else {"side": side}
                found = [levels(base | {row.id: value(state, extra) | place}) for state in STATES]
                assert [known for known, _ in found] == sorted(known for known, _ in found)
                assert [possible for _, possible in found] == sorted(possible for _, possible in found)


def test_no_red_flag_hides_another() -> None:
    """Every pair of danger questions answered yes asks for at least as much as the worse of the two alone."""
    worst = {row.id: value("present", {"amount": row.high} if row.has_amount else {}) for row in DANGER}
    calm = ALL_ABSENT | ADULT
    alone = {name: levels(calm | {name: worst[name]})[0] for name in worst}
    for one, other in itertools.combinations(worst, 2):
        both = levels(calm | {one: worst[one], other: worst[other]})
        assert both[0] >= max(alone[one], alone[other]), (one, other)


@settings(max_examples=80, deadline=None)
@given(mappings())
def test_the_worst_completion_is_found_and_not_overstated(data: dict[str, Any]) -> None:
    """``urgency_possible`` is what answering every open question in the worst way gives.

    Answers that contradict each other count in their more dangerous reading too.
    """
    findings = Findings.from_mapping(data)
    answer = assess(findings)
    read = [findings, *(one.worse for one in contradictions(findings))]
    reached = max(rank(assess(done).urgency) for one in read for done in worst_completions(one))
    assert reached == rank(answer.urgency_possible)


def worst_completions(findings: Findings) -> list[Findings]:
    """The findings with every open place filled: present, as bad as can be, and for long or not."""
    claims = Claims(findings)
    ages = [findings.age_years] if findings.age_years is not None else [10.0, 40.0, 90.0]
    out = []
    for age, days in itertools.product(ages, [0.0, 60.0, 400.0]):
        data: dict[str, Any] = {}
        for row in ROWS:
            filled = [worst_value(row, claim, days) for claim in claims.of(row.id)]
            by_place = {(f.get("side"), f.get("site")): f for f in filled}
            data[row.id] = list(by_place.values()) or "absent"
        person = {"age_years": age} | ({} if findings.sex is None else {"sex": findings.sex})
        out.append(Findings.from_mapping({"person": person, **data}))
    return out


def worst_value(row: Row, claim: Any, days: float) -> dict[str, Any]:
    v = claim.value
    found: dict[str, Any] = {
        "state": "present",
        "onset": "sudden" if v.onset == "unknown" else v.onset,
        "course": "worse" if v.course == "unknown" else v.course,
        "since_days": days if v.since_days is None else v.since_days,
    }
    if row.has_amount:
        worst = row.high if row.worse == "up" else row.low
        found["amount"] = worst if v.amount is None else v.amount
    if claim.sides:
        found["side"] = claim.sides[0] if len(claim.sides) == 1 else "both"
    if v.site is not None:
        found["site"] = v.site
    return found


@settings(max_examples=80, deadline=None)
@given(mappings(), st.randoms(use_true_random=False))
def test_the_order_of_input_is_irrelevant(data: dict[str, Any], chance: Any) -> None:
    items = list(data.items())
    chance.shuffle(items)
    shuffled = {k: v[::-1] if isinstance(v, list) else v for k, v in items}
    one, other = Findings.from_mapping(data), Findings.from_mapping(shuffled)
    assert one.to_json() == other.to_json()
    assert assess(one).to_mapping() == assess(other).to_mapping()


@settings(max_examples=80, deadline=None)
@given(mappings())
def test_left_and_right_mirror(data: dict[str, Any]) -> None:
    swap = {"left": "right", "right": "left"}
    mirrored = {
        k: [v | ({"side": swap.get(v["side"], v["side"])} if "side" in v else {}) for v in vs]
        if isinstance(vs, list)
        else vs
        for k, vs in data.items()
    }
    one, other = judged(data), judged(mirrored)
    assert levels(data) == levels(mirrored)
    assert [rule.id for rule in one.rules] == [rule.id for rule in other.rules]
    swapped = (re.sub(r"\b(left|right)\b", lambda m: swap[m[1]], words) for words in other.contradictions)
    assert sorted(one.contradictions) == sorted(swapped)
    asked, mirrored_asked = (sorted(set(a.unknown) - set(a.contradictions)) for a in (one, other))
    assert asked == mirrored_asked


@settings(max_examples=100, deadline=None)
@given(mappings(), st.data())
def test_no_test_and_no_image_lowers_anything(base: dict[str, Any], data: st.DataObject) -> None:
    """Whatever an examiner, a laboratory or a scanner adds to what was not looked at, urgency cannot fall."""
    row: Row = data.draw(st.sampled_from([r for r in UNASKED if r.id not in base]))
    before = levels(base)
    after = levels(base | {row.id: data.draw(answers(row))})
    assert after[0] >= before[0]
    assert after[1] >= before[1]


@settings(max_examples=120, deadline=None)
@given(mappings(), st.data())
def test_more_sudden_worse_and_more_severe_never_lowers(base: dict[str, Any], data: st.DataObject) -> None:
    row: Row = data.draw(st.sampled_from(ROWS))
    extra = data.draw(details(row))
    mild = value("present", extra)
    step = data.draw(st.sampled_from(["onset", "course", "amount"] if row.has_amount else ["onset", "course"]))
    worst = row.high if row.worse == "up" else row.low
    bad = mild | {step: {"onset": "sudden", "course": "worse", "amount": worst}[step]}
    assert levels(base | {row.id: bad})[0] >= levels(base | {row.id: mild})[0]


@settings(max_examples=60, deadline=None)
@given(mappings(), st.sampled_from([r for r in ROWS if r.hazard == "cauda_equina"]), st.data())
def test_duration_never_demotes_bladder_bowel_or_saddle(base: dict[str, Any], row: Row, data: st.DataObject) -> None:
    assert judged(base | {row.id: [value("present", data.draw(details(row)))]}).urgency == "emergency"


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_mild_young_pain_without_danger_is_left_at_home(data: st.DataObject) -> None:
    """The rules discriminate: whatever mild pain feels like, all danger questions answered no is self-care."""
    mild = {"state": "present", "since_days": data.draw(st.floats(0, 7)), "amount": data.draw(st.floats(0.5, 6.9))}
    mild["course"] = data.draw(st.sampled_from(["stable", "better"]))
    side = {"side": data.draw(st.sampled_from(["left", "right"]))}
    harmless = [row for row in UNASKED if not row.hazard and row.id != "pain_site"]
    felt = {
        row.id: [value("present", data.draw(details(row))) | (side if row.sided else {})]
        for row in data.draw(st.lists(st.sampled_from(harmless), unique_by=lambda row: row.id))
    }
    person = felt | ALL_ABSENT | ADULT | {"leg_pain": mild | side, "back_pain": dict(mild)}
    assert levels(person) == (0, 0)


@settings(max_examples=60, deadline=None)
@given(mappings())
def test_the_answer_is_the_worst_rule_and_names_it(data: dict[str, Any]) -> None:
    answer = judged(data)
    assert answer.rules[0].urgency == answer.urgency
    assert rank(answer.urgency_possible) >= rank(answer.urgency)
    assert bool(answer.questions) or answer.urgency_possible == answer.urgency
    ranks = [rank(question.urgency) for question in answer.questions]
    assert ranks == sorted(ranks, reverse=True)
