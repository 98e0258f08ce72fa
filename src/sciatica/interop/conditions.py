"""Diagnoses as findings, and the one provisional Condition that is written.

In: ICD-10-CM codes that say what a question of the table asks (`icd10cm.csv`, by the longest prefix). A condition
that is refuted or entered in error says nothing: that one cancer was ruled out does not say that there was none.

Out: sciatica is a symptom, so the code is M54.3- (sciatica), or M54.4- (lumbago with sciatica) where the back hurts
too, never both; right is 1, left is 2, unspecified 0; both legs are two codes. Both exclude what names the cause:
M51.1-, M51.361, M51.371 and G57.0-. Where the record already has one of those, none is written.
ICD-10-CM, fiscal year 2026, tabular list.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from sciatica.core.findings import Findings
from sciatica.interop import codes

EXCLUDED_BY: Final = ("M51.1", "M51.361", "M51.371", "G57.0")
_SIDES: Final = {"1": "right", "2": "left", "3": "both"}
_ENDED: Final = frozenset({"inactive", "remission", "resolved"})
_DENIED: Final = frozenset({"refuted", "entered-in-error"})
_DISPLAY: Final = {"M54.3": "Sciatica", "M54.4": "Lumbago with sciatica"}
_SIDE_CODE: Final[dict[str | None, str]] = {"right": "1", "left": "2", None: "0"}


@dataclass(frozen=True)
class Meaning:
    """What a code's prefix says: a finding, where in the code its side stands (0: nowhere), and whether it may be
    over."""

    prefix: str
    finding: str
    side_at: int
    only_active: bool


@cache
def meanings() -> tuple[Meaning, ...]:
    """Return the table of codes."""
    text = files("sciatica.interop").joinpath("icd10cm.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return tuple(Meaning(r["prefix"], r["finding"], int(r["side_at"] or 0), r["when"] == "active") for r in rows)


def from_condition(resource: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Return the findings that a Condition says are present; none where it is not understood."""
    verification = codes.codes_in(resource.get("verificationStatus"), codes.CONDITION_VERIFICATION)
    if _DENIED & set(verification):
        return []
    over = bool(_ENDED & set(codes.codes_in(resource.get("clinicalStatus"), codes.CONDITION_CLINICAL)))
    found = []
    for code in codes.codes_in(resource.get("code"), codes.ICD_10_CM):
        fitting = [m for m in meanings() if code.startswith(m.prefix)]
        longest = max((len(m.prefix) for m in fitting), default=0)
        for meaning in (m for m in fitting if len(m.prefix) == longest):
            if meaning.only_active and over:
                continue
            answer: dict[str, Any] = {"state": "present"}
            letters = code.replace(".", "")
            side = _SIDES.get(letters[meaning.side_at - 1 : meaning.side_at]) if meaning.side_at else None
            found.append((meaning.finding, answer | ({"side": side} if side else {})))
    return found


def recorded(resource: dict[str, Any]) -> list[str]:
    """Return the ICD-10-CM codes of a Condition that stands."""
    verification = codes.codes_in(resource.get("verificationStatus"), codes.CONDITION_VERIFICATION)
    return [] if _DENIED & set(verification) else codes.codes_in(resource.get("code"), codes.ICD_10_CM)


def to_conditions(
    findings: Findings, verdict: str, subject: str, already: tuple[str, ...] = ()
) -> list[dict[str, Any]]:
    """Return the provisional Condition, or two for two legs; none unless the pattern is there.

    Args:
        findings: what is known.
        verdict: `yes`, `no` or `cannot_tell`.
        subject: a reference to the person.
        already: ICD-10-CM codes that the record has.
    """
    if verdict != "yes" or any(code.startswith(EXCLUDED_BY) for code in already):
        return []
    stem = "M54.4" if findings.get("back_pain").state == "present" else "M54.3"
    hurt: list[str | None] = [side for side in ("right", "left") if findings.get("leg_pain", side).state == "present"]
    return [_condition(stem, side, subject) for side in (hurt or [None])]


def _condition(stem: str, side: str | None, subject: str) -> dict[str, Any]:
    display = f"{_DISPLAY[stem]}, {side or 'unspecified'} side"
    return {
        "resourceType": "Condition",
        "id": f"sciatica-{side or 'unspecified'}",
        "clinicalStatus": codes.concept(codes.CONDITION_CLINICAL, "active"),
        "verificationStatus": codes.concept(codes.CONDITION_VERIFICATION, "provisional"),
        "code": codes.concept(codes.ICD_10_CM, stem + _SIDE_CODE[side], display),
        "subject": {"reference": subject},
        "note": [{"text": "A pattern of symptoms, found by rules. Not a diagnosis; it says nothing of the cause."}],
    }
