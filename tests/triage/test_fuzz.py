"""Hostile input is refused in one line or answered, and an answer is never too low (fuzz.py: a hundred thousand)."""

from __future__ import annotations

import fuzz
import pytest

from sciatica.core.findings import Findings
from sciatica.triage import assess


def test_three_thousand_hostile_inputs_break_nothing_and_lower_nothing() -> None:
    fates = fuzz.run(3000, seed=20261122)
    assert set(fates) >= {"refused", "emergency", "urgent", "see_clinician", "self_care"}
    assert fates["refused"] > 500
    assert fates.total() >= 3000


def test_the_fuzzer_would_notice_an_answer_that_is_too_low(monkeypatch: pytest.MonkeyPatch) -> None:
    flag = {"saddle_numbness": "present"}
    assert fuzz.fate(flag) == "emergency"
    with monkeypatch.context() as broken:
        broken.setattr(fuzz, "assess", lambda findings: assess(Findings()))
        with pytest.raises(AssertionError, match="red flag"):
            fuzz.fate(flag)


@pytest.mark.parametrize("depth", [10, 30, 5_000, 200_000])
def test_deep_nesting_and_huge_texts_are_refused(depth: int) -> None:
    for text in ("[" * depth, '{"fever":' * depth, f"fever: {'x' * depth}", f"{'x' * depth}: absent"):
        assert fuzz.fate(text) == "refused"
