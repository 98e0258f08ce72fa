"""The JSON Schema of ``Findings``, generated from the one table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sciatica.core.findings import PERSON, SCHEMA
from sciatica.core.findings_table import Row, table
from sciatica.core.findings_value import KEYS, STATES, most_answers
from sciatica.core.plain import Key

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what :meth:`Findings.from_mapping` reads.

    What it cannot say: answers that contradict each other, and an absent pain with an amount, are refused too.
    """
    return {
        "$schema": DIALECT,
        "title": "Findings",
        "description": "What is known of a person. A missing key is unknown, and unknown is never absent.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "schema": {"const": SCHEMA},
            "person": {
                "type": ["object", "null"],
                "description": "whom the findings are about, as far as it is known",
                "additionalProperties": False,
                "properties": _properties(PERSON),
            },
            **{row.id: _finding(row) for row in table().values()},
        },
    }


def _properties(keys: Mapping[str, Key]) -> dict[str, Any]:
    return {
        name: key.json_schema() | ({"description": key.description} if key.description else {})
        for name, key in keys.items()
    }


def _finding(row: Row) -> dict[str, Any]:
    properties = _properties(KEYS)
    if not row.sided:
        del properties["side"]
    if row.sites:
        properties["site"] = {"enum": [*row.sites, None]}
    else:
        del properties["site"]
    if row.has_amount:
        worse = {"up": "more is worse", "down": "less is worse"}[row.worse]
        properties["amount"] = {
            "type": ["number", "null"],
            "minimum": row.low,
            "maximum": row.high,
            "description": f"{row.unit}; {worse}",
        }
    else:
        del properties["amount"]
    one: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "required": ["state"],
        "properties": properties,
    }
    state = {"enum": list(STATES)}
    many = {"type": "array", "maxItems": most_answers(row), "items": {"anyOf": [state, one]}}
    return {"description": row.question, "anyOf": [state, one, many, {"type": "null"}]}
