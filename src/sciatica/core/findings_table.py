"""The one table behind ``Findings``: what can be found, how it is asked, and what a value may look like.

Each row of ``findings.csv`` is one finding, named so that *present* is the abnormal answer. The table's order
is the order of asking, most dangerous first; ``danger`` marks the questions that decide how soon to seek help
and that a person can answer at home. ``other_side`` says what an answer about one side tells of the other:
where it hurts is one question, answered by naming the side (``absent``); loss is asked of each leg
(``unknown``). ``simulated`` marks what the rooms compute, which a case may not answer beforehand.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final, Literal, cast

from sciatica.core.errors import InputError

Group = Literal["said", "found", "measured", "context"]
Worse = Literal["up", "down", ""]

FILE: Final = "findings.csv"
COLUMNS: Final = (
    "id", "group", "type", "unit", "low", "high", "worse", "sided", "other_side", "sites", "question", "fhir",
    "hazard", "danger", "simulated",
)  # fmt: skip
_ALLOWED: Final = {
    "group": ("said", "found", "measured", "context"),
    "type": ("flag", "amount"),
    "sided": ("yes", "no"),
    "danger": ("yes", "no"),
    "simulated": ("yes", "no"),
}


@dataclass(frozen=True)
class Row:
    """One finding. ``low`` and ``high`` bound the amount (in ``unit``), ``worse`` is its bad direction."""

    id: str
    group: Group
    has_amount: bool
    unit: str
    low: float
    high: float
    worse: Worse
    sided: bool
    other_side_absent: bool
    sites: tuple[str, ...]
    question: str
    fhir: str
    hazard: str
    danger: bool
    simulated: bool


@cache
def table() -> Mapping[str, Row]:
    """The rows by id, in the table's order.

    Raises:
        InputError: a row that the table's own rules refuse.
    """
    text = files("sciatica.core").joinpath(FILE).read_text(encoding="utf-8")
    return read(text)


def read(text: str) -> Mapping[str, Row]:
    """The rows of a table given as CSV text.

    Raises:
        InputError: a wrong column, a duplicate id, or a value that is not allowed.
    """
    reader = csv.DictReader(text.splitlines())
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise InputError("wrong columns", file=FILE, given=reader.fieldnames, wanted=", ".join(COLUMNS))
    rows: dict[str, Row] = {}
    for raw in reader:
        row = _row(raw)
        if row.id in rows:
            raise InputError("the same id twice", file=FILE, field=row.id)
        rows[row.id] = row
    return MappingProxyType(rows)


def _row(raw: dict[str, str]) -> Row:
    name = raw["id"]
    for column, allowed in _ALLOWED.items():
        if raw[column] not in allowed:
            raise InputError("not allowed", file=FILE, field=f"{name}.{column}", given=raw[column],
                             wanted=" or ".join(allowed))  # fmt: skip
    has_amount, sided = raw["type"] == "amount", raw["sided"] == "yes"
    if has_amount != bool(raw["unit"] and raw["low"] and raw["high"] and raw["worse"] in {"up", "down"}):
        raise InputError("an amount needs unit, low, high and worse, a flag none", file=FILE, field=name)
    if (raw["other_side"] in {"absent", "unknown"}) != sided:
        raise InputError("other_side is for sided findings", file=FILE, field=name, given=raw["other_side"])
    if not name.isidentifier() or not raw["question"]:
        raise InputError("an id in snake_case and a question are needed", file=FILE, field=name)
    return Row(
        id=name,
        group=cast(Group, raw["group"]),
        has_amount=has_amount,
        unit=raw["unit"],
        low=float(raw["low"] or 0),
        high=float(raw["high"] or 0),
        worse=cast(Worse, raw["worse"]),
        sided=sided,
        other_side_absent=raw["other_side"] == "absent",
        sites=tuple(raw["sites"].split("|")) if raw["sites"] else (),
        question=raw["question"],
        fhir=raw["fhir"],
        hazard=raw["hazard"],
        danger=raw["danger"] == "yes",
        simulated=raw["simulated"] == "yes",
    )
