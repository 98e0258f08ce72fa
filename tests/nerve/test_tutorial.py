"""The tutorial page: its code runs, and prints what the page says it prints."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "tutorial_nerve.md"
NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def test_the_page_prints_what_it_says() -> None:
    """Words are equal; numbers to one in their last printed place (another processor rounds elsewhere)."""
    text = PAGE.read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```\n\n```text\n(.*?)```", text, flags=re.DOTALL)
    assert len(blocks) == text.count("```python")
    names: dict[str, object] = {}
    for code, expected in blocks:
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(code, str(PAGE), "exec"), names)
        printed = out.getvalue()
        assert NUMBER.sub("#", printed) == NUMBER.sub("#", expected), printed
        for ours, theirs in zip(NUMBER.findall(printed), NUMBER.findall(expected), strict=True):
            place = 10.0 ** -len(theirs.partition(".")[2])
            assert float(ours) == pytest.approx(float(theirs), abs=1.5 * place), printed
