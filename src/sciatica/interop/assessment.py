"""The answer as a RiskAssessment (how urgent, by which rules) and a ClinicalImpression (what was thought of what)."""

from __future__ import annotations

from typing import Any

from sciatica.interop import codes
from sciatica.triage import Answer

NOT_A_DEVICE = "For research and teaching; not a medical device, not a diagnosis."
_PATTERN = {
    "yes": "The pattern of sciatica is there.",
    "no": "The pattern of sciatica is not there.",
    "cannot_tell": "Whether the pattern of sciatica is there cannot be told yet.",
}


def risk_assessment(answer: Answer, subject: str, basis: list[str], when: str | None) -> dict[str, Any]:
    """Return urgency, the worst that the unknown allows, and every rule that holds. No probability is given.

    Args:
        answer: the answer.
        subject: a reference to the person.
        basis: references to the Observations that it rests on.
        when: the moment, as FHIR writes it, or None.
    """
    rules = [f"{rule.id}: {rule.words} [{rule.source}]" for rule in answer.rules]
    mitigation = [f"Not yet known: {question}" for question in answer.unknown[:12]]
    resource: dict[str, Any] = {
        "resourceType": "RiskAssessment",
        "id": "urgency",
        "status": "preliminary",
        "subject": {"reference": subject},
        "method": {"text": "Urgency rules of sciatica; nothing lowers a rule that holds"},
        "basis": [{"reference": reference} for reference in basis],
        "prediction": [
            {
                "outcome": codes.concept(codes.URGENCY, level, codes.words(level), text=text),
                "rationale": why,
            }
            for level, text, why in (
                (answer.urgency, "Urgency by what is known", "\n".join(rules)),
                (answer.urgency_possible, "Worst urgency that the unknown answers allow", _open(answer)),
            )
        ],
        "note": [{"text": NOT_A_DEVICE}],
    }
    if mitigation:
        resource["mitigation"] = "\n".join(mitigation)
    return resource | ({"occurrenceDateTime": when} if when else {})


def _open(answer: Answer) -> str:
    count = len(answer.unknown)
    return f"{count} questions are open." if count else "No question that counts is open."


def clinical_impression(answer: Answer, subject: str, basis: list[str]) -> dict[str, Any]:
    """Return what was found for and against the pattern, and what it was found from."""
    pattern = answer.pattern
    features = [
        *(f"For: {feature.there}" for feature in pattern.speaks_for),
        *(f"Against: {said.words}" for said in pattern.speaks_against),
        *(f"Not known: {words}" for words in pattern.unknown),
    ]
    return {
        "resourceType": "ClinicalImpression",
        "id": "impression",
        "status": "completed",
        "subject": {"reference": subject},
        "description": "Assessment of answers by rules",
        "summary": f"{_PATTERN[answer.sciatica_pattern]} Urgency: {codes.words(answer.urgency)}.",
        "investigation": [
            {"code": {"text": "Answers and examination"}, "item": [{"reference": reference} for reference in basis]}
        ]
        if basis
        else [],
        "prognosisReference": [{"reference": f"{codes.named('resource urgency')}"}],
        "note": [{"text": text} for text in (*features, NOT_A_DEVICE)],
    }
