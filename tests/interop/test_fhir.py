"""FHIR R4 both ways: valid resources, findings unchanged by the journey, and nothing lowered on it.

R4 itself is no longer shipped by `fhir.resources`; R4B stands in. HL7 says that the two differ in medicines, evidence
and subscriptions alone (https://hl7.org/fhir/R4B/r4b-explanation.html).
"""

from __future__ import annotations

import contextlib
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica.core.errors import InputError
from sciatica.core.findings import Findings, Row, table
from sciatica.interop import bundle, codes, questionnaire, read, read_file, response
from sciatica.interop.conditions import EXCLUDED_BY, meanings
from sciatica.interop.observations import INTERPRETATION
from sciatica.interop.read import parse
from sciatica.triage import assess
from sciatica.triage.rules import rank

EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "findings").glob("*.yaml"))


def valid(resource: dict[str, Any]) -> None:
    from fhir.resources.R4B import get_fhir_model_class

    get_fhir_model_class(resource["resourceType"]).model_validate(resource)


@st.composite
def people(draw: st.DrawFn) -> Findings:
    """A handful of answers with everything that an answer can hold."""
    data: dict[str, Any] = {}
    for row in draw(st.lists(st.sampled_from(list(table().values())), max_size=5, unique_by=lambda row: row.id)):
        data[row.id] = [draw(answer(row, side)) for side in draw(sides(row))]
    age = draw(st.none() | st.integers(0, 120))
    sex = draw(st.sampled_from([None, "male", "female"]))
    data["person"] = {k: v for k, v in (("age_years", age), ("sex", sex)) if v is not None}
    return Findings.from_mapping(data)


def sides(row: Row) -> st.SearchStrategy[list[str | None]]:
    choices: list[list[str | None]] = [[None], ["both"], ["left"], ["right"], ["left", "right"]]
    return st.sampled_from(choices if row.sided else [[None]])


@st.composite
def answer(draw: st.DrawFn, row: Row, side: str | None) -> dict[str, Any]:
    state = draw(st.sampled_from(["present", "absent", "unknown"]))
    found: dict[str, Any] = {"state": state, "onset": draw(st.sampled_from(["sudden", "gradual", "unknown"]))}
    found["course"] = draw(st.sampled_from(["better", "stable", "worse", "unknown"]))
    if side is not None:
        found["side"] = side
    if draw(st.booleans()):
        found["since_days"] = draw(st.floats(0, 4000))
    if row.has_amount and state == "present" and draw(st.booleans()):
        found["amount"] = draw(st.floats(row.low, row.high))
    if row.sites and state == "present" and draw(st.booleans()):
        found["site"] = draw(st.sampled_from(row.sites))
    return found


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_examples_are_valid_and_come_back(path: Path) -> None:
    findings = Findings.from_yaml(path)
    written = bundle(findings, assess(findings), when="2026-11-22")
    valid(written)
    for entry in written["entry"]:
        valid(entry["resource"])
    filled = response(findings)
    valid(filled)
    for resource in (written, filled):
        came = read(parse(json.dumps(resource)))
        assert came.findings == findings
        assert came.unused == ()


@settings(max_examples=150)
@given(people())
def test_nothing_is_lost_on_the_way(findings: Findings) -> None:
    for resource in (bundle(findings, assess(findings)), response(findings)):
        assert read(parse(json.dumps(resource))).findings == findings


@settings(max_examples=40)
@given(people())
def test_whatever_is_written_is_valid(findings: Findings) -> None:
    for resource in (bundle(findings, assess(findings)), response(findings)):
        valid(resource)


def test_the_form_asks_everything_once_and_in_order() -> None:
    form = questionnaire()
    valid(form)
    groups = [item["linkId"] for item in form["item"]]
    assert groups == ["person", *table()]
    links = [inner["linkId"] for item in form["item"] for inner in item["item"]]
    assert len(set(links)) == len(links)
    for item in form["item"][1:]:
        row = table()[item["linkId"]]
        assert item["text"] == row.question
        assert ("side" in {inner["linkId"].partition(".")[2] for inner in item["item"]}) == row.sided


def test_every_reference_leads_to_a_resource_of_the_bundle() -> None:
    findings = Findings.from_yaml(EXAMPLES[0])
    written = bundle(findings, assess(findings))
    there = {entry["fullUrl"] for entry in written["entry"]}
    asked = {value for entry in written["entry"] for key, value in _pairs(entry["resource"]) if key == "reference"}
    assert asked
    assert asked <= there
    assert len(there) == len(written["entry"])


