"""Findings as YAML: what is written is read back, and decides the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_fhir import EXAMPLES, people

from sciatica.cli_assess import assessed
from sciatica.core import yaml, yaml_write
from sciatica.core.errors import InputError
from sciatica.core.findings import Findings
from sciatica.triage import assess

LEAVES = st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
WORDS = st.sampled_from(
    ["yes", "No", "NULL", "~", "1e3", "0x1", "a: b", "# a", "- a", "<<", "a-b", "&a", "*a", "!a", ""]
)
KEYS = TEXT | WORDS
NESTED = st.recursive(
    LEAVES | TEXT | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=80)
@given(people())
def test_findings_come_back_from_yaml_and_from_json(findings: Findings) -> None:
    from_yaml = Findings.from_mapping(yaml.load_text(findings.to_yaml(), file=""))  # type: ignore[arg-type]
    from_json = Findings.from_mapping(json.loads(findings.to_json()))
    assert from_yaml == from_json == findings
    assert list(from_yaml.answers) == list(findings.answers)
    assert from_yaml.to_yaml() == findings.to_yaml()
    assert assess(from_yaml).to_mapping() == assess(findings).to_mapping()


@settings(max_examples=100)
@given(st.dictionaries(KEYS, NESTED, max_size=4))
def test_whatever_is_plain_data_comes_back_as_it_was(data: dict[str, Any]) -> None:
    """Types and all digits too: 1 is not 1.0 nor true, "no" is not false, and no digit of a number is lost."""
    assert repr(yaml.load_text(yaml_write.dump(data), file="")) == repr(data)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_the_command_answers_the_same_to_both_files(path: Path, tmp_path: Path) -> None:
    findings = Findings.from_yaml(path)
    (tmp_path / "findings.yaml").write_text(findings.to_yaml(), encoding="utf-8")
    (tmp_path / "findings.json").write_text(findings.to_json(), encoding="utf-8")
    answers = [assessed(tmp_path / name, "json") for name in ("findings.yaml", "findings.json")]
    assert answers[0] == answers[1] == assessed(path, "json")


def test_it_is_written_as_people_write_it() -> None:
    findings = Findings.from_mapping({
        "person": {"age_years": 41, "sex": "female"},
        "leg_pain": {"state": "present", "side": "left", "amount": 3},
        "fever": "absent",
        "numbness": [{"state": "present", "side": side, "site": "saddle", "amount": 0.5} for side in ("left", "right")],
    })  # fmt: skip
    lines = findings.to_yaml().splitlines()
    assert lines[:2] == ["schema: 1", "person: {age_years: 41.0, sex: female}"]
    assert "leg_pain: {state: present, side: left, amount: 3.0}" in lines
    assert "fever: absent" in lines
    assert "  - {state: present, side: left, site: saddle, amount: 0.5}" in lines


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), object(), b"bytes"])
def test_what_the_reader_would_refuse_is_not_written(bad: object) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        yaml_write.dump({"a": bad})
