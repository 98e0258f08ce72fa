"""The language of the rules says only what may be said, and means it in three values."""

from __future__ import annotations

from typing import Any

import pytest

from sciatica.core.errors import InputError
from sciatica.core.findings import Findings
from sciatica.triage.claims import Claims
from sciatica.triage.language import parse


def truth(text: str, data: dict[str, Any]) -> tuple[bool, bool]:
    found = parse(text)(Claims(Findings.from_mapping(data)))
    return found.known, found.possible


YES, NO, OPEN = (True, True), (False, False), (False, True)
LEFT_OUT = {"state": "absent", "side": "right"}


@pytest.mark.parametrize(
    ("text", "data", "expected"),
    [
        ("present(fever)", {}, OPEN),
        ("present(fever)", {"fever": "absent"}, NO),
        ("present(fever)", {"fever": "present"}, YES),
        ("present(numbness)", {"numbness": [{"state": "unknown", "side": "left"}, LEFT_OUT]}, OPEN),
        ("present(numbness)", {"numbness": [{"state": "absent", "side": "left"}, LEFT_OUT]}, NO),
        ("present(numbness)", {"numbness": {"state": "absent", "side": "left"}}, OPEN),
        ("present(numbness)", {"numbness": {"state": "absent", "site": "sole"}}, OPEN),
        ("present(leg_pain)", {"leg_pain": {"state": "unknown", "since_days": 2}}, OPEN),
        ("present(crp)", {"crp": {"state": "unknown", "amount": 40}}, NO),
        ("present(crp)", {}, NO),  # nobody can answer this at home
        ("present(crp)", {"crp": {"state": "present", "amount": 40}}, YES),
        ("sudden(numbness)", {"numbness": {"state": "present"}}, OPEN),
        ("sudden(numbness)", {"numbness": {"state": "present", "side": "both", "onset": "gradual"}}, NO),
        ("sudden(numbness)", {"numbness": {"state": "present", "side": "left", "onset": "gradual"}}, OPEN),
        ("worse(leg_pain)", {"leg_pain": {"state": "present", "course": "better"}}, NO),
        ("both(leg_pain)", {"leg_pain": {"state": "present", "side": "left"}}, NO),
        ("both(leg_pain)", {"leg_pain": {"state": "present"}}, OPEN),
        ("both(numbness)", {"numbness": {"state": "present", "side": "left"}}, OPEN),
        (
            "both(leg_pain | numbness)",
            {
                "leg_pain": {"state": "present", "side": "left"},
                "numbness": {"state": "present", "side": "right"},
            },
            YES,
        ),
        ("at(numbness : saddle)", {"numbness": {"state": "present", "side": "both", "site": "saddle"}}, YES),
        ("at(numbness : saddle)", {"numbness": {"state": "present", "side": "both", "site": "sole"}}, NO),
        ("at(numbness : saddle)", {"numbness": {"state": "unknown", "side": "both", "site": "saddle"}}, NO),
        ("amount(leg_pain) >= 7", {"leg_pain": {"state": "present", "amount": 6.9}}, NO),
        ("amount(leg_pain) >= 7", {"leg_pain": {"state": "present", "amount": 7}}, YES),
        ("amount(leg_pain) >= 7", {"leg_pain": {"state": "present"}}, OPEN),
        ("amount(power_reduced) <= 3", {"power_reduced": {"state": "present", "amount": 3}}, YES),
        ("days(leg_pain) > 7", {"leg_pain": {"state": "present", "since_days": 7}}, NO),
        ("days(leg_pain) > 7", {"leg_pain": {"state": "present", "since_days": 7.5}}, YES),
        ("age < 18", {}, OPEN),
        ("age < 18", {"person": {"age_years": 18}}, NO),
        ("age >= 65", {"person": {"age_years": 65}}, YES),
        ("present(fever) and present(collapse)", {"fever": "present"}, OPEN),
        ("present(fever) and present(collapse)", {"fever": "absent"}, NO),
        ("present(fever) or present(collapse)", {"fever": "present"}, YES),
        ("(present(fever) or age < 18) and always", {"fever": "absent", "person": {"age_years": 9}}, YES),
        ("present(pregnancy)", {"person": {"sex": "male"}}, NO),
        ("present(pregnancy)", {"person": {"sex": "female"}}, OPEN),
    ],
)
def test_three_values(text: str, data: dict[str, Any], expected: tuple[bool, bool]) -> None:
    assert truth(text, data) == expected


OLD = {"state": "present", "side": "both", "onset": "gradual", "course": "stable", "since_days": 43}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, NO),
        ({"since_days": 42}, YES),
        ({"course": "worse"}, YES),
        ({"onset": "sudden"}, YES),
        ({"since_days": None}, OPEN),
        ({"course": "unknown"}, OPEN),
        ({"onset": "unknown"}, OPEN),
    ],
)
def test_new_is_everything_not_known_to_be_old(change: dict[str, Any], expected: tuple[bool, bool]) -> None:
    data = {"weakness_noticed": {k: v for k, v in (OLD | change).items() if v is not None}}
    assert truth("new(weakness_noticed) <= 42", data) == expected
    assert truth("not_old(weakness_noticed) <= 42", data) == (NO if expected == NO else YES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not present(fever)",
        "present(fever) == 0",
        "absent(fever)",
        "present(fevre)",
        "present(fever",
        "present()",
        "present(fever) present(collapse)",
        "present(fever) and",
        "amount(leg_pain) <= 7",  # less pain must not count as more
        "amount(power_reduced) >= 3",
        "amount(leg_pain | power_reduced) >= 3",
        "amount(fever) >= 1",
        "days(leg_pain) < 7",
        "both(fever)",
        "at(numbness : somewhere)",
        "at(fever : saddle)",
        "age > 18",
        "age < old",
        "__import__(os)",
        "present(fever); present(collapse)",
        "(" * 30 + "always" + ")" * 30,
        "1 or 1",
    ],
)
def test_nothing_outside_the_language_is_read(text: str) -> None:
    with pytest.raises(InputError):
        parse(text)
