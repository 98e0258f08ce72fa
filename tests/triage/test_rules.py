"""The table of rules: whole, sourced, reachable, and the minimum rule in its own words."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from sciatica.core import references, yaml
from sciatica.core.errors import InputError
from sciatica.core.findings import Findings, table
from sciatica.triage import LEVELS, assess, own_yaml
from sciatica.triage.claims import Claims
from sciatica.triage.recognise import FEATURES, SPEAKS_AGAINST
from sciatica.triage.rules import STAGES, Rule, advice, read_rules, rules

FOLDER = Path(__file__).parents[2] / "src" / "sciatica" / "triage"
TEXT = """
rules:
  - id: a.rule
    words: A reason.
    when: present(fever)
    urgency: urgent
    sources: [minimum_rule]
    read: 2026-11-22
    hazard: infection
"""


def holding(rule: Rule) -> list[dict[str, Any]]:
    """Findings in which all that a rule speaks of is there, as bad as can be, at each age and place."""
    words = re.findall(r"[a-z_]+", rule.text)
    rows = [table()[word] for word in words if word in table()]
    out = []
    for age in (10, 40, 80):
        for place in ({}, *({"site": w} for row in rows for w in words if w in row.sites)):
            data: dict[str, Any] = {"person": {"age_years": age}}
            for row in rows:
                found: dict[str, Any] = {
                    "state": "present",
                    "onset": "sudden",
                    "course": "worse",
                    "since_days": 30,
                }
                if row.sided:
                    found["side"] = "both"
                if place.get("site") in row.sites:
                    found |= place
                if row.has_amount:
                    found["amount"] = row.high if row.worse == "up" else row.low
                data[row.id] = found
            out.append(data)
    return out


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_can_be_reached(rule: Rule) -> None:
    assert any(rule.condition(Claims(Findings.from_mapping(data))).known for data in holding(rule))


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_every_rule_has_sources_and_says_what_is_assumed(rule: Rule) -> None:
    assert set(rule.sources) <= set(references.load())
    assert rule.sources
    assert rule.words.endswith(".")
    if rule.status == "assumed":
        assert rule.note


def test_advice_has_sources_and_no_doses() -> None:
    for kind in ("meanwhile", "come_back", "course"):
        for item in advice(kind):
            assert item.sources
            assert set(item.sources) <= set(references.load())
            assert not re.search(r"\d+\s*(mg|g|ml|tablets?)\b", item.words)


def test_the_minimum_rule_stands_whole() -> None:
    words = {rule.words: rule.urgency for rule in rules() if rule.id.startswith("minimum.")}
    assert words["Sudden numbness or muscle weakness in a leg."] == "emergency"
    assert words["Loss of bowel or bladder control."] == "emergency"
    assert words["Pain after a severe injury."] == "emergency"
    assert words["Severe pain."] == "see_clinician"
    assert words["Pain that is getting worse."] == "see_clinician"
    assert words["Pain for more than a week."] == "see_clinician"
    assert "mild sciatica often improves" in next(w for w, u in words.items() if u == "self_care")


@pytest.mark.parametrize("level", LEVELS)
def test_every_level_has_a_rule(level: str) -> None:
    assert any(rule.urgency == level for rule in rules())


def test_a_danger_question_is_one_that_a_rule_asks() -> None:
    named = {word for rule in rules() for word in re.findall(r"[a-z_]+", rule.text)}
    assert {row.id for row in table().values() if row.danger} <= named


def test_every_sign_that_only_an_examiner_finds_has_a_question_beside_it() -> None:
    """A rule may wait for a test result only where some question asks for the same hazard at home."""
    asked = {row.hazard for row in table().values() if row.danger} | {"child"}  # asked as the age
    for rule in rules():
        if rule.urgency != "self_care":
            assert rule.hazard in asked, rule.id


def test_where_sources_differ_both_are_shown_and_the_higher_stands() -> None:
    drop = {"foot_drop": {"state": "present", "side": "left", "onset": "gradual", "since_days": 2}}
    answer = assess(Findings.from_mapping(drop))
    assert answer.urgency == "emergency"
    assert {"power.new_loss", "power.foot_drop"} <= {rule.id for rule in answer.rules}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    hazard: infection\n", ""),
        ("urgency: urgent", "urgency: soon"),
        ("urgency: urgent", "urgency: see_clinician"),
        ("urgency: urgent", "urgency: urgent\n    within_days: 3"),
        ("urgency: urgent", "urgency: urgent\n    status: assumed"),
        ("urgency: urgent", "urgency: urgent\n    colour: red"),
        ("urgency: urgent", "urgency: urgent\n    stage: suspected"),
        ("urgency: urgent", "urgency: emergency\n    stage: late"),
        ("present(fever)", "not present(fever)"),
        ("  - id: a.rule", TEXT.split("rules:\n")[1] + "  - id: a.rule"),
    ],
)
def test_an_incomplete_rule_is_refused(old: str, new: str) -> None:
    assert len(read_rules(TEXT)) == 1
    with pytest.raises(InputError):
        read_rules(TEXT.replace(old, new, 1))


@pytest.mark.parametrize("name", ["rules.yaml", "advice.yaml"])
def test_the_quick_reader_reads_our_tables_as_the_strict_one_does(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert own_yaml.load(text, file=name) == yaml.load_text(text, file=name)


@pytest.mark.parametrize(
    "text",
    [
        "a: [b\n",
        "a: {b: 1}\n",
        "a: 'b'\n",
        "a: b # c\n",
        "a: b: c\n",
        "a:\n  b: c\n",
        "a: 1\na: 2\n",
        "  - a: 1\n    a: 2\n",
        "- a: 1\n",
        "a: *b\n",
        'a: "\\n"\n',
        "a\n",
        "a:\n  - b:\n",
    ],
)
def test_the_quick_reader_refuses_what_it_might_read_otherwise(text: str) -> None:
    with pytest.raises(InputError):
        own_yaml.load(text, file="x.yaml")


def test_the_sources_of_triage_stand_in_its_own_file() -> None:
    """An answer is in a hurry and reads that file alone."""
    own = references.of_room("triage")
    assert all(references.load()[key] == own[key] for key in own)
    named = {key for rule in rules() for key in rule.sources}
    named |= {key for kind in ("meanwhile", "come_back", "course") for item in advice(kind) for key in item.sources}
    named |= {key for feature in (*FEATURES, *SPEAKS_AGAINST) for key in feature.sources}
    assert named == set(own), "none missing, and none that nothing rests on"


def test_the_stages_of_a_pressed_cauda_equina_are_told_apart_and_each_is_an_emergency() -> None:
    stages = {
        "suspected": {"leg_pain": {"state": "present", "side": "both", "amount": 3}},
        "incomplete": {"bladder_hesitancy": "present", "leg_pain": {"state": "present", "side": "both", "amount": 3}},
        "retention": {"bladder_retention": "present", "saddle_numbness": "present"},
    }
    for stage, data in stages.items():
        answer = assess(Findings.from_mapping(data))
        assert answer.cauda_equina_stage == stage
        assert answer.urgency == "emergency"
        assert any("stage that surgeons call" in line for line in answer.lines())
    assert assess(Findings.from_mapping({"fever": "present"})).cauda_equina_stage is None
    assert {rule.stage for rule in rules() if rule.hazard == "cauda_equina"} == set(STAGES)
    assert all(rule.urgency == "emergency" for rule in rules() if rule.stage)