def _pairs(data: Any) -> list[tuple[str, Any]]:
    if isinstance(data, dict):
        return [*data.items(), *(pair for value in data.values() for pair in _pairs(value))]
    return [pair for value in data for pair in _pairs(value)] if isinstance(data, list) else []


SCIATICA: dict[str, Any] = {
    "person": {"age_years": 50},
    "leg_pain": {"state": "present", "side": "right", "amount": 5},
    "pain_below_knee": {"state": "present", "side": "right"},
    "straight_leg_raise": {"state": "present", "side": "right", "amount": 40},
    "pain_electric": {"state": "present", "side": "right"},
    "leg_worse_than_back": "present",
}


def icd(data: dict[str, Any], already: tuple[str, ...] = ()) -> list[str]:
    findings = Findings.from_mapping(data)
    written = bundle(findings, assess(findings), already=already)
    found = [e["resource"] for e in written["entry"] if e["resource"]["resourceType"] == "Condition"]
    assert all(codes.codes_in(c["verificationStatus"], codes.CONDITION_VERIFICATION) == ["provisional"] for c in found)
    return [code for condition in found for code in codes.codes_in(condition["code"], codes.ICD_10_CM)]


def test_the_condition_has_the_right_code_and_keeps_clear_of_what_it_excludes() -> None:
    assert icd(SCIATICA) == ["M54.31"]
    both = [{**SCIATICA["leg_pain"], "side": side} for side in ("left", "right")]
    assert icd(SCIATICA | {"leg_pain": both}) == ["M54.31", "M54.32"]
    unsided = {"state": "present", "amount": 5}
    assert icd(SCIATICA | {"leg_pain": unsided, "pain_below_knee": "present"}) in ([], ["M54.30"])
    lumbago = SCIATICA | {"back_pain": {"state": "present", "amount": 4}}
    assert icd(lumbago) == ["M54.41"]
    for code in EXCLUDED_BY:
        assert icd(SCIATICA, already=(code + "6",)) == []
    assert icd({"person": {"age_years": 50}, "leg_pain": "absent"}) == []


def laboratory(loinc: str, value: float, unit: str, **more: Any) -> dict[str, Any]:
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": codes.LOINC, "code": loinc}]},
        "valueQuantity": {"value": value, "unit": unit, "system": codes.UCUM, "code": unit},
        **more,
    }


def test_a_laboratorys_result_is_read_and_never_taken_for_less() -> None:
    assert read(laboratory("1988-5", 45.0, "mg/L")).findings.get("crp").state == "present"
    assert read(laboratory("1988-5", 4.5, "mg/dL")).findings.get("crp").amount == pytest.approx(45.0)
    assert read(laboratory("1988-5", 2.0, "mg/L")).findings.get("crp").state == "absent"
    flagged = {"interpretation": [codes.concept(INTERPRETATION, "H")]}
    assert read(laboratory("1988-5", 2.0, "mg/L", **flagged)).findings.get("crp").state == "present"
    fever = read(laboratory("8310-5", 102.2, "[degF]")).findings.get("body_temperature")
    assert (fever.state, fever.amount) == ("present", pytest.approx(39.0))
    with pytest.raises(InputError, match="another unit"):
        read(laboratory("8310-5", 39.0, "K"))


def test_pain_without_a_place_is_not_guessed_at() -> None:
    came = read(laboratory("72514-3", 8.0, "{score}"))
    assert came.findings == Findings()
    assert came.unused == ("Observation 72514-3",)


def condition(code: str, **more: Any) -> dict[str, Any]:
    return {"resourceType": "Condition", "code": {"coding": [{"system": codes.ICD_10_CM, "code": code}]}, **more}


def test_a_diagnosis_is_a_finding_and_a_refuted_one_is_nothing() -> None:
    dropped = read(condition("M21.371")).findings.get("foot_drop", "right")
    assert dropped.state == "present"
    assert read(condition("M21.372")).findings.get("foot_drop", "left").state == "present"
    assert read(condition("C50.911")).findings.get("cancer_history").state == "present"
    refuted = {"verificationStatus": codes.concept(codes.CONDITION_VERIFICATION, "refuted")}
    assert read(condition("C50.911", **refuted)).findings.get("cancer_history").state == "unknown"
    over = {"clinicalStatus": codes.concept(codes.CONDITION_CLINICAL, "resolved")}
    assert read(condition("C50.911", **over)).findings.get("cancer_history").state == "present"
    assert read(condition("R50.9", **over)).findings.get("fever").state == "unknown"
    assert read(condition("M54.42")).findings.get("leg_pain", "left").state == "present"
    assert read(condition("M54.42")).findings.get("back_pain").state == "present"
    assert read(condition("Z00.00")).unused == ("Condition Z00.00",)


