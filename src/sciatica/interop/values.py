"""One answer as FHIR values, part by part, and back: what the form and the Observations share."""

from __future__ import annotations

from typing import Any

from sciatica.core.errors import InputError
from sciatica.core.findings import FindingValue, Row
from sciatica.interop import codes


def parts_of(row: Row) -> tuple[str, ...]:
    """Return which parts an answer about a finding can have."""
    without = {"side": not row.sided, "site": not row.sites, "amount": not row.has_amount}
    return tuple(part for part in codes.PARTS if not without.get(part, False))


def choices(row: Row, part: str) -> list[dict[str, str]]:
    """Return the Codings among which a part is chosen; none for a number."""
    if part == "state":
        return [codes.coding(*codes.STATE[state]) for state in codes.STATE]
    if part == "side":
        return [codes.coding(codes.PLACE, side, side) for side in ("left", "right", "both")]
    if part == "site":
        return [codes.coding(codes.PLACE, site, codes.words(site)) for site in row.sites]
    if part == "onset":
        return [codes.coding(codes.COURSE, onset, onset) for onset in ("sudden", "gradual", "unknown")]
    if part == "course":
        return [codes.coding(codes.COURSE, course, course) for course in ("better", "stable", "worse", "unknown")]
    return []


def to_fhir(row: Row, value: FindingValue) -> dict[str, dict[str, Any]]:
    """Return the parts of an answer that say something, each as `{"Coding": …}`, `{"Quantity": …}` or a decimal."""
    given = value.to_mapping()
    out: dict[str, dict[str, Any]] = {}
    for part in parts_of(row):
        if part not in given:
            continue
        if part == "amount":
            out[part] = {"Quantity": codes.quantity(given[part], row.unit)}
        elif part == "since_days":
            out[part] = {"Quantity": {"value": given[part], "unit": "days", "system": codes.UCUM, "code": "d"}}
        else:
            wanted = codes.STATE[given[part]][1] if part == "state" else given[part]
            out[part] = {"Coding": next(c for c in choices(row, part) if c["code"] == wanted)}
    return out


def from_fhir(row: Row, given: dict[str, Any], *, file: str, field: str) -> dict[str, Any]:
    """Return an answer as plain data from its parts, each a Coding, a Quantity or a number.

    Raises:
        InputError: a code that is not among the choices, or a number in another unit.
    """
    answer: dict[str, Any] = {}
    for part, value in given.items():
        here = f"{field}.{part}"
        if part not in parts_of(row):
            raise InputError("this finding has no such part", file=file, field=here, given=row.id,
                             wanted=", ".join(parts_of(row)))  # fmt: skip
        if part in ("amount", "since_days"):
            unit = codes.UNITS[row.unit] if part == "amount" else "d"
            answer[part] = number(value, unit, file=file, field=here)
        else:
            answer[part] = _chosen(row, part, value, file=file, field=here)
    if "state" not in answer:
        raise InputError("no answer", file=file, field=field, wanted="present, absent or unknown")
    return answer


def number(value: Any, unit: str, *, file: str, field: str) -> float:
    """Return a number in a UCUM unit; a Quantity may name the unit by its code, or no unit at all."""
    if isinstance(value, dict):
        code = value.get("code", value.get("unit"))
        if code not in (unit, None) and not (unit == "{score}" and code == "1"):
            raise InputError("another unit", file=file, field=field, given=code, wanted=unit)
        if value.get("comparator") is not None:
            raise InputError(
                "not one number", file=file, field=field, given=value["comparator"], wanted="no comparator"
            )
        value = value.get("value")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise InputError("not a number", file=file, field=field, given=value, wanted=f"a number in {unit}")
    return float(value)


def _chosen(row: Row, part: str, value: Any, *, file: str, field: str) -> str:
    system, code = (value.get("system"), value.get("code")) if isinstance(value, dict) else (None, None)
    known = choices(row, part)
    for choice in known:
        if (choice["system"], choice["code"]) == (system, code):
            states = {c[1]: state for state, c in codes.STATE.items()}
            return states[choice["code"]] if part == "state" else choice["code"]
    wanted = ", ".join(choice["code"] for choice in known[:8]) + (" …" if len(known) > 8 else "")
    raise InputError(
        "not one of the choices", file=file, field=field, given=code, wanted=f"{wanted} of {known[0]['system']}"
    )
