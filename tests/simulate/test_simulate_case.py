"""A case: what cannot be is refused in one line that names file, field, what was given and what is wanted."""

from __future__ import annotations

import copy
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from sciatica.core import yaml
from sciatica.core.errors import InputError
from sciatica.core.findings import table
from sciatica.lesion.posture import NAMES as POSTURES
from sciatica.simulate import Case, case_from_mapping, load_case
from sciatica.simulate.case import LONGEST_COURSE_DAYS

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.yaml"))
GOOD: dict[str, Any] = {
    "schema": 1,
    "person": {
        "age_years": 38, "sex": "male", "height_cm": 178, "mass_kg": 82, "systolic_mmhg": 125, "diastolic_mmhg": 80,
    },
    "causes": [
        {
            "kind": "herniated_disc", "level": "L5-S1", "side": "right", "zone": "paracentral", "type": "extrusion",
            "root_pressure_mmhg": 130, "nucleus_material": 0.8,
        }
    ],
    "day": 10,
}  # fmt: skip
CHANGED = "case.yaml"
Path_ = tuple[str | int, ...]


def changed(path: Path_, value: Any) -> dict[str, Any]:
    """The good case with one thing set; the Ellipsis takes it away."""
    data: Any = copy.deepcopy(GOOD)
    here = data
    for part in path[:-1]:
        here = here[part]
    if value is ...:
        del here[path[-1]]
    else:
        here[path[-1]] = value
    return dict(data)


def refused(data: object) -> InputError:
    with pytest.raises(InputError) as caught:
        case_from_mapping(data, file=CHANGED)
    line = caught.value.line
    assert line.isprintable(), line
    assert line.startswith(f"{CHANGED}: ")
    return caught.value


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda p: p.stem)
def test_every_example_loads(path: Path) -> None:
    case = load_case(path)
    assert case.schema_version == 1
    assert case == case_from_mapping(yaml.load(path))
    assert bool(case.causes) == (path.stem != "healthy")


def test_there_are_the_six_examples() -> None:
    assert {p.stem for p in EXAMPLES} == {
        "healthy", "inflammatory_root", "l5s1_disc", "piriformis", "spondylolisthesis", "stenosis",
    }  # fmt: skip


REFUSALS: dict[str, tuple[Path_, Any, str, str | None, str]] = {
    "level L9": (("causes", 0, "level"), "L9", "causes[0].level", "L9", "L5-S1"),
    "a cause without a level": (("causes", 0, "level"), ..., "causes[0].level", None, "L5-S1"),
    "negative pressure": (("causes", 0, "root_pressure_mmhg"), -1.0, "causes[0].root_pressure_mmhg", "-1", "0 to 400"),
    "pressure as text": (("causes", 0, "root_pressure_mmhg"), "130", "causes[0].root_pressure_mmhg", "130", "a number"),
    "no number at all": (("causes", 0, "nucleus_material"), math.nan, "causes[0].nucleus_material", "nan", "0 to 1"),
    "a cause without a kind": (("causes", 0, "kind"), ..., "causes[0].kind", None, ""),
    "an unknown kind": (("causes", 0, "kind"), "herniated_disk", "causes[0].kind", "herniated_disk", "herniated_disc"),
    "a cause that is no mapping": (("causes", 0), "disc", "causes[0]", None, ""),
    "causes that are no list": (("causes",), {"kind": "herniated_disc"}, "causes", None, "list"),
    "too many causes": (("causes",), [GOOD["causes"][0]] * 9, "causes", None, ""),
    "height 17.8 m": (("person", "height_cm"), 1780, "person.height_cm", "1780", "50 to 250"),
    "a person who is a name": (("person",), "Ann", "person", "Ann", "age_years"),
    "day 1e9": (("day",), 1e9, "day", "1000000000", "0 to 3650"),
    "no day": (("day",), ..., "day", None, "0 to 3650"),
    "an endless day": (("day",), math.inf, "day", "inf", "0 to 3650"),
    "another schema": (("schema",), 2, "schema", "2", "1"),
    "a sitting source nobody measured": (("sitting_source",), "andersson", "sitting_source", "andersson", "wilke"),
    "a guarding nobody has": (("guarding",), "stiff", "guarding", "stiff", "cocontraction"),
    "a negative seed": (("seed",), -1, "seed", "-1", "0 to"),
    "a seed beyond the generator": (("seed",), 2**63, "seed", "9223372036854775808", "0 to"),
    "hours that are none": (("activities",), {"sitting": -1.0}, "activities.sitting", "-1", ""),
}  # fmt: skip


