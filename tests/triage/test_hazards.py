"""Every hazard has a control, and every control names a test that exists."""

from __future__ import annotations

import re
from pathlib import Path

from sciatica.core.findings import table
from sciatica.triage.rules import rules

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "hazards.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([a-z_]+)` \|(.*)\|$", PAGE, flags=re.MULTILINE)


def test_every_hazard_of_a_rule_or_a_finding_is_in_the_log() -> None:
    logged = {hazard for hazard, _ in ROWS}
    used = {rule.hazard for rule in rules()} | {row.hazard for row in table().values() if row.hazard}
    assert used <= logged


def test_every_hazard_names_a_test_that_exists() -> None:
    assert len(ROWS) >= 15
    for hazard, rest in ROWS:
        cells = [cell.strip() for cell in rest.split("|")]
        assert len(cells) == 5, hazard
        assert all(cells), hazard
        named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", rest)
        assert named, hazard
        for path, function in named:
            assert f"def {function}(" in (ROOT / path).read_text(encoding="utf-8"), (hazard, path, function)
