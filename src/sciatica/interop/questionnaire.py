"""The form, generated from the table of findings, and its answers both ways.

The Questionnaire follows the profile of HL7's Structured Data Capture guide
(http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire, 3.0.0). Every finding is a group that may be
answered several times, once a side or site; every part of an answer is an item in it. Nothing is required: an
item that is not answered is unknown.
"""

from __future__ import annotations

from typing import Any, Final

from sciatica.core.errors import InputError
from sciatica.core.findings import Findings, Row, table
from sciatica.interop import codes, values

PROFILE: Final = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire"
RESPONSE_PROFILE: Final = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaireresponse"
URL: Final = codes.named("questionnaire")
VERSION: Final = "1"
_WORDS: Final = {
    "state": "Is it so?",
    "side": "On which side?",
    "site": "Where?",
    "amount": "How much?",
    "onset": "How did it begin?",
    "since_days": "For how many days?",
    "course": "Is it getting better or worse?",
}


def questionnaire() -> dict[str, Any]:
    """Return the form as a Questionnaire resource, in the order in which the questions should be asked."""
    return {
        "resourceType": "Questionnaire",
        "meta": {"profile": [PROFILE]},
        "url": URL,
        "version": VERSION,
        "name": "SciaticaFindings",
        "title": "Findings of a person with back or leg pain",
        "status": "draft",
        "experimental": True,
        "subjectType": ["Patient"],
        "description": "For research and teaching; not a medical device. What is not answered is unknown.",
        "item": [_person(), *(_group(row) for row in table().values())],
    }


def _person() -> dict[str, Any]:
    sexes = [{"valueCoding": codes.coding(codes.PART, sex, sex)} for sex in ("male", "female")]
    return {
        "linkId": "person",
        "type": "group",
        "text": "About the person",
        "item": [
            {"linkId": "person.age_years", "type": "decimal", "text": "Age in years"},
            {"linkId": "person.sex", "type": "choice", "text": "Sex", "answerOption": sexes},
        ],
    }


def _group(row: Row) -> dict[str, Any]:
    return {
        "linkId": row.id,
        "type": "group",
        "text": row.question,
        "repeats": True,
        "code": codes.finding_concept(row)["coding"],
        "item": [_item(row, part) for part in values.parts_of(row)],
    }


def _item(row: Row, part: str) -> dict[str, Any]:
    item: dict[str, Any] = {"linkId": f"{row.id}.{part}", "text": _WORDS[part]}
    if part in ("amount", "since_days"):
        unit, low, high = (row.unit, row.low, row.high) if part == "amount" else ("days", 0.0, 43830.0)
        code = codes.UNITS[row.unit] if part == "amount" else "d"
        base = "http://hl7.org/fhir/StructureDefinition/"
        item |= {
            "type": "quantity",
            "extension": [
                {
                    "url": base + "questionnaire-unitOption",
                    "valueCoding": codes.coding(codes.UCUM, code, unit),
                },
                {"url": base + "minValue", "valueDecimal": low},
                {"url": base + "maxValue", "valueDecimal": high},
            ],
        }
    else:
        item |= {"type": "choice", "answerOption": [{"valueCoding": c} for c in values.choices(row, part)]}
    if part != "state":
        item["enableWhen"] = [{"question": f"{row.id}.state", "operator": "exists", "answerBoolean": True}]
    return item


