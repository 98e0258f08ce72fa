"""The bench: its keys and types, nulls with a reason, and the rules by which it compares. No timings are asserted."""

import itertools
import json
import math
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

import sciatica.bench
from sciatica.bench import fresh, machine, neuron, table, timing, versus
from sciatica.cli import app

PROMISED = (
    "node_steps_per_s_core", "cores_scaling", "step_us", "cv_error_pct", "thresholds_1000_s", "compile_s",
    "peers.neuron.equal_accuracy_ratio", "peers.neuron.equal_step_ratio", "peers.neuron.c_fibre_ratio",
    "gpu.node_steps_per_s",
)  # fmt: skip


@pytest.fixture(scope="module")
def numbers() -> dict[str, Any]:
    return sciatica.bench.fibres(quick=True)


@pytest.mark.slow
def test_every_promised_key_is_there_and_flat(numbers: dict[str, Any]) -> None:
    assert set(PROMISED) <= set(numbers)
    read = json.loads(table.as_json(numbers))
    assert all(value is None or isinstance(value, str | int | float) for value in read.values())


@pytest.mark.slow
def test_numbers_are_positive_and_a_null_has_its_reason(numbers: dict[str, Any]) -> None:
    for key in set(PROMISED) - {"cv_error_pct"}:
        value = numbers[key]
        if value is None:
            room = key.rpartition(".")[0]
            assert key == "cores_scaling" or numbers[f"{room}.why_not"]
        else:
            assert math.isfinite(value)
            assert value > 0.0 or key == "compile_s"
    assert abs(numbers["cv_error_pct"]) < 1.0


@pytest.mark.slow
def test_the_parts_of_a_step_are_the_whole(numbers: dict[str, Any]) -> None:
    parts = [value for key, value in numbers.items() if key.startswith("parts.") and key.endswith("_ns")]
    assert sum(parts[1:]) == pytest.approx(parts[0])


@pytest.mark.slow
def test_memory_does_not_grow_with_time(numbers: dict[str, Any]) -> None:
    assert numbers["memory.long_mb"] < 1.1 * numbers["memory.short_mb"] + 0.1


def test_without_neuron_ratios_are_null_with_a_plain_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    found = versus.compared(lambda step, threads: None, 1.0, 56.0, 1, True)
    assert all(found[key] is None for key in versus.RATIOS)
    assert found["peers.neuron.why_not"] == neuron.missing()
    assert "not installed" in found["peers.neuron.why_not"]


def test_work_is_done_in_turn_and_the_first_round_does_not_count() -> None:
    order: list[str] = []
    clock = itertools.count()
    times = timing.interleaved(
        {"a": lambda: order.append("a"), "b": lambda: order.append("b")}, 3, lambda: float(next(clock))
    )
    assert "".join(order) == "abababab"
    assert times["a"].seconds == (1.0, 1.0, 1.0)


def test_a_ratio_lies_between_its_least_and_largest_round() -> None:
    middle, least, largest = timing.ratio(timing.Times((2.0, 4.0, 9.0)), timing.Times((1.0, 1.0, 3.0)))
    assert (middle, least, largest) == (4.0, 2.0, 4.0)


def test_the_coarsest_setting_within_one_percent_is_taken() -> None:
    velocities = {(10.0, 0.01): 1.0, (20.0, 0.01): 0.995, (20.0, 0.02): 1.011, (50.0, 0.02): float("nan")}
    assert versus._coarsest(velocities, 1.0) == (20.0, 0.01)


@pytest.mark.parametrize(("error", "taken"), [(0.009, True), (-0.009, True), (0.011, False), (float("nan"), False)])
def test_a_mode_of_neuron_counts_only_if_it_is_correct(error: float, taken: bool) -> None:
    numbers: dict[str, Any] = {}
    modes = versus._correct_modes(numbers, lambda mode: 56.0 * (1.0 + error), 56.0, False)
    assert (len(modes) == 3) == taken
    assert bool(modes) == taken


def test_the_table_shows_every_number(capsys: pytest.CaptureFixture[str]) -> None:
    numbers = {"step_us": 5.0, "gpu.node_steps_per_s": None, "parts.all_ns": 4.0, "parts.fast_gates_ns": 1.0}
    shown = table.as_table(numbers)
    assert "none" in shown
    assert "25.0 %" in shown


def test_the_command_prints_one_flat_object(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sciatica.bench, "fibres", lambda progress: {"step_us": 5.0, "gpu.node_steps_per_s": None})
    done = CliRunner().invoke(app, ["bench", "fibres", "--json"])
    assert done.exit_code == 0
    assert json.loads(done.stdout) == {"step_us": 5.0, "gpu.node_steps_per_s": None}


def test_machine_facts_name_nobody() -> None:
    facts = machine.facts()
    assert facts["machine.cores"] >= 1
    assert facts["machine.simd_bits"] in (128, 256, 512)
    import getpass
    import platform

    text = json.dumps(facts)
    assert platform.node() not in text or not platform.node()
    assert f'"{getpass.getuser()}"' not in text


def test_a_fresh_process_prints_its_seconds() -> None:
    assert fresh._fresh("print('warming'); print(0.25)") == 0.25


def test_the_peak_is_finite() -> None:
    assert np.isfinite(machine.peak_gflops(1))
