"""Any of the resources that are understood, alone or in a Bundle, as findings.

Several answers about one place are merged so that the worst stands: a later, better result never takes back an
earlier, worse one here. What was not understood is named in `Incoming.unused`, by kind and code and without a
word of its content.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from sciatica.core.errors import InputError
from sciatica.core.findings import Findings, Row, table
from sciatica.interop import codes
from sciatica.interop.conditions import from_condition, recorded
from sciatica.interop.observations import from_observation
from sciatica.interop.questionnaire import answers_ours, from_response

LARGEST_BYTES: Final = 8_000_000
DEEPEST: Final = 40
_SILENT: Final = frozenset({"Questionnaire", "RiskAssessment", "ClinicalImpression"})


@dataclass(frozen=True, repr=False)
class Incoming:
    """What came: findings, what was not understood, and the diagnoses that the record already has."""

    findings: Findings
    unused: tuple[str, ...]
    diagnoses: tuple[str, ...]

    def __repr__(self) -> str:
        """How much, not what."""
        return f"Incoming({self.findings!r}, {len(self.unused)} unused)"


def read_file(path: str | os.PathLike[str], *, today: date | None = None) -> Incoming:
    """Read a JSON file of one resource or Bundle.

    Raises:
        InputError: as :func:`load` and :func:`read`.
    """
    return read(load(path), file=os.fspath(path), today=today)


def load(path: str | os.PathLike[str]) -> Any:
    """Return what a JSON file holds, read strictly.

    Raises:
        InputError: a file that cannot be read, is too large, or is not such JSON as :func:`parse` takes.
    """
    file = os.fspath(path)
    try:
        size = Path(path).stat().st_size
        if size > LARGEST_BYTES:
            raise InputError("too large", file=file, given=f"{size} bytes", wanted=f"at most {LARGEST_BYTES}")
        text = Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise InputError("not text", file=file, wanted="JSON in UTF-8") from None
    except OSError as error:
        raise InputError(error.strerror or "cannot be read", file=file) from None
    return parse(text, file=file)


def parse(text: str, *, file: str = "") -> Any:
    """Return plain data from JSON, read strictly: no key twice, no NaN, no endless nesting.

    Raises:
        InputError: anything else than that.
    """

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key, value in pairs:
            if key in found:
                raise InputError("a key twice", file=file, field=key[:60])
            found[key] = value
        return found

    def number(word: str) -> float:
        raise InputError("not a number", file=file, given=word, wanted="JSON, which has no such number")

    try:
        data = json.loads(text, object_pairs_hook=once, parse_constant=number)
    except InputError:
        raise
    except (ValueError, RecursionError) as error:
        where = f"line {error.lineno}" if isinstance(error, json.JSONDecodeError) else "too deep or too long a number"
        raise InputError("not JSON", file=file, given=where) from None
    _not_too_deep(data, file)
    return data


def _not_too_deep(data: Any, file: str) -> None:
    level, depth = [data], 0
    while level:
        depth += 1
        if depth > DEEPEST:
            raise InputError("nested too deeply", file=file, wanted=f"at most {DEEPEST} levels")
        level = [
            inner
            for each in level
            for inner in (each.values() if isinstance(each, dict) else each if isinstance(each, list) else ())
        ]


def read(resource: Any, *, file: str = "", today: date | None = None) -> Incoming:
    """Return the findings in a resource or in a Bundle of them.

    Args:
        resource: plain data, as JSON gives it.
        file: its name, for errors.
        today: the day on which a birth date is turned into an age; an age is left unknown without it.

    Raises:
        InputError: no resource, several people, a contradiction within one form, or a value that cannot be.
    """
    answers: dict[str, list[dict[str, Any]]] = {}
    person: dict[str, Any] = {}
    unused: list[str] = []
    diagnoses: list[str] = []
    patients = 0
    resources = _resources(resource, file)
    alone = len(resources) == 1
    for each in resources:
        kind = str(each.get("resourceType"))
        if kind == "QuestionnaireResponse" and not alone and not answers_ours(each):
            unused.append(kind)
        elif kind == "QuestionnaireResponse":
            data = from_response(each, file=file)
            person |= data.pop("person", {})
            for name, given in data.items():
                answers.setdefault(name, []).extend(given)
        elif kind == "Observation":
            found = from_observation(each, file=file)
            if found is None:
                unused.append(_called(each))
            elif found[0] == "age_years":
                person["age_years"] = found[1]["value"]
            else:
                answers.setdefault(found[0], []).append(found[1])
        elif kind == "Condition":
            diagnoses += recorded(each)
            said = from_condition(each)
            for name, answer in said:
                answers.setdefault(name, []).append(answer)
            if not said:
                unused.append(_called(each))
        elif kind == "Patient":
            patients += 1
            person |= _person(each, today)
        elif kind not in _SILENT:
            unused.append(_called(each))
    if patients > 1:
        raise InputError("several people", file=file, field="Bundle", given=f"{patients} Patients", wanted="one")
    merged = {name: _merged(table()[name], given) for name, given in answers.items()}
    findings = Findings.from_mapping({"person": person, **merged}, file=file)
    return Incoming(findings, tuple(unused), tuple(diagnoses))


def _resources(resource: Any, file: str) -> list[dict[str, Any]]:
    if not isinstance(resource, Mapping) or not isinstance(resource.get("resourceType"), str):
        raise InputError("not a FHIR resource", file=file, wanted="a JSON object with a resourceType")
    if resource["resourceType"] != "Bundle":
        return [dict(resource)]
    entries = resource.get("entry", [])
    if not isinstance(entries, list):
        raise InputError("not a list", file=file, field="Bundle.entry")
    found = []
    for i, entry in enumerate(entries):
        inner = entry.get("resource") if isinstance(entry, dict) else None
        if not isinstance(inner, dict) or inner.get("resourceType") == "Bundle":
            raise InputError("not a resource", file=file, field=f"Bundle.entry[{i}]", wanted="one resource, no Bundle")
        found.append(inner)
    return found


def _called(resource: dict[str, Any]) -> str:
    """Return a resource's kind and code, nothing of what it says."""
    code = resource.get("code")
    first = next(iter(codes.listed(code, "coding")), {}) if isinstance(code, dict) else {}
    return f"{resource.get('resourceType')} {str(first.get('code', ''))[:40]}".strip()[:80]


