"""Normal limits of what a laboratory measures, by height and age: one table, read by the findings and by the report.

A value is abnormal beyond its limit, or where it differs from the other side by more than sides of healthy people do.
Each row of ``limits.csv`` names the series that it was taken from.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Literal, cast

import numpy as np

from sciatica.core.person import Person
from sciatica.core.types import BoolArray, FloatArray
from sciatica.exam.studies.nerves import REFERENCE_C, warmth

_YOUNG_YEARS = 25.0


@dataclass(frozen=True)
class Limit:
    """Where health ends; nan where there is no such limit."""

    mean: float
    low: float
    high: float
    side: float
    """Largest normal difference of the sides, or smallest normal ratio of the worse side to the better."""
    side_is: Literal["difference", "ratio", ""]
    unit: str
    source: tuple[str, ...]
    """Keys of the papers; none where it is assumed."""
    note: str


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("sciatica.exam.studies").joinpath("limits.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def limits(person: Person, temperature_c: float = REFERENCE_C) -> Mapping[tuple[str, str], Limit]:
    """The limits of one person, by finding and site; the site is empty where the finding has none.

    Args:
        person: whose height and age they follow.
        temperature_c: of the limb: in a cold one velocities are held against slower limits, and times against longer.

    Raises:
        InputError: a limb too cold or too warm.
    """
    faster = warmth(temperature_c)
    found: dict[tuple[str, str], Limit] = {}
    for row in _rows():
        if person.age_years < float(row["age_from"]):
            continue  # rows of one finding stand in order of age: the last that fits counts

        def number(name: str, row: Mapping[str, str] = row) -> float:
            return float(row[name]) if row[name] else float("nan")

        years = max(person.age_years - _YOUNG_YEARS, 0.0)
        square = max(person.age_years**2 - _YOUNG_YEARS**2, 0.0)
        slower = 1.0 + float(row["per_year"] or 0.0) * years
        slower *= float(np.exp(float(row["per_year_square"] or 0.0) * square))
        slower *= {"m/s": faster, "ms": 1.0 / faster}.get(row["unit"], 1.0)
        longer = float(row["per_cm"] or 0.0) * (person.height_cm - float(row["height_cm"] or 0.0))
        found[row["finding"], row["site"]] = Limit(
            mean=number("mean") * slower + longer,
            low=number("low") * slower + longer,
            high=number("high") * slower + longer,
            side=number("side"),
            side_is=cast(Literal["difference", "ratio", ""], row["side_is"]),
            unit=row["unit"],
            source=tuple(key for key in row["source"].split("|") if key),
            note=row["note"],
        )
    return MappingProxyType(found)


def beyond(value: FloatArray, limit: Limit) -> BoolArray:
    """[2] whether the left and the right value are abnormal, by the limit or against the other side.

    Args:
        value: [2]; nan is not judged.
        limit: of the finding, whose bad direction is the one it bounds.
    """
    other = value[::-1]
    with np.errstate(invalid="ignore", divide="ignore"):
        out = (value < limit.low) | (value > limit.high)
        if limit.side_is == "ratio":
            out |= value < limit.side * other
        elif limit.side_is == "difference":
            worse = other - value if np.isfinite(limit.low) else value - other
            out |= worse > limit.side
    return np.asarray(out & np.isfinite(value))