def response(findings: Findings) -> dict[str, Any]:
    """Return findings as a completed QuestionnaireResponse; :func:`from_response` gives the same findings back."""
    items: list[dict[str, Any]] = []
    person: list[dict[str, Any]] = []
    if findings.age_years is not None:
        person.append({"linkId": "person.age_years", "answer": [{"valueDecimal": findings.age_years}]})
    if findings.sex is not None:
        sex = codes.coding(codes.PART, findings.sex, findings.sex)
        person.append({"linkId": "person.sex", "answer": [{"valueCoding": sex}]})
    if person:
        items.append({"linkId": "person", "item": person})
    for name, row in table().items():
        for value in findings.values(name):
            parts = [
                {"linkId": f"{name}.{part}", "answer": [{f"value{kind}": given}]}
                for part, typed in values.to_fhir(row, value).items()
                for kind, given in typed.items()
            ]
            items.append({"linkId": name, "text": row.question, "item": parts})
    return {
        "resourceType": "QuestionnaireResponse",
        "meta": {"profile": [RESPONSE_PROFILE]},
        "questionnaire": f"{URL}|{VERSION}",
        "status": "completed",
        "item": items,
    }


def answers_ours(resource: dict[str, Any]) -> bool:
    """Return whether a QuestionnaireResponse answers our form."""
    return str(resource.get("questionnaire", "")).partition("|")[0] == URL


def from_response(resource: dict[str, Any], *, file: str = "") -> dict[str, Any]:
    """Return plain findings from a QuestionnaireResponse to our form.

    Raises:
        InputError: another form, an unknown item, or an answer that the form does not offer.
    """
    if not answers_ours(resource):
        raise InputError("answers to another form", file=file, field="questionnaire",
                         given=resource.get("questionnaire", "nothing"), wanted=URL)  # fmt: skip
    if str(resource.get("status")) not in ("completed", "amended", "in-progress"):
        raise InputError("not answers to rely on", file=file, field="status", given=resource.get("status"),
                         wanted="completed, amended or in-progress")  # fmt: skip
    data: dict[str, Any] = {}
    rows = table()
    for i, item in enumerate(_items(resource, file)):
        link, field = str(item.get("linkId", "")), f"item[{i}]"
        if link == "person":
            data["person"] = _read_person(item, file, field)
        elif link in rows:
            answer = _answer(rows[link], item, file, field)
            if answer:
                data.setdefault(link, []).append(answer)
        else:
            raise InputError("no such item in the form", file=file, field=f"{field}.linkId", given=link)
    return data


def _answer(row: Row, item: dict[str, Any], file: str, field: str) -> dict[str, Any]:
    given = {}
    for inner in _items(item, file):
        link = str(inner.get("linkId", ""))
        name, _, part = link.partition(".")
        if name != row.id:
            raise InputError("no such item in this group", file=file, field=field, given=link, wanted=f"{row.id}.…")
        found = _value(inner, file, f"{field}.{part}")
        if found is not None:
            given[part] = found
    return values.from_fhir(row, given, file=file, field=f"{field} ({row.id})") if given else {}


def _read_person(item: dict[str, Any], file: str, field: str) -> dict[str, Any]:
    person: dict[str, Any] = {}
    for inner in _items(item, file):
        found = _value(inner, file, field)
        if found is None:
            continue
        if inner.get("linkId") == "person.age_years":
            person["age_years"] = found
        elif inner.get("linkId") == "person.sex" and isinstance(found, dict):
            person["sex"] = found.get("code")
        else:
            raise InputError("no such item in this group", file=file, field=field, given=inner.get("linkId"))
    return person


def _items(holder: dict[str, Any], file: str) -> list[dict[str, Any]]:
    items = holder.get("item", [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise InputError("not a list of items", file=file, field="item", given=type(items).__name__)
    return items


def _value(item: dict[str, Any], file: str, field: str) -> Any:
    """Return the one answer of an item, None where it has none."""
    answers = item.get("answer", [])
    if not isinstance(answers, list) or len(answers) > 1 or not all(isinstance(a, dict) for a in answers):
        raise InputError("more than one answer, or none that can be read", file=file, field=field,
                         wanted="one answer an item; repeat the group for another side or site")  # fmt: skip
    if not answers:
        return None
    found = [value for key, value in answers[0].items() if key.startswith("value")]
    if len(found) != 1:
        raise InputError("not one value", file=file, field=field, given=len(found), wanted="one value[x]")
    return found[0]