@pytest.mark.parametrize(("path", "value", "field", "given_", "wanted"), REFUSALS.values(), ids=REFUSALS.keys())
def test_what_cannot_be_is_refused_by_field_with_what_was_given_and_wanted(
    path: Path_, value: Any, field: str, given_: str | None, wanted: str
) -> None:
    error = refused(changed(path, value))
    assert error.field == field
    assert wanted in error.line
    if given_ is not None:
        assert given_ in error.line.replace(",", "")


@pytest.mark.parametrize(
    ("path", "field", "nearest"),
    [
        (("cuases",), "cuases", "causes"),
        (("activity",), "activity", "activities"),
        (("person", "heigth_cm"), "person.heigth_cm", "height_cm"),
        (("causes", 0, "root_presure_mmhg"), "causes[0].root_presure_mmhg", "root_pressure_mmhg"),
    ],
)
def test_an_unknown_key_is_refused_with_the_nearest_right_one(path: Path_, field: str, nearest: str) -> None:
    error = refused(changed(path, 1))
    assert error.field == field
    assert "unknown key" in error.line
    assert f"did you mean {nearest}?" in error.line


def test_a_day_has_24_hours() -> None:
    assert "25 hours in a day of 24" in refused(changed(("activities",), {"sitting": 15.0, "walking": 10.0})).line
    assert case_from_mapping(changed(("activities",), {"sitting": 14.0, "walking": 10.0})).activities
    line = refused(changed(("activities",), {"siting": 8.0})).line
    assert "siting" in line
    assert "did you mean sitting?" in line


def test_a_cause_cannot_begin_after_the_examination() -> None:
    line = refused(changed(("causes", 0, "began_day"), 11.0)).line
    assert "causes[0].began_day: 11 is after the examination on day 10" in line
    assert case_from_mapping(changed(("causes", 0, "began_day"), 10.0)).causes


def test_days_may_change_and_a_change_that_cannot_be_is_refused() -> None:
    rest, work = {"day": 3, "activities": {"lying": 12.0}}, {"day": 7, "activities": {"sitting": 9.0}}
    case = case_from_mapping(changed(("changes",), [rest, work]))
    hours = [case.activities_from(day) for day in (0.0, 2.9, 3.0, 7.0, 9.0)]
    assert hours == [None, None, {"lying": 12.0}, {"sitting": 9.0}, {"sitting": 9.0}]
    assert "changes[1].day: 3 does not come after 7" in refused(changed(("changes",), [work, rest])).line
    late = [{"day": 11, "activities": {}}]
    assert "changes[0].day: 11 is after the examination on day 10" in refused(changed(("changes",), late)).line
    long = [{"day": 3, "activities": {"sitting": 20.0, "walking": 5.0}}]
    assert "changes[0].activities: 25 hours in a day of 24" in refused(changed(("changes",), long)).line
    misspelt = [{"day": 3, "activities": {"siting": 8.0}}]
    assert "did you mean sitting?" in refused(changed(("changes",), misspelt)).line
    assert refused(changed(("changes",), [{"day": 3}])).field == "changes[0].activities"
    assert "did you mean day?" in refused(changed(("changes",), [{"dya": 3, "activities": {}}])).line


