"""The blind reader: textbook findings, made by hand, and a few simulated patients."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from sciatica.bench.levels import examined, patients
from sciatica.core.findings import Findings, table
from sciatica.exam import level

SCREEN = table()["fibrillations"].sites
L5 = ("tibant", "perlong", "tibpost", "ehl", "tfl", "glmed", "multifidus")
S1 = ("gasmed", "bflh", "glmax", "multifidus")
SCIATIC = ("tibant", "perlong", "tibpost", "ehl", "gasmed", "bflh")


def found(
    fibrillating: Iterable[str] = (),
    *,
    side: str = "left",
    ratio: Mapping[str, float] | None = None,
    h_absent: bool = False,
    more: Mapping[str, Any] | None = None,
) -> Findings:
    """A visit to the laboratory with everything normal but this."""
    other = {"left": "right", "right": "left"}[side]
    low = ratio or {}
    needle = [
        {"state": "present" if s == side and m in fibrillating else "absent", "side": s, "site": m}
        for s in ("left", "right")
        for m in SCREEN
    ]
    responses = [
        {"state": "present" if s == side and n in low else "absent", "side": s, "site": n,
         "amount": low.get(n, 1.0) if s == side else 1.0}
        for s in ("left", "right")
        for n in ("sural", "superficial_peroneal")
    ]  # fmt: skip
    reflex = [{"state": "present" if h_absent else "absent", "side": side}, {"state": "absent", "side": other}]
    answers = {"fibrillations": needle, "sensory_potential_reduced": responses, "h_absent": reflex, **(more or {})}
    return Findings.from_mapping({"schema": 1, **answers})


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize(
    ("muscles", "ratio", "h_absent", "wanted", "place"),
    [
        (L5, {}, False, "L5", "before_ganglion"),
        (L5, {"superficial_peroneal": 0.3}, False, "L5", "at_ganglion"),
        (S1, {}, True, "S1", "before_ganglion"),
        (S1, {"sural": 0.3}, True, "S1", "at_ganglion"),
        (("vasti", "addlong", "multifidus"), {}, False, "L4", None),
        (SCIATIC, {"sural": 0.2, "superficial_peroneal": 0.1}, True, "sciatic", "nerve"),
    ],
)
def test_textbook_findings_are_read_as_the_textbook_does(
    side: str, muscles: tuple[str, ...], ratio: dict[str, float], h_absent: bool, wanted: str, place: str | None
) -> None:
    reading = level.read(found(muscles, side=side, ratio=ratio, h_absent=h_absent))
    assert (reading.level, reading.side, reading.place) == (wanted, side, place)
    assert reading.abnormal
    assert sum(reading.chance.values()) == pytest.approx(1.0)


def test_nothing_abnormal_is_healthy_and_nothing_studied_is_not() -> None:
    assert level.read(found()).level == "healthy"
    nothing = level.read(Findings.from_mapping({"schema": 1}))
    assert nothing.abnormal is None
    assert nothing.level == "cannot tell"


@pytest.mark.parametrize("muscle", ["tibant", "gasmed", "multifidus", "bflh"])
def test_one_muscle_alone_is_no_level(muscle: str) -> None:
    reading = level.read(found([muscle]))
    assert reading.root is None
    assert reading.place is None
    assert reading.abnormal is not True


def test_more_of_the_same_root_never_makes_that_root_less_likely() -> None:
    before = 0.0
    for many in range(2, len(L5) + 1):
        chance = level.read(found(L5[:many])).chance
        now = chance["L5"] + chance["L5 at ganglion"]
        assert now >= before - 0.02
        before = now


def test_the_reader_looks_at_the_laboratory_only_and_knows_no_anatomy_of_ours() -> None:
    plain = found(L5)
    told = found(L5, more={"leg_pain": {"state": "present", "side": "right", "amount": 8.0}, "numbness": "absent"})
    assert level.read(told) == level.read(plain)
    imports = [
        node.module or "" for node in ast.walk(ast.parse(Path(level.__file__).read_text()))
        if isinstance(node, ast.ImportFrom)
    ]  # fmt: skip
    assert [name for name in imports if name.startswith("sciatica")] == [
        "sciatica.core.findings",
        "sciatica.core.types",
    ]


def test_every_muscle_of_the_needle_is_in_the_chart_and_every_number_is_a_share() -> None:
    rows = {row.muscle: row for row in level.chart()}
    assert set(SCREEN) <= set(rows)
    for row in rows.values():
        assert set(row.share) == {*level.ROOTS, "sciatic"}
        assert all(0.0 <= share <= 1.0 for share in row.share.values())
        assert max(row.share.values()) > 0.0


def test_a_handful_of_simulated_patients_is_read_blind() -> None:
    chosen = patients({"L5 at": 1, "sciatic": 1, "healthy": 1})
    for one in examined(chosen):
        assert one.reading.level in (one.patient.level, "cannot tell"), one.patient
        assert one.reading.side in (one.patient.side, None)
        if one.patient.truth == "healthy":
            assert one.reading.level == "healthy"