def test_every_code_names_a_finding() -> None:
    for meaning in meanings():
        assert meaning.finding in table(), meaning
        assert bool(meaning.side_at) <= table()[meaning.finding].sided


@settings(max_examples=60)
@given(people(), people())
def test_two_sources_are_never_less_urgent_than_either(one: Findings, other: Findings) -> None:
    """Answers about one place are merged so that the worst stands."""
    together = {"resourceType": "Bundle", "type": "collection", "entry": []}
    for part in (one, other):
        entries = bundle(part, assess(part))["entry"]
        together["entry"] += [e for e in entries if e["resource"]["resourceType"] == "Observation"]
    try:
        merged = read(together).findings
    except InputError:
        return  # two forms that contradict each other are refused, not guessed at
    for part in (one, other):
        for name, row in table().items():
            for side in ("left", "right") if row.sided else (None,):
                if part.get(name, side).state == "present":
                    assert merged.get(name, side).state == "present"
    assert rank(assess(merged).urgency_possible) >= 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "not JSON"),
        ("[1]", "not a FHIR resource"),
        ('{"resourceType": 3}', "not a FHIR resource"),
        ('{"a": 1, "a": 2}', "a key twice"),
        ('{"resourceType": "Observation", "x": NaN}', "not a number"),
        ("[" * 100000, "not JSON"),
        ("[" * 60 + "]" * 60, "nested too deeply"),
        ('{"resourceType": "Bundle", "entry": [{"resource": {"resourceType": "Bundle"}}]}', "not a resource"),
        ('{"resourceType": "QuestionnaireResponse", "status": "completed"}', "answers to another form"),
        ('{"resourceType": "Bundle", "entry": 3}', "not a list"),
    ],
)
def test_bad_input_is_refused_in_one_line(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "in.json"
    path.write_text(text)
    with pytest.raises(InputError, match=words) as caught:
        read_file(path)
    assert "\n" not in str(caught.value)


KINDS = ["Observation", "Condition", "Bundle", "Patient", "QuestionnaireResponse"]
KEYS = [
    "resourceType", "code", "coding", "system", "entry", "resource", "item", "answer", "component", "valueQuantity",
    "value", "birthDate", "interpretation", "referenceRange", "status", "linkId", "questionnaire", "valueCoding",
]  # fmt: skip
LEAVES = st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8)
WORDS = st.sampled_from([*KINDS, codes.FINDING, codes.LOINC, codes.ICD_10_CM, "8310-5", "fever", "completed"])
ANYTHING = st.recursive(
    LEAVES | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=12,
)


@settings(max_examples=400)
@given(ANYTHING, st.sampled_from(KINDS))
def test_anything_at_all_is_read_or_refused(data: Any, kind: str) -> None:
    """No traceback whatever comes."""
    with contextlib.suppress(InputError):
        read({**data, "resourceType": kind} if isinstance(data, dict) else data)


@settings(max_examples=300)
@given(people(), st.data())
def test_a_damaged_resource_is_read_or_refused(findings: Findings, data: st.DataObject) -> None:
    """One of ours with anything put in the place of something."""
    resource = data.draw(st.sampled_from([bundle(findings, assess(findings)), response(findings)]))
    holders = [holder for holder in _holders(resource) if holder]
    holder = data.draw(st.sampled_from(holders))
    key = data.draw(st.sampled_from(sorted(holder) if isinstance(holder, dict) else list(range(len(holder)))))
    holder[key] = data.draw(ANYTHING)
    with contextlib.suppress(InputError):
        read(resource)


def _holders(data: Any) -> list[Any]:
    if not isinstance(data, dict | list):
        return []
    return [data, *(h for v in (data.values() if isinstance(data, dict) else data) for h in _holders(v))]


def test_a_reading_prints_nothing_of_the_person() -> None:
    came = read(condition("C50.911"))
    assert "C50" not in repr(came)
    assert "cancer" not in repr(came)


def test_the_example_record_is_read() -> None:
    """A history of cancer with pain in the back is for today; a pain score without a place is named, not used."""
    path = Path(__file__).parents[2] / "examples" / "fhir" / "record.json"
    valid(json.loads(path.read_text()))
    came = read_file(path, today=date(2026, 11, 22))
    assert came.findings.age_years == 65
    assert came.unused == ("Observation 72514-3",)
    assert came.diagnoses == ("M54.42", "C50.912")
    assert rank(assess(came.findings).urgency) >= rank("urgent")
