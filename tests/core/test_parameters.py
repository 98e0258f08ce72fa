import csv
import pickle
from importlib.resources import files

import pytest

from sciatica.core import parameters, references
from sciatica.core.errors import InputError
from sciatica.core.parameters import COLUMNS, ROOMS, Parameters, ParameterSet

HEAD = ",".join(COLUMNS)
KEY = next(iter(references.load()))
GOOD = f"""{HEAD}
length_mm,10,mm,{KEY},published,,,
gain,2,1,{KEY};{KEY},fitted,1,3,set to a fact
pace_hz,5,Hz,,assumed,1,9,"nobody measured it, and a count would refute it"
"""


def parse(text: str) -> Parameters:
    return parameters.parse(text, room="tissue", file="tissue/parameters.csv")


def test_values_are_attributes_and_rows_say_where_they_come_from() -> None:
    p = parse(GOOD)
    assert (p.length_mm, p.gain, p.pace_hz) == (10.0, 2.0, 5.0)
    assert list(p.rows) == ["length_mm", "gain", "pace_hz"]
    assert p.rows["length_mm"].source == (KEY,)
    assert p.rows["gain"].source == (KEY, KEY)
    assert (p.rows["pace_hz"].low, p.rows["pace_hz"].high) == (1.0, 9.0)


def test_replacing_makes_another_set_and_leaves_the_first() -> None:
    p = parse(GOOD)
    q = p.replace(gain=7)
    assert (p.gain, q.gain, q.length_mm) == (2.0, 7.0, 10.0)
    assert p == parse(GOOD)
    assert hash(p) == hash(parse(GOOD))
    assert p != q
    with pytest.raises(AttributeError):
        p.gain = 3.0  # type: ignore[misc]
    with pytest.raises(TypeError):
        p.rows["gain"] = None  # type: ignore[index]


def test_a_wrong_name_is_answered_with_the_nearest_right_one() -> None:
    p = parse(GOOD)
    with pytest.raises(InputError, match="did you mean pace_hz"):
        p.replace(pace=1.0)
    with pytest.raises(AttributeError, match="did you mean length_mm"):
        p.lenght_mm  # noqa: B018
    with pytest.raises(InputError, match="not a number"):
        p.replace(gain=float("nan"))


def test_a_set_gives_rooms_and_changes_one_constant_at_a_time() -> None:
    s = ParameterSet((parse(GOOD),))
    changed = s.with_value("tissue.gain", 2.5)
    assert (s.tissue.gain, changed.tissue.gain, changed["tissue"].pace_hz) == (2.0, 2.5, 5.0)
    assert list(s) == ["tissue"]
    assert "tissue" in s
    assert "cord" not in s
    for name, said in (
        ("tisue.gain", "did you mean tissue"),
        ("tissue.gains", "did you mean gain"),
        ("gain", "room"),
    ):
        with pytest.raises(InputError, match=said):
            s.with_value(name, 1.0)
    with pytest.raises(AttributeError, match="no parameters for cord"):
        s.cord  # noqa: B018
    with pytest.raises(KeyError):
        s["cord"]


def test_sets_cross_to_another_process() -> None:
    s = ParameterSet((parse(GOOD),))
    assert pickle.loads(pickle.dumps(s)) == s


BAD = {
    "wrong columns": (GOOD.replace("unit", "units", 1), "wrong columns"),
    "empty": ("", "wrong columns"),
    "twice": (GOOD + f"gain,2,1,{KEY},fitted,1,3,x\n", "the same name twice"),
    "status": (GOOD.replace("published", "certain"), "no such status"),
    "no unit": (GOOD.replace("10,mm", "10,"), "no unit"),
    "unknown source": (GOOD.replace(f"mm,{KEY},", "mm,nobody1900,"), "no such source"),
    "no source": (GOOD.replace(f"mm,{KEY},", "mm,,"), "without source"),
    "assumed without range": (GOOD.replace("assumed,1,9", "assumed,,9"), "without range"),
    "assumed without reason": (f"{HEAD}\na_mm,1,mm,,assumed,0,2,\n", "without range or reason"),
    "above its range": (GOOD.replace("pace_hz,5", "pace_hz,50"), "outside its own range"),
    "below its range": (GOOD.replace("pace_hz,5", "pace_hz,0.5"), "outside its own range"),
    "range upside down": (GOOD.replace("assumed,1,9", "assumed,9,1"), "outside its own range"),
    "not a number": (GOOD.replace("length_mm,10", "length_mm,ten"), "not a number"),
    "infinite": (GOOD.replace("length_mm,10", "length_mm,inf"), "not a number"),
    "unquoted comma": (GOOD.replace('"', ""), "too many or too few cells"),
    "missing cells": (GOOD + "x_mm,1\n", "too many or too few cells"),
    "not a name": (GOOD.replace("length_mm,", "length mm,"), "not a name"),
    "a name of the class": (GOOD.replace("length_mm,", "replace,"), "not a name"),
}


@pytest.mark.parametrize(("text", "said"), BAD.values(), ids=BAD.keys())
def test_a_table_that_breaks_a_rule_is_refused(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse(text)


def test_a_room_without_a_table_is_left_out_and_cannot_be_read() -> None:
    have = [room for room in ROOMS if files("sciatica").joinpath(room, "parameters.csv").is_file()]
    assert list(parameters.defaults()) == have
    with pytest.raises(InputError, match="no parameters"):
        parameters.read("attic")


def test_every_constant_of_every_room_keeps_the_rules_and_is_spelt_with_its_values() -> None:
    for room in parameters.defaults():
        text = files("sciatica").joinpath(room, "parameters.csv").read_text(encoding="utf-8")
        values = {row["name"]: float(row["value"]) for row in csv.DictReader(text.splitlines())}
        assert values
        assert {name: getattr(parameters.defaults()[room], name) for name in values} == values
