"""Findings: one table, three values, a strict reader, one order, and a repr that gives nothing away."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sciatica.core.errors import InputError
from sciatica.core.findings import Findings, FindingValue, table
from sciatica.core.findings_schema import json_schema
from sciatica.core.findings_table import COLUMNS, read

ROWS = list(table().values())
EXAMPLES = sorted((Path(__file__).parents[2] / "examples" / "findings").glob("*.yaml"))


def refused(data: Any) -> str:
    with pytest.raises(InputError) as caught:
        Findings.from_mapping(data, file="f.yaml")
    line = caught.value.line
    assert "\n" not in line
    assert line.startswith("f.yaml: ")
    return line


def test_every_danger_question_is_asked_in_plain_words() -> None:
    for row in ROWS:
        assert row.question.strip() == row.question
        if row.danger:
            assert row.question.endswith("?")
            assert row.hazard, row.id
            assert not {"MRC", "micturition", "paraesthesia", "incontinence"} & set(row.question.split())


def test_the_bladder_is_asked_about_in_words_that_find_more_than_incontinence() -> None:
    assert "hard to start" in table()["bladder_hesitancy"].question


@pytest.mark.parametrize(
    ("column", "bad"),
    [
        ("group", "heard"),
        ("type", "text"),
        ("sided", "maybe"),
        ("danger", ""),
        ("unit", ""),
        ("other_side", ""),
    ],
)
def test_the_table_refuses_a_wrong_cell(column: str, bad: str) -> None:
    cells = "ache said amount NRS 0 10 up yes absent - How? - severe_pain yes no".replace("-", "").split(" ")
    good = dict(zip(COLUMNS, cells, strict=True))
    read(",".join(COLUMNS) + "\n" + ",".join(good.values()))
    with pytest.raises(InputError, match="ache"):
        read(",".join(COLUMNS) + "\n" + ",".join((good | {column: bad}).values()))


def test_a_missing_answer_is_unknown_and_unknown_is_not_absent() -> None:
    nobody = Findings()
    assert all(nobody.get(row.id).state == "unknown" for row in ROWS)
    assert nobody == Findings.from_mapping({"fever": "unknown", "numbness": [], "leg_pain": None})
    assert nobody != Findings.from_mapping({"fever": "absent"})


def test_sides_and_sites() -> None:
    found = Findings.from_mapping(
        {
            "numbness": [
                {"state": "present", "side": "right", "site": "sole", "amount": 0.2},
                {"state": "present", "side": "right", "site": "lateral_foot", "amount": 0.7},
                {"state": "absent", "side": "left"},
            ],
            "power_reduced": [
                {"state": "present", "side": "left", "site": "knee_flexion", "amount": 4},
                {"state": "present", "side": "left", "site": "toe_flexion", "amount": 2},
            ],
            "leg_pain": {"state": "present", "side": "left", "amount": 5},
            "foot_drop": {"state": "present"},
        }
    )
    assert found.get("numbness").amount == 0.7
    assert found.get("numbness", "right", "sole").amount == 0.2
    assert found.get("numbness", "right", "great_toe").state == "unknown"
    assert found.get("numbness", "left", "great_toe").state == "absent"
    assert found.get("numbness", "both").state == "absent"
    assert found.get("power_reduced").amount == 2, "less power is worse"
    # where it hurts is one question; loss is asked of each leg
    assert found.get("leg_pain", "right").state == "absent"
    assert found.get("power_reduced", "right").state == "unknown"
    # present, on a side that nobody named: there for certain, but on neither side for certain
    assert found.get("foot_drop").state == "present"
    assert found.get("foot_drop", "left").state == "unknown"


def test_absent_at_one_place_says_nothing_of_the_others() -> None:
    found = Findings.from_mapping({"numbness": {"state": "absent", "site": "sole"}, "foot_drop": "absent"})
    assert found.get("numbness", site="sole").state == "absent"
    assert found.get("numbness").state == "unknown"
    assert found.get("foot_drop", "both").state == "absent"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"fevre": "absent"}, ["fevre", "did you mean fever?"]),
        ({"fever": "no"}, ["fever.state", "no", "present, absent or unknown"]),
        ({"fever": True}, ["fever", "True"]),
        ({"fever": {"state": "present", "onst": "sudden"}}, ["fever.onst", "did you mean onset?"]),
        ({"fever": {"state": "present", "side": "left"}}, ["fever.side", "no side"]),
        ({"fever": {"state": "present", "amount": 1}}, ["fever.amount", "no amount"]),
        ({"leg_pain": {"state": "present", "amount": 11}}, ["leg_pain.amount", "0 to 10 NRS"]),
        ({"leg_pain": {"state": "present", "amount": float("nan")}}, ["leg_pain.amount"]),
        ({"leg_pain": {"state": "present", "amount": "4"}}, ["leg_pain.amount", "'4'"]),
        ({"leg_pain": {"state": "absent", "amount": 9}}, ["leg_pain", "9", "present"]),
        ({"leg_pain": {"state": "present", "since_days": -1}}, ["leg_pain.since_days", "-1"]),
        ({"leg_pain": {"state": "present", "side": "middle"}}, ["leg_pain.side", "middle"]),
        ({"numbness": {"state": "present", "site": "big_toe"}}, ["numbness.site", "did you mean great_toe?"]),
        ({"numbness": ["absent", {"state": "present", "side": "left"}]}, ["numbness", "do not agree"]),
        ({"numbness": [{"state": "present"}] * 200}, ["numbness", "too many"]),
        ({"person": {"age_years": 400}}, ["person.age_years", "400"]),
        ({"person": {"age": 40}}, ["person.age", "did you mean age_years?"]),
        ({"schema": 2}, ["schema", "2"]),
    ],
)
def test_bad_input_is_refused_in_one_line(data: dict[str, Any], words: list[str]) -> None:
    line = refused(data)
    for word in words:
        assert word in line


def test_an_unknown_finding_asked_for_names_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean numbness"):
        Findings().get("numness")


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.sampled_from(["present"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=6) | st.sampled_from(["state", "side", "amount", "site"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(st.sampled_from([*(r.id for r in ROWS), "schema", "person"]) | st.text(), JUNK, max_size=4))
def test_junk_is_refused_or_read_but_never_breaks(data: dict[str, Any]) -> None:
    try:
        found = Findings.from_mapping(data)
    except InputError as error:
        lines = error.line.splitlines()
    else:
        lines = ["read"]
        assert Findings.from_mapping(json.loads(found.to_json())) == found
    assert len(lines) == 1


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_come_back_as_they_went(path: Path) -> None:
    found = Findings.from_yaml(path)
    assert found == Findings.from_mapping(json.loads(found.to_json()))
    assert found == pickle.loads(pickle.dumps(found)) == copy.deepcopy(found)
    assert hash(found) == hash(copy.deepcopy(found))
    assert list(found.answers) == [row.id for row in ROWS if row.id in found.answers], "the table's order"


def test_nothing_about_the_person_is_printed() -> None:
    found = Findings.from_mapping({"saddle_numbness": {"state": "present", "since_days": 3}})
    shown = repr(found) + str(found) + repr(found.get("saddle_numbness")) + str(found.get("saddle_numbness"))
    assert "saddle" not in shown
    assert "present" not in shown


def test_with_absent_leaves_what_was_answered() -> None:
    found = Findings.from_mapping({"fever": "present"}).with_absent(["fever", "cancer_history"])
    assert found.get("fever").state == "present"
    assert found.get("cancer_history").state == "absent"
    assert found.get("pregnancy").state == "unknown"


def test_a_value_object_reads_as_its_mapping_does() -> None:
    value = FindingValue(state="present", side="left", amount=2.0)
    plain = {"state": "present", "side": "left", "amount": 2.0}
    assert Findings.from_mapping({"leg_pain": value}) == Findings.from_mapping({"leg_pain": plain})


def test_the_json_schema_has_every_finding_and_its_limits() -> None:
    properties = json_schema()["properties"]
    assert set(properties) == {"schema", "person", *(row.id for row in ROWS)}
    value = properties["leg_pain"]["anyOf"][1]["properties"]
    assert (value["amount"]["minimum"], value["amount"]["maximum"]) == (0, 10)
    assert "site" not in value
    assert "side" not in properties["fever"]["anyOf"][1]["properties"]


def fits(schema: dict[str, Any], data: Any) -> bool:
    """Whether data fits a JSON Schema, for the words of it that ours uses."""
    kinds = {"object": dict, "array": list, "string": str, "null": type(None), "number": (int, float)}
    if "anyOf" in schema and not any(fits(one, data) for one in schema["anyOf"]):
        return False
    if "enum" in schema and data not in schema["enum"]:
        return False
    if "const" in schema and (data != schema["const"] or isinstance(data, bool)):
        return False
    if "type" in schema:
        wanted = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
        if isinstance(data, bool) or not any(isinstance(data, kinds[kind]) for kind in wanted):  # type: ignore[arg-type]
            return False
    if isinstance(data, int | float) and not schema.get("minimum", data) <= data <= schema.get("maximum", data):
        return False
    if isinstance(data, list):
        return len(data) <= schema.get("maxItems", len(data)) and all(fits(schema.get("items", {}), d) for d in data)
    if isinstance(data, dict) and "properties" in schema:
        known = schema["properties"]
        return (
            set(schema.get("required", ())) <= set(data)
            and set(data) <= set(known)
            and all(fits(known[key], value) for key, value in data.items())
        )
    return True


WORDS = {"$schema", "title", "description", "type", "additionalProperties", "properties", "anyOf", "enum", "const",
         "minimum", "maximum", "required", "items", "maxItems"}  # fmt: skip


def words(schema: dict[str, Any]) -> set[str]:
    inner = [
        *schema.get("anyOf", ()),
        *schema.get("properties", {}).values(),
        *([schema["items"]] if "items" in schema else []),
    ]
    return set(schema).union(*(words(one) for one in inner))


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_json_schema_says_what_the_reader_takes(data: st.DataObject) -> None:
    """What fits the schema the reader takes, but for contradictions; what does not fit it refuses."""
    schema = json_schema()
    assert words(schema) <= WORDS, "every word of the schema is one that this test knows"
    row = data.draw(st.sampled_from(ROWS))
    answer = {"state": data.draw(st.sampled_from(["present", "absent", "unknown", "no", 1]))}
    for key, values in (
        ("side", ["left", "both", "middle"]),
        ("site", [*row.sites[:2], "nowhere"]),
        ("amount", [row.low, row.high, row.high + 1, row.low - 1, "4", True]),
        ("onset", ["sudden", "slow"]),
        ("since_days", [0, 44000, -1, None]),
        ("course", ["worse", "bad"]),
        ("extra", [1]),
    ):
        if data.draw(st.integers(0, 5 if key == "extra" else 2)) == 0:
            answer[key] = data.draw(st.sampled_from(values))
    person = data.draw(st.sampled_from([{}, {"age_years": 40}, {"age_years": 200}, {"sex": "x"}, None]))
    mapping = {"schema": 1, "person": person, row.id: data.draw(st.sampled_from([answer, [answer], answer["state"]]))}
    assert fits(schema, mapping) == taken(mapping)


def taken(mapping: dict[str, Any]) -> bool:
    """Whether the reader takes it, or refuses it for a reason that no JSON Schema can say."""
    try:
        Findings.from_mapping(mapping)
    except InputError as error:
        return error.what == "absent, yet with an amount"
    return True


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_fit_the_json_schema(path: Path) -> None:
    assert fits(json_schema(), json.loads(Findings.from_yaml(path).to_json()))
