"""Findings as Observations, and Observations as findings.

Ours carry every part of an answer and come back unchanged. A stranger's Observation is understood by its LOINC code
where that alone says which finding it is and what is abnormal; pain without a place (LOINC 72514-3) is not
guessed at. What is not understood is handed back by name, never dropped in silence.
"""

from __future__ import annotations

from typing import Any, Final

from sciatica.core.errors import InputError
from sciatica.core.findings import Findings, FindingValue, Row, table
from sciatica.interop import codes, values

RAISED_ABOVE: Final = {"body_temperature": 38.0, "crp": 10.0}
"""Assumed limits for a stranger's result that brings neither an interpretation nor a reference range: degree Celsius;
mg/l, twice the usual upper limit of 5."""
_OTHER_UNITS: Final = {("body_temperature", "[degF]"): (1.0 / 1.8, -32.0 / 1.8), ("crp", "mg/dL"): (10.0, 0.0)}
"""Factor and offset from a unit that is also met to the table's own."""
_ABNORMAL: Final = frozenset({"H", "HH", "HU", "A", "AA", "POS", "LL", "L"})
_NORMAL: Final = frozenset({"N", "NEG", "NORM"})
INTERPRETATION: Final = "http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation"
_UNRELIABLE: Final = frozenset({"entered-in-error", "cancelled", "unknown"})


def to_observations(findings: Findings, subject: str, effective: str | None = None) -> list[dict[str, Any]]:
    """Return one Observation an answer, about a subject (a reference)."""
    made = []
    for name, row in table().items():
        for i, value in enumerate(findings.values(name)):
            made.append(_observation(row, value, i, subject) | ({"effectiveDateTime": effective} if effective else {}))
    if findings.age_years is not None:
        made.append(
            {
                "resourceType": "Observation",
                "id": "age",
                "status": "final",
                "code": codes.concept(codes.LOINC, codes.AGE, "Age"),
                "subject": {"reference": subject},
                "valueQuantity": {"value": findings.age_years, "unit": "years", "system": codes.UCUM, "code": "a"},
            }
        )
    return made


def _observation(row: Row, value: FindingValue, number: int, subject: str) -> dict[str, Any]:
    typed = values.to_fhir(row, value)
    observation: dict[str, Any] = {
        "resourceType": "Observation",
        "id": f"{row.id.replace('_', '-')}-{number}"[:64],
        "status": "final",
        "category": [codes.concept(codes.OBSERVATION_CATEGORY, codes.CATEGORY[row.group])],
        "code": codes.finding_concept(row),
        "subject": {"reference": subject},
    }
    if "amount" in typed:
        observation["valueQuantity"] = typed["amount"]["Quantity"]
    elif value.state == "unknown":
        observation["dataAbsentReason"] = codes.concept(*codes.STATE["unknown"])
    else:
        observation["valueCodeableConcept"] = codes.concept(*codes.STATE[value.state])
    place = [words for words in (value.side, value.site and codes.words(value.site)) if words]
    if place:
        observation["bodySite"] = {"text": ", ".join(place)}
    observation["component"] = [_component(part, given) for part, given in typed.items() if part != "amount"]
    return observation


def _component(part: str, given: dict[str, Any]) -> dict[str, Any]:
    code = {"code": codes.concept(codes.PART, part, codes.words(part))}
    if "Quantity" in given:
        return code | {"valueQuantity": given["Quantity"]}
    return code | {"valueCodeableConcept": {"coding": [given["Coding"]]}}


def from_observation(resource: dict[str, Any], *, file: str = "") -> tuple[str, dict[str, Any]] | None:
    """Return the finding's id and one answer, or None where the Observation is not understood.

    The id `age_years` stands for the person's age.

    Raises:
        InputError: one of our own that is not well made, or a result in a unit that is not known.
    """
    if str(resource.get("status")) in _UNRELIABLE:
        return None
    code = resource.get("code")
    own = codes.codes_in(code, codes.FINDING)
    if own:
        row = table().get(own[0])
        if row is None:
            raise InputError("unknown finding", file=file, field="Observation.code", given=own[0])
        return row.id, values.from_fhir(row, _parts(resource), file=file, field=f"Observation ({row.id})")
    loinc = codes.codes_in(code, codes.LOINC)
    if codes.AGE in loinc:
        return "age_years", {
            "value": values.number(resource.get("valueQuantity"), "a", file=file, field="Observation (age)")
        }
    known = codes.by_loinc()
    row = next((known[c] for c in loinc if c in known), None)
    return None if row is None else _strangers(row, resource, file)


def _parts(resource: dict[str, Any]) -> dict[str, Any]:
    given: dict[str, Any] = {}
    for component in codes.listed(resource, "component"):
        for part in codes.codes_in(component.get("code"), codes.PART):
            value = component.get("valueQuantity", component.get("valueCodeableConcept"))
            if isinstance(value, dict) and isinstance(value.get("coding"), list) and value["coding"]:
                value = value["coding"][0]
            given[part] = value
    if "valueQuantity" in resource:
        given["amount"] = resource["valueQuantity"]
    return given


def _strangers(row: Row, resource: dict[str, Any], file: str) -> tuple[str, dict[str, Any]] | None:
    """Return a laboratory's or a ward's result, present where it is abnormal."""
    measured = resource.get("valueQuantity")
    if not isinstance(measured, dict):
        return None
    other = _OTHER_UNITS.get((row.id, str(measured.get("code", measured.get("unit")))))
    if other is not None:
        plain = values.number({"value": measured.get("value")}, "1", file=file, field=row.id)
        measured = {"value": other[0] * plain + other[1]}
    amount = values.number(measured, codes.UNITS[row.unit], file=file, field=f"Observation ({row.id})")
    verdicts = {c for each in codes.listed(resource, "interpretation") for c in codes.codes_in(each, INTERPRETATION)}
    limit = _limit(row, resource)
    # whichever way it speaks of danger stands: a flag from the laboratory, or the number against the limit
    if verdicts & _ABNORMAL or (limit is not None and amount > limit):
        state = "present"
    elif verdicts & _NORMAL or limit is not None:
        state = "absent"
    else:
        state = "unknown"
    return row.id, {"state": state, "amount": amount}


def _limit(row: Row, resource: dict[str, Any]) -> float | None:
    highs = [
        each["high"]["value"]
        for each in codes.listed(resource, "referenceRange")
        if isinstance(each.get("high"), dict) and isinstance(each["high"].get("value"), int | float)
    ]  # fmt: skip
    given = [*highs, *([RAISED_ABOVE[row.id]] if row.id in RAISED_ABOVE else [])]
    return float(min(given)) if given else None
