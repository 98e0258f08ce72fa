"""The rules against the truth inside simulated patients: no emergency is answered as less; mild pain may stay home."""

from __future__ import annotations

import ast
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import ground_truth
import pages
import pytest
import simulated_patients

from sciatica.core.findings import Findings, table
from sciatica.triage import Answer, assess

HERE = Path(__file__).parent
SEEN = list(pages.answers())
EMERGENCIES = [(patient, answer) for patient, answer in SEEN if ground_truth.reasons(patient)]
MILD = [(patient, answer) for patient, answer in SEEN if ground_truth.is_mild(patient)]


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield str(node.module)


@pytest.mark.parametrize("name", ["ground_truth.py", "simulated_patients.py"])
def test_the_truth_knows_neither_the_rules_nor_the_room(name: str) -> None:
    modules = set(imported(HERE / name))
    assert not [module for module in modules if "triage" in module or module in ("pages", "fuzz")]
    if name == "ground_truth.py":
        assert not [module for module in modules if module.startswith("sciatica")]


def test_no_simulated_emergency_is_answered_as_less() -> None:
    assert len(EMERGENCIES) >= 25
    reasons = {reason for patient, _ in EMERGENCIES for reason in ground_truth.reasons(patient)}
    assert reasons == {"sacral block", "loss of power"}
    missed = [patient["id"] for patient, answer in EMERGENCIES if answer.urgency != "emergency"]
    assert missed == []


def test_an_emergency_that_is_half_asked_is_still_possible() -> None:
    """Answers left out at random never close the possibility: what is unknown is not absent."""
    chance = random.Random(8)
    for patient, _ in EMERGENCIES:
        for _ in range(5):
            kept = {k: v for k, v in patient["findings"].items() if k in ("schema", "person") or chance.random() < 0.5}
            assert assess(Findings.from_mapping(kept)).urgency_possible == "emergency", patient["id"]


def test_mild_pain_without_deficit_or_danger_stays_at_home() -> None:
    assert len(MILD) >= 15
    home = [answer for _, answer in MILD if (answer.urgency, answer.urgency_possible) == ("self_care", "self_care")]
    assert len(home) >= 0.9 * len(MILD)


@pytest.mark.parametrize("name", ["fever", "cancer_history", "trauma_severe", "bladder_hesitancy", "leg_cold_pale"])
def test_the_same_mild_patients_leave_self_care_with_one_danger_answered_yes(name: str) -> None:
    for patient, _ in MILD:
        answer = assess(Findings.from_mapping(patient["findings"] | {name: "present"}))
        assert answer.urgency in ("urgent", "emergency"), patient["id"]


def test_every_danger_question_was_asked_of_every_patient() -> None:
    """So that nothing is answered by silence: what no room simulates is answered no, the rest by the examiner."""
    for patient, _ in SEEN:
        silent = {row.id for row in table().values() if row.danger} - set(patient["findings"])
        assert not silent, patient["id"]


def test_the_truth_moves_with_the_state() -> None:
    """Knock the state of a well patient out, and the truth says so; restore it, and it does not."""
    well = next(patient for patient, _ in SEEN if patient["id"] == "healthy-0")
    assert ground_truth.reasons(well) == ()
    numb: Any = {**well, "states": [dict(state) for state in well["states"]]}
    numb["states"][-1] |= {"sacral": {"pelvic": [0.5, 0.5], "motor": [1.0, 1.0]}}
    assert ground_truth.reasons(numb) == ("sacral block",)
    dropped, whole = ({"strength": {"ankle_dorsiflexion": [1.0, share]}} for share in (0.6, 1.0))
    sacral = well["states"][-1]["sacral"]
    days = [{"day": 0.0, "sacral": sacral}, {"day": 50.0, "sacral": sacral}]
    assert ground_truth.reasons({"states": [days[0] | whole, days[1] | dropped]}) == ("loss of power",)
    assert ground_truth.reasons({"states": [days[0] | dropped, days[1] | dropped]}) == (), "old and settled"
    assert ground_truth.reasons({"states": [days[1] | dropped]}) == ("loss of power",), "nothing pressed six weeks ago"


def test_the_docs_page_shows_every_table_as_it_is() -> None:
    text = pages.PAGE.read_text(encoding="utf-8")
    assert pages.page(text) == text


@pytest.mark.slow
def test_patients_simulated_afresh_are_no_less_safe() -> None:
    """A few patients of each kind from the rooms as they are now: the stored ones are not the only ones."""
    wanted = {"mild-0", "root-0", "cauda-0", "cauda-1", "piriformis-0"}
    chosen = [one for one in simulated_patients.cases() if one["id"] in wanted]
    fresh = list(simulated_patients.simulate(chosen))
    assert len(fresh) == len(wanted)
    for patient in fresh:
        answer: Answer = assess(Findings.from_mapping(chosen[0]["case"]["answers"] | patient["findings"]))
        assert answer.urgency == "emergency" or not ground_truth.reasons(patient), patient["id"]
        if ground_truth.is_mild(patient):
            assert answer.urgency in ("self_care", "see_clinician"), patient["id"]
