"""Answers for people: the levels, the words, what is asked, and what leaves the machine (nothing)."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from findings_strategies import ALL_ABSENT

from sciatica.core.findings import Findings, table
from sciatica.triage import Answer, assess

EXAMPLES = Path(__file__).parents[2] / "examples" / "findings"
EXPECTED = {
    "after_a_fall": ("emergency", "emergency", 0),
    "cancer_history": ("emergency", "emergency", 0),
    "cauda_equina": ("emergency", "emergency", 0),
    "gradual_weakness": ("emergency", "emergency", 0),
    "retention": ("emergency", "emergency", 0),
    "sudden_numbness": ("emergency", "emergency", 0),
    "child": ("urgent", "emergency", 0),
    "fever": ("urgent", "emergency", 0),
    "swollen_calf": ("urgent", "emergency", 0),
    "old_weak_foot": ("see_clinician", "see_clinician", 2),
    "pregnant": ("see_clinician", "see_clinician", 1),
    "severe_pain": ("see_clinician", "see_clinician", 2),
    "ten_days": ("see_clinician", "see_clinician", 7),
    "contradiction": ("self_care", "urgent", None),
    "hardly_answered": ("self_care", "emergency", None),
    "mild_sciatica": ("self_care", "self_care", None),
    "nothing_wrong": ("self_care", "self_care", None),
}
ADULT = {"person": {"age_years": 40, "sex": "male"}}
WEAK = {"state": "present", "side": "right", "site": "ankle_plantarflexion"}
BOTH_LEGS_ELSE_WELL = {"state": "absent", "side": "left"}


def example(name: str) -> Answer:
    return assess(Findings.from_yaml(EXAMPLES / f"{name}.yaml"))


def person(**data: Any) -> Answer:
    return assess(Findings.from_mapping({**ALL_ABSENT, **ADULT, **data}))


def test_every_example_is_expected() -> None:
    assert {path.stem for path in EXAMPLES.glob("*.yaml")} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_examples(name: str) -> None:
    answer = example(name)
    assert (answer.urgency, answer.urgency_possible, answer.within_days) == EXPECTED[name]


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({"onset": "sudden"}, "emergency"),
        ({"onset": "gradual", "since_days": 10}, "emergency"),
        ({"onset": "gradual", "since_days": 10, "course": "stable"}, "emergency"),
        ({"onset": "gradual", "since_days": 300, "course": "worse"}, "emergency"),
        ({}, "urgent"),
        ({"onset": "gradual", "since_days": 300}, "urgent"),
        ({"onset": "gradual", "since_days": 300, "course": "stable"}, "see_clinician"),
    ],
)
def test_loss_of_power(change: dict[str, Any], level: str) -> None:
    """A loss of power is new unless it is known to be gradual, settled and older than six weeks."""
    for finding in ("weakness_noticed", "power_reduced"):
        answer = person(**{finding: [WEAK | change, BOTH_LEGS_ELSE_WELL]})
        assert answer.urgency == level
        assert answer.urgency_possible == ("see_clinician" if level == "see_clinician" else "emergency")


def test_of_several_reasons_the_soonest_counts() -> None:
    pain = {"state": "present", "side": "left", "amount": 3, "since_days": 10, "course": "stable"}
    assert person(leg_pain=pain).within_days == 7
    assert person(leg_pain=pain, sleep_disturbed="present").within_days == 2
    assert person(leg_pain=pain, sleep_disturbed="present", rash_blistering="present").within_days == 1


@pytest.mark.parametrize("days", [0.1, 7, 7.1, 30])
def test_a_week_is_more_than_seven_days(days: float) -> None:
    pain = {"state": "present", "side": "left", "amount": 3, "since_days": days, "course": "stable"}
    answer = person(leg_pain=pain)
    assert answer.urgency == answer.urgency_possible == ("see_clinician" if days > 7 else "self_care")


def test_a_mild_pain_with_an_open_detail_is_not_self_care() -> None:
    known = {"state": "present", "side": "left", "amount": 3, "since_days": 3, "course": "stable"}
    for detail in ("amount", "since_days", "course"):
        answer = person(leg_pain={k: v for k, v in known.items() if k != detail})
        assert (answer.urgency, answer.urgency_possible) == ("self_care", "see_clinician")
        assert [question.finding for question in answer.questions] == ["leg_pain"]
    unsided = person(leg_pain={k: v for k, v in known.items() if k != "side"})
    assert unsided.urgency_possible == "emergency", "it could be both legs"


def test_unknown_questions_come_first_and_the_most_dangerous_first() -> None:
    answer = example("hardly_answered")
    lines = answer.lines()
    assert lines[0].startswith("Not yet known, and it could make this an emergency")
    assert answer.unknown[0] == table()["bladder_retention"].question
    assert answer.unknown[0] in lines[1]
    assert not any("SELF-CARE" in line or line.startswith("Meanwhile") for line in lines)


def test_an_emergency_is_said_before_anything_else() -> None:
    lines = example("cauda_equina").lines()
    assert lines[0].startswith("EMERGENCY")
    assert not any(line.startswith("Meanwhile") for line in lines)
    assert any("both legs" in line and "nhs_sciatica" in line for line in lines)


def test_a_healthy_person_hears_it_plainly_and_what_to_watch_for() -> None:
    lines = example("nothing_wrong").lines()
    assert lines[0] == "SELF-CARE: nothing that fits sciatica was found."
    assert any(line.startswith("What should bring you back") for line in lines)


def test_self_care_names_what_to_watch_for_and_the_course_from_the_literature() -> None:
    text = "\n".join(example("mild_sciatica").lines())
    assert text.startswith("SELF-CARE")
    for part in (
        "At once, to an emergency department",
        "4 to 6 weeks",
        "55 in 100",
        "49 to 58 in 100",
        "normal activities",
    ):
        assert part in text


@pytest.mark.parametrize("name", EXPECTED)
def test_advice_for_home_and_the_course_never_dilute_what_is_urgent_or_could_be(name: str) -> None:
    answer = example(name)
    text = "\n".join(answer.lines())
    home = answer.urgency_possible in ("self_care", "see_clinician")
    assert bool(answer.meanwhile) == ("Meanwhile:" in text) == home
    assert bool(answer.course) == ("What to expect:" in text)
    assert home or not answer.course
    assert answer.come_back
    assert "what should bring you back" in text.lower()
    assert all(item.words in text for item in answer.come_back if item.words.startswith("At once"))
    assert "nothing to worry" not in text


@pytest.mark.parametrize("name", EXPECTED)
def test_the_mapping_is_json_and_has_its_keys(name: str) -> None:
    answer = example(name)
    data = json.loads(json.dumps(answer.to_mapping()))
    assert {"urgency", "urgency_possible", "within_days", "rules", "unknown", "come_back"} <= set(data)
    assert all({"id", "words", "urgency", "source", "read", "hazard", "status"} <= set(rule) for rule in data["rules"])
    cited = {key for rule in data["rules"] for key in rule["source"].split(", ")}
    cited |= {
        key
        for part in ("come_back", "meanwhile", "course")
        for item in data[part]
        for key in item["source"].split(", ")
    }
    assert cited <= set(data["sources"])
    assert data["come_back"]
    assert [item["question"] for item in data["unknown"]] == list(answer.unknown)
    assert repr(answer) == "Answer(…)"


def test_nothing_is_written_anywhere(
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    with caplog.at_level(logging.DEBUG):
        for name in EXPECTED:
            example(name).lines()
    assert not caplog.records
    assert capfd.readouterr() == ("", "")
    assert not list(tmp_path.iterdir())


def test_an_assessment_loads_no_heavy_library_and_no_other_room() -> None:
    code = (
        "import sys; from sciatica.triage import assess; from sciatica.core.findings import Findings;"
        "assess(Findings()).lines();"
        "heavy = {'numpy', 'numba', 'xarray', 'matplotlib', 'pandas', 'scipy', 'pydantic', 'ruamel', 'typer'};"
        "rooms = {m.split('.')[1] for m in sys.modules if m.startswith('sciatica.')};"
        "print(sorted(heavy & set(sys.modules)), sorted(rooms))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] ['core', 'triage']"
