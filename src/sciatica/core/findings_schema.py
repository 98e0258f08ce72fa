"""The JSON Schema of ``Findings``, generated from the one table."""

from __future__ import annotations

from typing import Any

from sciatica.core.findings import SCHEMA, Somebody
from sciatica.core.findings_table import Row, table
from sciatica.core.findings_value import STATES, FindingValue


def json_schema() -> dict[str, Any]:
    """JSON Schema (draft 2020-12) of what :meth:`Findings.from_mapping` reads."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Findings",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "schema": {"const": SCHEMA},
            "person": Somebody.model_json_schema(),
            **{row.id: _finding(row) for row in table().values()},
        },
    }


def _finding(row: Row) -> dict[str, Any]:
    properties = dict(FindingValue.model_json_schema()["properties"])
    if not row.sided:
        del properties["side"]
    if row.sites:
        properties["site"] = {"enum": list(row.sites)}
    else:
        del properties["site"]
    if row.has_amount:
        properties["amount"] = {"type": "number", "minimum": row.low, "maximum": row.high, "title": row.unit}
    else:
        del properties["amount"]
    value = {
        "anyOf": [
            {"enum": list(STATES)},
            {
                "type": "object",
                "additionalProperties": False,
                "required": ["state"],
                "properties": properties,
            },
        ]
    }
    return {"description": row.question, "anyOf": [*value["anyOf"], {"type": "array", "items": value}]}
