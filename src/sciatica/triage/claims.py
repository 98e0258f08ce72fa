"""What the findings claim, and what they leave open.

A *claim* says that a finding is present somewhere: for certain, or as far as we know. A missing answer to a
question that a person could answer (``danger`` in the table) is an uncertain claim with every detail open, so
that the worst completion of the unknown answers is what all claims together allow. What only an examiner or a
laboratory can say counts when it is there and is never held against a person when it is not: each such
finding has a question beside it that asks for the same thing in plain words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sciatica.core.findings import Findings, FindingValue, Row, table
from sciatica.core.findings_value import SIDES, UNKNOWN

NOT_ASKED_OF: Final[Mapping[str, frozenset[str]]] = {"male": frozenset({"pregnancy", "vaginal_bleeding"})}


@dataclass(frozen=True, repr=False)
class Claim:
    """One finding on one of ``sides`` (none: it has no side), certain or only possible."""

    finding: str
    sides: tuple[str, ...]
    certain: bool
    value: FindingValue


@dataclass(frozen=True, repr=False)
class Claims:
    """Findings as claims; each finding is looked at once."""

    findings: Findings
    known: dict[str, tuple[Claim, ...]] = field(default_factory=dict, compare=False)

    def of(self, name: str) -> tuple[Claim, ...]:
        """The claims about one finding."""
        if name not in self.known:
            row = table()[name]
            asked = row.danger and name not in NOT_ASKED_OF.get(self.findings.sex or "", frozenset())
            self.known[name] = tuple(_claims(row, self.findings.values(name), asked))
        return self.known[name]


def _claims(row: Row, values: tuple[FindingValue, ...], asked: bool) -> list[Claim]:
    out: list[Claim] = []
    for value in values:
        if value.state == "absent" or (value.state == "unknown" and not asked):
            continue
        certain = value.state == "present"
        if not row.sided:
            out.append(Claim(row.id, (), certain, value))
        elif certain and value.side is None:
            out.append(Claim(row.id, SIDES, certain, value))
        else:
            out.extend(Claim(row.id, (side,), certain, value) for side in value.sides())
    if asked:
        for side in SIDES if row.sided else ("",):
            out.extend(Claim(row.id, (side,) if side else (), False, v) for v in _open(row, values, side))
    return out


def _open(row: Row, values: tuple[FindingValue, ...], side: str) -> list[FindingValue]:
    """What the answers leave open on one side: nothing, everything, or the sites they do not speak of."""
    touching = [v for v in values if not side or side in v.sides()]
    if not touching:
        return [] if values and row.other_side_absent else [UNKNOWN]
    named = {v.site for v in touching}
    if None in named or not row.sites or named >= set(row.sites):
        return []
    return touching