def test_what_is_simulated_cannot_be_answered_beforehand_and_the_rest_can() -> None:
    for name, row in table().items():
        data = changed(("answers",), {name: "absent"})
        if row.simulated:
            error = refused(data)
            assert (error.field, error.cure) == (f"answers.{name}", "leave it out")
        else:
            assert case_from_mapping(data).answers == {name: "absent"}


def test_answers_are_checked_as_any_findings_are() -> None:
    error = refused(changed(("answers",), {"fevr": "present"}))
    assert error.field == "answers.fevr"
    assert error.cure == "did you mean fever?"
    assert "maybe" in refused(changed(("answers",), {"fever": "maybe"})).line
    assert "25 to 45" in refused(changed(("answers",), {"body_temperature": {"state": "present", "amount": 98.6}})).line


@pytest.mark.parametrize("data", [None, [], "case", 3, [GOOD]])
def test_what_is_no_mapping_is_no_case(data: object) -> None:
    assert "not a mapping" in refused(data).line


def test_a_case_is_frozen_and_what_is_left_out_is_declared() -> None:
    case = case_from_mapping(GOOD)
    with pytest.raises(ValidationError):
        case.day = 3.0  # type: ignore[misc]
    bare = case_from_mapping({"schema": 1, "person": GOOD["person"], "day": 0})
    assert (bare.causes, bare.activities, bare.answers) == ((), None, {})
    assert (bare.seed, bare.guarding, bare.sitting_source) == (1, "cocontraction", "wilke")


# --- anything at all ---

WORDS = st.sampled_from(
    [*Case.model_fields, "schema", *GOOD["person"], *GOOD["causes"][0], "piriformis_syndrome", "spinal_stenosis",
     "spondylolisthesis", "L5-S1", "L9", "left", "both", "far_lateral", "central", *POSTURES, "fever", "leg_pain"]
)  # fmt: skip
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | WORDS
    | st.sampled_from([10**4000, -0.0, 1e308, "\x1b[31m", "\ud800", b"\xff"])
)
ANYTHING = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=4), inner, max_size=4),
    max_leaves=8,
)  # fmt: skip
PLACES: tuple[Path_, ...] = (
    *((key,) for key in (*GOOD, "activities", "changes", "answers", "guarding", "sitting_source", "seed", "extra")),
    *(("person", key) for key in (*GOOD["person"], "extra")),
    ("causes", 0),
    *(("causes", 0, key) for key in (*GOOD["causes"][0], "canal_share", "began_day", "onset_s", "extra")),
)


def spoilt(place: Path_, value: Any) -> dict[str, Any]:
    return changed(place, value)


CASES: st.SearchStrategy[object] = (
    st.builds(spoilt, st.sampled_from(PLACES), ANYTHING)
    | st.builds(lambda v: changed(("answers",), v), st.dictionaries(st.sampled_from([*table()]), ANYTHING, max_size=3))
    | st.dictionaries(WORDS, ANYTHING, max_size=6)
    | ANYTHING
)


@settings(max_examples=200)
@given(CASES)
def test_whatever_it_holds_a_mapping_is_a_case_or_bad_input(data: object) -> None:
    try:
        case = case_from_mapping(data, file=CHANGED)
    except InputError as error:
        line = error.line
    else:
        line = CHANGED
        assert 0 <= case.day <= LONGEST_COURSE_DAYS
        assert all(cause.began_day <= case.day for cause in case.causes)
        assert sum((case.activities or {}).values()) <= 24
    assert line.isprintable()
    assert line.startswith(CHANGED)


@pytest.mark.parametrize("place", [p for p in PLACES if p[-1] not in ("extra", "kind")], ids=str)
def test_a_number_too_long_to_print_is_bad_input_everywhere(place: Path_) -> None:
    """Python refuses to print an integer of so many digits; the one line must come all the same."""
    refused(changed(place, 10**5000))