def _person(patient: dict[str, Any], today: date | None) -> dict[str, Any]:
    person: dict[str, Any] = {}
    if str(patient.get("gender")) in ("male", "female"):
        person["sex"] = patient["gender"]
    born = patient.get("birthDate")
    if today is not None and isinstance(born, str):
        try:
            day = date.fromisoformat(born if len(born) == 10 else f"{born}-12-31"[:10])
        except ValueError:
            return person
        years = today.year - day.year - ((today.month, today.day) < (day.month, day.day))
        person["age_years"] = float(max(years, 0))
    return person


def _merged(row: Row, given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return one answer a place, the worst of those given, and no absence over a presence it would deny."""
    rank = {"absent": 0, "unknown": 1, "present": 2}
    best: dict[tuple[Any, Any], dict[str, Any]] = {}
    for answer in given:
        place = answer.get("side"), answer.get("site")
        held = best.get(place)
        if held is None or _worse(row, answer, held, rank):
            best[place] = answer
    there = [a for a in best.values() if a["state"] == "present"]
    return [a for a in best.values() if a["state"] != "absent" or not any(_denies(a, b) for b in there)]


def _worse(row: Row, one: dict[str, Any], other: dict[str, Any], rank: dict[str, int]) -> bool:
    if one["state"] != other["state"]:
        return rank[one["state"]] > rank[other["state"]]
    amounts = one.get("amount"), other.get("amount")
    if amounts[0] is None or amounts[1] is None:
        return amounts[0] is not None
    return bool(amounts[0] < amounts[1]) if row.worse == "down" else bool(amounts[0] > amounts[1])


def _denies(absent: dict[str, Any], present: dict[str, Any]) -> bool:
    sides = [{"left", "right"} if a.get("side") in (None, "both") else {a["side"]} for a in (absent, present)]
    return bool(sides[0] & sides[1]) and absent.get("site") in (None, present.get("site"))
