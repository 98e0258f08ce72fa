"""What `simulate --export` leaves behind: whole, ours alone, and nothing where something is wrong."""

from __future__ import annotations

import builtins
import json
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sciatica import cli, cli_write, report, simulate
from sciatica.core.findings import Findings

OURS = json.dumps({"GeneratedBy": [{"Name": "sciatica"}]}).encode()
DATASET = {"dataset_description.json": OURS, "sub-01/emg/a_emg.bdf": b"1"}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SimpleNamespace:
    """A run that takes no time; ``bids`` is what the dataset holds."""
    from sciatica.interop import bids_emg

    seen = SimpleNamespace(bids=dict(DATASET), runs=0)
    findings = Findings.from_mapping({"leg_pain": {"state": "present", "side": "left", "amount": 4}})

    def run(case: object, **more: object) -> Any:
        seen.runs += 1
        return SimpleNamespace(findings=findings)

    monkeypatch.setitem(vars(simulate), "load_case", lambda path: SimpleNamespace(seed=1))
    monkeypatch.setitem(vars(simulate), "run", run)
    monkeypatch.setattr(report, "files", lambda result: {"findings.json": result.findings.to_json().encode()})
    monkeypatch.setattr(report, "summary", lambda result: "He hurts.")
    monkeypatch.setattr(bids_emg, "dataset", lambda result: seen.bids)
    monkeypatch.chdir(tmp_path)
    return seen


@pytest.fixture
def _sigterm_is_put_back() -> Any:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


pytestmark = pytest.mark.usefixtures("_sigterm_is_put_back")


def call(*arguments: str) -> int | str | None:
    with pytest.raises(SystemExit) as left:
        cli.main(["simulate", "x.yaml", "-o", "out", *arguments])
    return left.value.code


def found(folder: Path) -> Mapping[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_more_is_written_than_is_asked_for(made: SimpleNamespace) -> None:
    assert call() == 0
    assert set(found(Path("out"))) == {"findings.json"}
    assert call("--export", "yaml") == 0
    assert set(found(Path("out"))) == {"findings.json", "findings.yaml"}


def test_both_are_written_and_named(made: SimpleNamespace, capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--export", "bids, yaml") == 0
    out = capsys.readouterr().out
    assert os.path.join("out", "bids") in out
    assert os.path.join("out", "findings.yaml") in out
    assert {name.removeprefix("bids/") for name in found(Path("out"))} == {"findings.json", "findings.yaml", *DATASET}
    assert Findings.from_yaml("out/findings.yaml") == Findings.from_yaml("out/findings.json")


def test_a_dataset_is_replaced_as_a_whole(made: SimpleNamespace) -> None:
    call("--export", "bids")
    made.bids = {"dataset_description.json": OURS, "sub-01/emg/b_emg.bdf": b"2"}
    assert call("--export", "bids") == 0
    assert found(Path("out/bids")) == made.bids
    assert {path.name for path in Path("out").iterdir()} == {"findings.json", "bids"}


@pytest.mark.parametrize("there", ["file", "folder", "strange", "link"])
def test_what_is_not_ours_is_not_replaced(
    made: SimpleNamespace, there: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = tmp_path / "out" / "bids"
    path.parent.mkdir()
    if there == "file":
        path.write_text("mine")
    elif there == "link":
        (tmp_path / "elsewhere").mkdir()
        path.symlink_to(tmp_path / "elsewhere")
    else:
        path.mkdir()
        (path / "dataset_description.json").write_text("{}" if there == "strange" else "not JSON")
    before = found(tmp_path)
    assert call("--export", "bids") == 2
    err = capsys.readouterr().err
    assert err.startswith("sciatica: out/bids: --export: something else stands there")
    assert err.count("\n") == 1
    assert made.runs == 0, "it is found out before the work is done"
    assert found(tmp_path) == before


def test_a_folder_with_nothing_in_it_may_be_replaced(made: SimpleNamespace) -> None:
    Path("out/bids").mkdir(parents=True)
    assert call("--export", "bids") == 0
    assert found(Path("out/bids")) == DATASET


def test_a_package_that_is_missing_is_said_before_the_work(
    made: SimpleNamespace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    real = builtins.__import__

    def without(name: str, *arguments: Any, **more: Any) -> Any:
        if name == "edfio":
            raise ModuleNotFoundError(name)
        return real(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    assert call("--export", "bids") == 2
    assert "pip install 'sciatica[bids]'" in capsys.readouterr().err
    assert made.runs == 0
    assert call("--export", "yaml") == 0, "what does not need it is written without it"


def test_a_failure_leaves_the_earlier_dataset_whole(made: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    call("--export", "bids")
    made.bids = {"dataset_description.json": b"new"}

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cli_write.os, "fsync", full)
    assert call("--export", "bids") == 1
    assert found(Path("out/bids")) == DATASET
    assert {path.name for path in Path("out").iterdir()} == {"findings.json", "bids"}


def test_a_move_that_fails_puts_the_earlier_dataset_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cli_write.write_all(tmp_path, {}, {"bids": DATASET})
    move = os.rename

    def fails(source: str | Path, target: str | Path) -> None:
        if str(source).endswith(".part"):
            raise OSError(1, "not permitted")
        move(source, target)

    monkeypatch.setattr(cli_write.os, "rename", fails)
    with pytest.raises(OSError, match="not permitted"):
        cli_write.write_all(tmp_path, {}, {"bids": {"a": b"new"}})
    assert found(tmp_path / "bids") == DATASET
    assert [path.name for path in tmp_path.iterdir()] == ["bids"]
