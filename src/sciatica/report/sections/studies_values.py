"""The tables beside the traces: what was measured left and right, and which of it lies outside the normal.

A number is the study's, whether it lies outside is the finding's, and the limit is the one that the finding was judged
by: nothing is compared here.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.findings import table
from sciatica.report.select import SIDES

if TYPE_CHECKING:
    from sciatica.core.findings import Findings
    from sciatica.core.types import FloatArray
    from sciatica.exam.studies import Limit

Limits = Mapping[tuple[str, str], "Limit"]
NONE = "–"
_WORDS = {"latency": "late", "velocity": "slow", "amplitude": "small", "absent": "none"}


@dataclass(frozen=True)
class Cell:
    """One number, and in a word what is wrong with it."""

    value: str
    word: str
    outside: bool


@dataclass(frozen=True)
class Row:
    """One value of a study, left and right."""

    name: str
    unit: str
    sides: tuple[Cell, Cell]
    between: str
    """Difference or ratio between the sides."""
    normal: str

    @property
    def outside(self) -> bool:
        """Whether either side lies outside its limit."""
        return any(cell.outside for cell in self.sides)


def row(
    findings: Findings,
    limits: Limits,
    name: str,
    unit: str,
    value: FloatArray,
    *,
    finding: str = "",
    site: str = "",
    digits: int = 1,
    missing: str = NONE,
) -> Row:
    """A row of the table.

    Parameters
    ----------
    name, unit : what is measured.
    value : [2] left and right; nan for no response.
    finding, site : the finding that judges it; none where it is only told.
    digits : after the point.
    missing : written for nan; where it is a word, the response itself is missing and so outside the normal.
    """
    cells = []
    for side, number in zip(SIDES, value.tolist(), strict=True):
        bad = finding in table() and findings.get(finding, side, site or None).state == "present"
        if math.isnan(number):
            cells.append(Cell(missing, "", missing != NONE))
        else:
            cells.append(Cell(f"{number:.{digits}f}", _word(finding) if bad else "", bad))
    limit = limits.get((finding, site)) or limits.get((finding.removesuffix("_reduced"), site))
    return Row(name, unit, (cells[0], cells[1]), _between(value, unit, digits), _normal(limit, digits))


def _word(finding: str) -> str:
    return next((word for part, word in _WORDS.items() if part in finding), "outside")


def _between(value: FloatArray, unit: str, digits: int) -> str:
    """Sizes as the smaller over the larger, times as their difference; a dash where a side has none."""
    if not np.isfinite(value).all():
        return NONE
    low, high = sorted(value.tolist())
    if unit.endswith("V"):
        return f"{low / high:.2f}" if high > 0.0 else NONE
    return f"{high - low:.{digits}f}"


def _normal(limit: Limit | None, digits: int) -> str:
    if limit is None:
        return ""
    parts = []
    if math.isfinite(limit.low) and math.isfinite(limit.high):
        parts.append(f"{limit.low:.{digits}f} to {limit.high:.{digits}f}")
    elif math.isfinite(limit.low):
        parts.append(f"from {limit.low:.{digits}f}")
    elif math.isfinite(limit.high):
        parts.append(f"to {limit.high:.{digits}f}")
    if math.isfinite(limit.side):
        parts.append(f"{'ratio from' if limit.side_is == 'ratio' else 'difference to'} {limit.side:g}")
    return "; ".join(parts)
