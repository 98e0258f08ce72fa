"""Free constants are counted as read, and the count stands beside the facts without changing their rows."""

from __future__ import annotations

import json

from sciatica import validate
from sciatica.core import parameters as constants
from sciatica.validate.count import count, watched
from sciatica.validate.facts import tissue_arteriole_stop, tissue_onset_50, tissue_root_50_2h

TABLE = (
    "name,value,unit,source,status,low,high,note\n"
    "gain,2,1,,assumed,1,3,a test\n"
    "other,2,1,,assumed,1,3,a test\n"
)  # fmt: skip


def test_only_what_is_read_is_noted_also_after_a_change() -> None:
    room = constants.parse(TABLE, room="tissue", file="x")
    noting, seen = watched(constants.ParameterSet((room,)))
    assert noting.tissue == room
    assert repr(noting.tissue) == repr(room)
    assert seen == set()
    assert noting.with_value("tissue.gain", 5.0).tissue.gain == 5.0
    assert seen == {"tissue.gain"}


def test_a_row_knows_what_it_read_and_the_count_adds_rows_up() -> None:
    used = constants.defaults()
    stop = validate.measured(tissue_arteriole_stop.FACT, used)
    assert "tissue.closing_pressure_mmhg" in stop.read
    assert "tissue.energy_time_min" not in stop.read
    rows = [stop, validate.measured(tissue_root_50_2h.FACT, used), validate.measured(tissue_onset_50.FACT, used)]
    found = count(rows, used)
    assert found.facts == {"within": 2, "outside": 0, "fitted": 1, "input": 0}
    assert "tissue.energy_time_min" in found.free["fitted"]
    assert "tissue.venous_pressure_mmhg" not in found.free["fitted"] + found.free["assumed"]
    assert "miniature pig cauda equina: mean_arterial_mmhg" in found.preparations
    assert "pig cauda equina: mean_arterial_mmhg" not in found.preparations
    assert "free constants read" in validate.as_table(rows)


def test_the_rows_stay_a_list_and_the_count_is_an_object_of_its_own() -> None:
    rows = [validate.measured(tissue_arteriole_stop.FACT, constants.defaults())]
    listed = json.loads(validate.as_json(rows))
    assert isinstance(listed, list)
    assert "read" not in listed[0]
    counted = json.loads(validate.counted_as_json(rows))
    assert counted["facts"] == 1
    assert counted["free"] == len(counted["free.fitted"]) + len(counted["free.assumed"]) > 0
