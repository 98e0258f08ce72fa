"""Findings and answer as one Bundle: Patient, Observations, Condition, RiskAssessment, ClinicalImpression."""

from __future__ import annotations

from typing import Any

from sciatica.core.findings import Findings
from sciatica.interop import codes
from sciatica.interop.assessment import clinical_impression, risk_assessment
from sciatica.interop.conditions import to_conditions
from sciatica.interop.observations import to_observations
from sciatica.triage import Answer


def bundle(
    findings: Findings, answer: Answer, *, when: str | None = None, already: tuple[str, ...] = ()
) -> dict[str, Any]:
    """Return a Bundle of type collection, plain data for JSON; `read` gives the findings back unchanged.

    Args:
        findings: what is known.
        answer: what was made of it.
        when: the moment, as FHIR writes it (`2026-11-22`, `2026-11-22T10:00:00+00:00`); none by default, so that
            the same findings give the same bytes.
        already: ICD-10-CM codes that the record has; the provisional Condition keeps clear of what they exclude.
    """
    subject = codes.named("resource person")
    patient: dict[str, Any] = {"resourceType": "Patient", "id": "person"}
    if findings.sex is not None:
        patient["gender"] = findings.sex
    observations = to_observations(findings, subject, when)
    basis = [_reference(each) for each in observations]
    resources = [
        patient,
        *observations,
        *to_conditions(findings, answer.sciatica_pattern, subject, already),
        risk_assessment(answer, subject, basis, when),
        clinical_impression(answer, subject, basis),
    ]
    entries = [{"fullUrl": _reference(each), "resource": _without_empty(each)} for each in resources]
    return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def _reference(resource: dict[str, Any]) -> str:
    return codes.named(f"resource {resource['id']}")


def _without_empty(resource: dict[str, Any]) -> dict[str, Any]:
    """FHIR allows no empty list."""
    return {key: value for key, value in resource.items() if value != []}
