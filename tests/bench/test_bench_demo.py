"""The demonstration's bench: its case is the example's, and its parts add up. No timings are asserted."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import sciatica.bench
import sciatica.report
import sciatica.simulate
from sciatica.bench.demo import CASE
from sciatica.simulate import case_from_mapping, load_case


def test_the_case_is_the_example() -> None:
    example = Path(__file__).parents[2] / "examples" / "l5s1_disc.yaml"
    assert case_from_mapping(CASE) == load_case(example)


def test_the_parts_of_all_days_add_up_to_the_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def run(case: Any, progress: Any) -> Any:
        for label in ("building the body", "day 1: nerve and fibres", "day 10: nerve and fibres", "done"):
            progress(0.5, label)
        return SimpleNamespace(counts=SimpleNamespace(node_steps=7, fibre_runs=3, episode_windows=2))

    monkeypatch.setattr(sciatica.simulate, "run", run, raising=False)
    monkeypatch.setattr(sciatica.report, "files", lambda result: {"report.html": b"12345"})
    told: list[str] = []
    numbers = sciatica.bench.demo(lambda share, label: told.append(label))
    parts = {key for key in numbers if key.startswith("demo.") and key.endswith(".s") and key != "demo.s"}
    assert parts == {
        f"demo.{name}.s" for name in ("loading", "building_the_body", "nerve_and_fibres", "done", "report")
    }
    assert sum(numbers[key] for key in parts) == pytest.approx(numbers["demo.s"])
    assert numbers["demo.node_steps"] == 7
    assert numbers["demo.report_bytes"] == 5
    assert told[-2:] == ["report", "done"]
