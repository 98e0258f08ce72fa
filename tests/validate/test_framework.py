"""Facts and their status; `test_facts_of_*` hold each of the house to its knock-out."""

from __future__ import annotations

import importlib
import json
import math
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from sciatica import validate
from sciatica.core import parameters as constants
from sciatica.core import references
from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters, ParameterSet
from sciatica.validate import Fact, KnockOut, Row

SOURCE = next(iter(references.load()))
TABLE = "name,value,unit,source,status,low,high,note\ngain,2,1,,assumed,1,3,a test\n"
SET = ParameterSet((constants.parse(TABLE, room="tissue", file="x"),))
FACT = Fact(
    id="tissue.twice",
    room="tissue",
    fact="the answer is doubled",
    published="4 (3.5–4.5)",
    low=3.5,
    high=4.5,
    unit="mm",
    species="rat",
    source=SOURCE,
    measure=lambda parameters: 2 * parameters.tissue.gain,
    knock_out=KnockOut("tissue.gain", 0.0),
)


def test_status_follows_the_bounds_and_the_kind() -> None:
    for ours, wanted in (
        (3.5, "within"),
        (4.5, "within"),
        (3.4, "outside"),
        (4.6, "outside"),
        (math.nan, "outside"),
    ):
        assert validate.status(FACT, ours) == wanted
    assert validate.status(replace(FACT, low=-math.inf), -1e9) == "within"
    assert validate.status(replace(FACT, high=math.inf), 1e9) == "within"
    for kind in ("fitted", "input"):
        assert validate.status(replace(FACT, kind=kind), 1e9) == kind


def test_ours_is_measured_with_the_parameters_given_and_breaks_without_the_effect() -> None:
    assert validate.measured(FACT, SET).ours == 4.0
    assert validate.measured(FACT, SET.with_value("tissue.gain", 3)).status == "outside"
    assert validate.knocked_out(FACT, SET) == Row(FACT, 0.0, "outside")
    with pytest.raises(ValueError, match="names no knock-out"):
        validate.knocked_out(replace(FACT, knock_out=None), SET)


@pytest.mark.parametrize(
    "change",
    [{"low": 5.0}, {"low": math.nan}, {"low": -math.inf, "high": math.inf}, {"room": "cord"}, {"unit": ""}],
)
def test_a_fact_that_could_not_be_judged_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"tissue\.twice"):
        replace(FACT, **change)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Replace the house's facts by those given."""

    def put(**given: object) -> None:
        for name, fact in given.items():
            (tmp_path / f"{name}.py").write_text("")
            module = ModuleType(f"facts_of_a_test.{name}")
            module.FACT = fact  # type: ignore[attr-defined]
            monkeypatch.setitem(sys.modules, module.__name__, module)

    package = ModuleType("facts_of_a_test")
    package.__path__ = [str(tmp_path)]
    monkeypatch.setitem(sys.modules, "facts_of_a_test", package)
    running = sys.modules["sciatica.validate.run"]
    load = importlib.import_module
    monkeypatch.setattr(
        running,
        "import_module",
        lambda name: load(name.replace("sciatica.validate.facts", "facts_of_a_test")),
    )
    return put


def test_facts_are_found_in_the_order_of_the_rooms(folder: Callable[..., None]) -> None:
    cord = replace(FACT, id="cord.twice", room="cord")
    other = replace(FACT, id="tissue.a_third")
    folder(tissue_twice=FACT, cord_twice=cord, tissue_a_third=other)
    assert [fact.id for fact in validate.all_facts()] == ["tissue.a_third", "tissue.twice", "cord.twice"]
    assert [fact.id for fact in validate.all_facts(["cord"])] == ["cord.twice"]
    assert validate.all_facts(["muscle"]) == ()
    with pytest.raises(InputError, match="did you mean tissue"):
        validate.all_facts(["tisue"])


def test_a_room_not_asked_for_is_not_loaded(folder: Callable[..., None]) -> None:
    folder(tissue_twice=FACT, cord_broken=None)
    assert validate.all_facts(["tissue"]) == (FACT,)
    with pytest.raises(ValueError, match="must export FACT"):
        validate.all_facts()


def test_a_file_must_be_named_as_its_fact_and_its_source_must_exist(folder: Callable[..., None]) -> None:
    folder(tissue_thrice=FACT)
    with pytest.raises(ValueError, match=r"tissue\.thrice"):
        validate.all_facts()
    folder(tissue_thrice=replace(FACT, id="tissue.thrice", source="nobody1900"))
    with pytest.raises(ValueError, match="nobody1900"):
        validate.all_facts()


def test_rows_as_json_have_every_field_and_no_infinity(folder: Callable[..., None]) -> None:
    folder(tissue_twice=replace(FACT, high=math.inf, note="a note"))
    done: list[float] = []
    rows = validate.run(parameters=SET, progress=lambda share, label: done.append(share))
    assert done == [0.0, 1.0]
    (row,) = json.loads(validate.as_json(rows))
    assert " ".join(row) == ("id room fact published low high ours unit status species source knock_out note")
    assert (row["low"], row["high"], row["ours"], row["status"]) == (3.5, None, 4.0, "within")
    assert row["knock_out"] == "tissue.gain = 0"
    assert row["source"] == references.load()[SOURCE].text


def test_the_table_shows_each_row_with_its_note_and_source() -> None:
    rows = [
        Row(replace(FACT, note="[not markup]"), 4.0, "within"),
        Row(replace(FACT, high=math.inf), 3.0, "outside"),
    ]
    table = validate.as_table(rows)
    for said in (
        "tissue.twice",
        "4 (3.5–4.5)",
        "3.5 to 4.5 mm",
        "at least 3.5 mm",
        "[not markup]",
        "1 within, 1 outside",
    ):
        assert said in table
    assert "\x1b" not in table
    assert validate.as_table([]) == "No published fact is compared here yet."


# --- the facts of the house ---

DEFAULTS = constants.defaults()


def test_a_knock_out_changes_a_constant_that_exists_and_only_that() -> None:
    for fact in validate.all_facts():
        if fact.knock_out is None:
            continue
        without = fact.knock_out.of(DEFAULTS)
        changed = [
            f"{room}.{name}"
            for room in DEFAULTS
            for name in DEFAULTS[room].rows
            if getattr(without[room], name) != getattr(DEFAULTS[room], name)
        ]
        assert changed == [fact.knock_out.parameter], fact.id


def test_the_parameters_of_this_file_are_a_room() -> None:
    assert isinstance(SET.tissue, Parameters)
