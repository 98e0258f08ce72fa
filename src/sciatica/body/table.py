"""Anatomy is data: small tables beside the code, read once, strictly."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from importlib.resources import files

import numpy as np

from sciatica.body.roots import ROOTS
from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray


def rows(name: str) -> list[dict[str, str]]:
    """The rows of ``body/<name>`` in order, every cell stripped.

    Raises:
        InputError: a row with too many or too few cells.
    """
    text = files("sciatica.body").joinpath(name).read_text(encoding="utf-8")
    found: list[dict[str, str]] = []
    for cells in csv.DictReader(io.StringIO(text), strict=True):
        if None in cells or None in cells.values():
            raise InputError("too many or too few cells", file=name, given=str(next(iter(cells.values()))))
        found.append({key.strip(): value.strip() for key, value in cells.items()})
    return found


def numbers(table: Sequence[dict[str, str]], column: str) -> FloatArray:
    """One column as float64 [rows]; an empty cell is NaN: the table does not have it."""
    return np.array([float(row[column]) if row[column] else np.nan for row in table])


def by_root(table: Sequence[dict[str, str]], prefix: str = "") -> FloatArray:
    """The columns ``<prefix>L2`` .. ``<prefix>S5`` as float64 [rows, 9]; an empty cell is 0."""
    return np.array([[float(row[prefix + root] or 0.0) for root in ROOTS] for row in table])


def words(table: Sequence[dict[str, str]], column: str) -> tuple[str, ...]:
    """One column as text."""
    return tuple(row[column] for row in table)
