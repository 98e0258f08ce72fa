"""Code systems and codes that resources are written in.

Our own findings, places and urgencies have code systems of their own, named by UUIDs made from their names, since no
address on the web stands for them. Beside them stand LOINC and UCUM where a measure has such a code, HL7's own
small systems, and ICD-10-CM for the one condition that is written. SNOMED CT is read nowhere and written nowhere.
"""

from __future__ import annotations

import uuid
from typing import Any, Final

from sciatica.core.findings import Row, table

NAMESPACE: Final = uuid.UUID("6f0c7a52-3f0e-5a43-9b1d-0d6f4f3a7c11")
LOINC: Final = "http://loinc.org"
UCUM: Final = "http://unitsofmeasure.org"
ICD_10_CM: Final = "http://hl7.org/fhir/sid/icd-10-cm"
YES_NO: Final = "http://terminology.hl7.org/CodeSystem/v2-0136"
ABSENT_REASON: Final = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
OBSERVATION_CATEGORY: Final = "http://terminology.hl7.org/CodeSystem/observation-category"
CONDITION_CLINICAL: Final = "http://terminology.hl7.org/CodeSystem/condition-clinical"
CONDITION_VERIFICATION: Final = "http://terminology.hl7.org/CodeSystem/condition-ver-status"
AGE: Final = "30525-0"

UNITS: Final = {
    "NRS": "{score}",
    "NRS change": "{score}",
    "MRC": "{score}",
    "fraction": "1",
    "fraction of normal": "1",
    "ratio": "1",
    "percent": "%",
    "1/min": "/min",
    "min": "min",
    "s": "s",
    "degree": "deg",
    "m": "m",
    "cm": "cm",
    "count": "1",
    "ml": "mL",
    "grade": "{score}",
    "uV": "uV",
    "mV": "mV",
    "ms": "ms",
    "m/s": "m/s",
    "degree Celsius": "Cel",
    "mg/l": "mg/L",
    "mm/h": "mm/h",
}
"""The table's units in UCUM."""

CATEGORY: Final = {"said": "survey", "context": "survey", "found": "exam", "measured": "procedure"}

PARTS: Final = ("state", "side", "site", "amount", "onset", "since_days", "course")
"""What an answer is made of; each is a component of an Observation and an item of the form."""

STATE: Final = {
    "present": (YES_NO, "Y", "Yes"),
    "absent": (YES_NO, "N", "No"),
    "unknown": (ABSENT_REASON, "unknown", "Unknown"),
}


def named(name: str) -> str:
    """Return the URI of one of our own code systems or resources."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, name)}"


FINDING: Final = named("findings")
PART: Final = named("parts of an answer")
PLACE: Final = named("sides and sites")
COURSE: Final = named("onset and course")
URGENCY: Final = named("urgency")


def coding(system: str, code: str, display: str = "") -> dict[str, str]:
    """Return one Coding."""
    return {"system": system, "code": code} | ({"display": display} if display else {})


def concept(system: str, code: str, display: str = "", *, text: str = "") -> dict[str, Any]:
    """Return a CodeableConcept of one Coding."""
    return {"coding": [coding(system, code, display)]} | ({"text": text} if text else {})


def quantity(value: float, unit: str) -> dict[str, Any]:
    """Return a Quantity in one of the table's units."""
    return {"value": value, "unit": unit, "system": UCUM, "code": UNITS[unit]}


def words(code: str) -> str:
    """Return a code in plain words."""
    return code.replace("_", " ")


def finding_concept(row: Row) -> dict[str, Any]:
    """Return the concept of a finding: our own code, and LOINC's where there is one."""
    codings = [coding(FINDING, row.id, words(row.id))]
    system, _, code = row.fhir.partition(":")
    if system == "loinc":
        codings.append(coding(LOINC, code))
    return {"coding": codings, "text": row.question}


def by_loinc() -> dict[str, Row]:
    """Return the findings that a LOINC code alone identifies."""
    rows: dict[str, list[Row]] = {}
    for row in table().values():
        system, _, code = row.fhir.partition(":")
        if system == "loinc":
            rows.setdefault(code, []).append(row)
    return {code: same[0] for code, same in rows.items() if len(same) == 1}


def listed(holder: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Return the objects of a list in a resource; whatever else stands there is passed over."""
    found = holder.get(key)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def codes_in(concept: Any, system: str) -> list[str]:
    """Return the codes of one system in a CodeableConcept."""
    if not isinstance(concept, dict):
        return []
    found = [c.get("code") for c in listed(concept, "coding") if c.get("system") == system]
    return [code for code in found if isinstance(code, str)]
