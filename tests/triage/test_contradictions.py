"""Answers that cannot all be right are refused or asked about, and lower nothing."""

from __future__ import annotations

from typing import Any

import pytest
from findings_strategies import ALL_ABSENT, mappings
from hypothesis import given, settings

from sciatica.core.errors import InputError
from sciatica.core.findings import Findings
from sciatica.triage import Answer, assess
from sciatica.triage.rules import rank

ADULT = {"person": {"age_years": 40, "sex": "male"}}


def person(**data: Any) -> Answer:
    return assess(Findings.from_mapping({**ALL_ABSENT, **ADULT, **data}))


@pytest.mark.parametrize(
    "data",
    [
        {"leg_pain": {"state": "absent", "amount": 9}},
        {"leg_pain": [{"state": "absent", "side": "left"}, {"state": "present", "side": "left", "amount": 9}]},
        {"numbness": {"state": "absent", "side": "left", "amount": 0.9}},
        {"power_reduced": {"state": "absent", "side": "left", "site": "knee_extension", "amount": 2}},
    ],
)
def test_one_question_answered_in_two_ways_is_refused_in_one_line(data: dict[str, Any]) -> None:
    with pytest.raises(InputError) as refused:
        Findings.from_mapping(data, file="f.yaml")
    assert refused.value.line.startswith(f"f.yaml: {next(iter(data))}")


@pytest.mark.parametrize(
    ("data", "asked", "possible"),
    [
        ({"pain_below_knee": {"state": "present", "side": "left"}}, "below the knee", "see_clinician"),
        (
            {"pain_site": {"state": "present", "side": "right", "site": "sole", "amount": 3, "since_days": 1,
                           "course": "stable"}},
            "below the knee", "see_clinician",
        ),
        ({"leg_worse_than_back": "present"}, "No leg is said to hurt", "emergency"),  # it could be both legs
        ({"sleep_disturbed": "present"}, "Nothing is said to hurt", "emergency"),
        ({"leg_pain": {"state": "present", "side": "left", "amount": 0, "since_days": 1, "course": "stable"}},
         "0 of 10", "see_clinician"),
        ({"body_temperature": {"state": "absent", "amount": 39.5}}, "39.5 degree Celsius", "urgent"),
        ({"bladder_volume": {"state": "absent", "amount": 700}}, "700 ml", "emergency"),
        ({"foot_drop": {"state": "present", "side": "left", "onset": "gradual", "since_days": 90, "course": "stable"},
          "weakness_noticed": "absent"}, "said to drop", "emergency"),
        ({"numbness": {"state": "present", "side": "left", "site": "saddle"}, "saddle_numbness": "absent"},
         "between the legs", "emergency"),
        ({"pregnancy": "present"}, "said to be male", "see_clinician"),
    ],
)  # fmt: skip
def test_answers_that_do_not_go_together_are_asked_about(data: dict[str, Any], asked: str, possible: str) -> None:
    answer = person(**data)
    assert any(asked in words for words in answer.contradictions)
    assert rank(answer.urgency_possible) >= ["self_care", "see_clinician", "urgent", "emergency"].index(possible)
    assert any(asked in line for line in answer.lines()[:12])
    assert set(answer.contradictions) <= set(answer.unknown)
    assert answer.to_mapping()["contradictions"] == list(answer.contradictions)


def test_answers_that_go_together_are_not_asked_about() -> None:
    pain = {"state": "present", "side": "left", "amount": 3, "since_days": 1, "course": "stable"}
    answer = person(leg_pain=pain, pain_below_knee={"state": "present", "side": "left"}, leg_worse_than_back="present")
    assert answer.contradictions == ()
    assert person(body_temperature={"state": "absent", "amount": 36.8}).contradictions == ()
    assert person().contradictions == ()


@settings(max_examples=60, deadline=None)
@given(mappings())
def test_a_contradiction_never_lowers(data: dict[str, Any]) -> None:
    """Naming pain below the knee beside a leg said not to hurt asks for at least as much as either alone."""
    painless = data | {"leg_pain": "absent"}
    below = {"pain_below_knee": {"state": "present", "side": "left"}}
    alone, both = (assess(Findings.from_mapping(d)) for d in (painless, painless | below))
    assert rank(both.urgency) >= rank(alone.urgency)
    assert rank(both.urgency_possible) >= rank(alone.urgency_possible)
    assert both.contradictions
