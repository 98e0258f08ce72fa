"""The confusion table: counts that add up, wrong sides, and patients that are the same every time."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from sciatica.bench import table
from sciatica.bench.levels import HOW_MANY, READ, Examined, Patient, confusion, patients, summary
from sciatica.core.findings import Findings
from sciatica.exam.level import Reading

NOTHING = Findings.from_mapping({"schema": 1})
CASES = patients()


def read_as(patient: Patient, name: str, side: str | None = None) -> Examined:
    root = name if name in ("L4", "L5", "S1") else None
    place = "nerve" if name == "sciatic" else "before_ganglion" if root else None
    abnormal = {"healthy": False, "cannot tell": None}.get(name, True)
    called = None if name in ("healthy", "cannot tell") else side or patient.side
    return Examined(patient, NOTHING, Reading(abnormal, called, root, place, {}))  # type: ignore[arg-type]


def test_a_hundred_patients_of_every_kind_and_the_same_every_time() -> None:
    assert len(CASES) == 100
    assert Counter(one.truth for one in CASES) == HOW_MANY
    assert patients() == CASES
    assert patients({"S1 before": 3}) == [one for one in CASES if one.truth == "S1 before"][:3]
    assert len({(one.day, one.side) for one in CASES}) > 90


def test_a_perfect_reader_is_right_everywhere() -> None:
    found = [read_as(one, one.level) for one in CASES]
    counts = confusion(found)
    assert sum(counts.values()) == len(CASES)
    for (truth, name), count in counts.items():
        assert count == (HOW_MANY[truth] if name == truth.partition(" ")[0] else 0)
    numbers = summary(found)
    assert numbers["share_right_of_the_hurt"] == numbers["share_healthy_of_the_healthy"] == 1.0
    # it called every lesion of a root one before the ganglion
    before = sum(count for truth, count in HOW_MANY.items() if truth.endswith(" before"))
    at = sum(count for truth, count in HOW_MANY.items() if truth.endswith(" at"))
    assert numbers["share_right_place_of_the_placed"] == pytest.approx(before / (before + at))


def test_a_reader_who_never_tells_is_never_right_and_never_wrong() -> None:
    numbers = summary([read_as(one, "cannot tell") for one in CASES])
    assert numbers["share_with_a_level_of_the_hurt"] == 0.0
    assert numbers["share_right_of_those_with_a_level"] is None
    assert numbers["share_wrong_side"] == 0.0


def test_the_right_root_on_the_wrong_side_is_wrong() -> None:
    one = next(p for p in CASES if p.truth == "L5 before")
    other = {"left": "right", "right": "left"}[one.side]
    numbers = summary([read_as(one, "L5", other), read_as(replace(one, number=99), "L5")])
    assert numbers["share_wrong_side"] == 0.5
    assert numbers["share_right_of_the_hurt"] == 0.5
    assert numbers["confusion.L5 before.L5"] == 1


def test_the_table_shows_every_kind_and_every_reading() -> None:
    text = table.as_table(summary([read_as(one, one.level) for one in CASES]))
    lines = text.splitlines()
    assert all(name in text for name in READ)
    row = next(line for line in lines if line.startswith("S1 before"))
    assert row.split()[2:] == ["0", "0", "22", "0", "0", "0"]
