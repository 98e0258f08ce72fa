"""The command line, with a simulation that does nothing, so that only the command line is looked at."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

import sciatica
from sciatica import InputError, cli, cli_write
from sciatica.cli_progress import lines, spoken, time_left_s

FINDINGS = '{"schema": 1, "person": {}}\n'
FILES = {
    "report.html": b"<!doctype html>",
    "findings.json": FINDINGS.encode(),
    "result.nc": bytes(range(256)),
}


class Case(SimpleNamespace):
    def model_copy(self, *, update: dict[str, object]) -> Case:
        return Case(**(vars(self) | update))


class Called(SimpleNamespace):
    """What one call of the command line came to."""


@pytest.fixture(autouse=True, scope="module")
def _interrupts_arrive() -> None:
    """A suite started in the background ignores interrupts, and so would every run that it starts."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The rooms that ``simulate`` calls, replaced by ones that remember what they were given."""
    seen = SimpleNamespace(case=None, files=dict(FILES), during=lambda: None)

    def run(case: Case, parameters: object = None, progress: Callable[[float, str], None] | None = None) -> Any:
        seen.case = case
        assert progress is not None
        progress(0.5, "half way")
        seen.during()
        return SimpleNamespace(findings=SimpleNamespace(to_json=lambda: FINDINGS))

    def load_case(path: Path) -> Case:
        if not path.exists():
            raise InputError("no such file", file=str(path), wanted="a YAML file")
        return Case(seed=1)

    for name, parts in (
        ("simulate", {"run": run, "load_case": load_case}),
        ("report", {"files": lambda result: seen.files, "summary": lambda result: "He hurts."}),
    ):
        module = ModuleType(f"sciatica.{name}")
        module.__dict__.update(parts)
        monkeypatch.setitem(sys.modules, f"sciatica.{name}", module)
        monkeypatch.setattr(sciatica, name, module, raising=False)
    return seen


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., Called]]:
    """Run the command line in an empty folder that holds one case."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "knee.yaml").write_text("schema: 1\n")
    before = signal.getsignal(signal.SIGTERM)

    def called(*arguments: str) -> Called:
        with pytest.raises(SystemExit) as left:
            cli.main(arguments)
        out, err = capsys.readouterr()
        return Called(code=left.value.code, out=out, err=err)

    yield called
    signal.signal(signal.SIGTERM, before)


def test_simulate_writes_the_files_beside_the_case_name_and_says_where(
    call: Callable[..., Called], rooms: SimpleNamespace, tmp_path: Path
) -> None:
    done = call("simulate", "knee.yaml")
    assert done.code == 0
    folder = tmp_path / "out" / "knee"
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == FILES
    assert done.out.startswith("He hurts.\n")
    assert os.path.join("out", "knee", "report.html") in done.out
    assert rooms.case.seed == 1


def test_output_seed_and_json_are_as_asked(call: Callable[..., Called], rooms: SimpleNamespace, tmp_path: Path) -> None:
    done = call("simulate", "knee.yaml", "-o", "a/b c", "--seed", "7", "--json")
    assert done.code == 0
    assert json.loads(done.out) == json.loads(FINDINGS)
    assert sorted(path.name for path in (tmp_path / "a" / "b c").iterdir()) == sorted(FILES)
    assert rooms.case.seed == 7


def test_a_second_run_replaces_the_first(call: Callable[..., Called], rooms: SimpleNamespace, tmp_path: Path) -> None:
    call("simulate", "knee.yaml")
    rooms.files["report.html"] = b"new"
    call("simulate", "knee.yaml")
    assert (tmp_path / "out" / "knee" / "report.html").read_bytes() == b"new"
    assert len(list((tmp_path / "out" / "knee").iterdir())) == len(FILES)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["simulate", "none.yaml"], "none.yaml: no such file; wanted a YAML file"),
        (["simulate", "knee.yaml", "-o", "knee.yaml"], "knee.yaml: -o: not a folder"),
        (["simulate", "knee.yaml", "-o", "knee.yaml/deeper"], "knee.yaml: -o: not a folder"),
        (["simulate", "knee.yaml", "--seed", "-1"], "--seed"),
        (["simulate", "knee.yaml", "--seed", "x"], "--seed"),
        (["simulate"], "CASE"),
        (["simulate", "knee.yaml", "--sede", "1"], "--sede"),
        (["simulat", "knee.yaml"], "simulat"),
        (
            ["simulate", "knee.yaml", "--export", "bid"],
            "--export: no such export; given bid; wanted yaml or bids; did you mean bids",
        ),
        (["simulate", "knee.yaml", "--export", "yaml,"], "--export: no such export"),
        (["simulate", "knee.yaml", "--export", "bids", "-o", "knee.yaml"], "knee.yaml: -o: not a folder"),
        (["schema", "knee"], "knee"),
        (["assess", "none.yaml"], "none.yaml: no such file"),
        (["validate", "--only", "tisue"], "did you mean tissue"),
    ],
)
def test_bad_input_is_one_line_and_nothing_is_written(
    call: Callable[..., Called], rooms: SimpleNamespace, tmp_path: Path, arguments: list[str], said: str
) -> None:
    done = call(*arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert done.err.startswith("sciatica: ")
    assert done.err.count("\n") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["knee.yaml"]


def test_a_fault_of_ours_says_that_it_is_ours_and_leaves_nothing(
    call: Callable[..., Called], rooms: SimpleNamespace, tmp_path: Path
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    rooms.during = fail
    done = call("simulate", "knee.yaml")
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith("sciatica: this is a fault in sciatica, not in what you gave it\n")
    assert "Traceback" in done.err
    assert not (tmp_path / "out").exists()


def test_a_full_disk_is_named_without_a_traceback(
    call: Callable[..., Called], rooms: SimpleNamespace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(cli_write.os, "fsync", full)
    done = call("simulate", "knee.yaml")
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith("sciatica: No space left on device\n")
    assert "Traceback" not in done.err
    assert list((tmp_path / "out" / "knee").iterdir()) == []


def test_version_and_help(call: Callable[..., Called]) -> None:
    assert call("--version").out == f"{sciatica.__version__}\n"
    for command in ("simulate", "assess", "validate", "schema"):
        assert command in call("--help").out
        assert call(command, "--help").code == 0


def test_the_schemas_are_those_of_the_readers(call: Callable[..., Called]) -> None:
    from sciatica.core.findings_schema import json_schema

    assert json.loads(call("schema", "findings").out) == json_schema()


def test_assess_answers_at_every_level_with_exit_0(call: Callable[..., Called], tmp_path: Path) -> None:
    path = tmp_path / "f.yaml"
    for said, wanted in (("bladder_retention: present", "emergency"), ("fever: absent", "self_care")):
        path.write_text(f"schema: 1\n{said}\n")
        done = call("assess", "f.yaml", "--json")
        assert done.code == 0
        answer = json.loads(done.out)
        assert answer["urgency"] == wanted
        assert {"urgency_possible", "within_days", "rules", "unknown"} <= answer.keys()
        assert all({"id", "source"} <= rule.keys() for rule in answer["rules"])
        text = call("assess", "f.yaml")
        assert text.code == 0
        assert "not a medical device" in text.out


def test_lines_are_folded_to_a_terminal_and_left_alone_in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    given = ["word " * 40, "", "  - " + "word " * 40]
    assert cli.wrapped(given) == "\n".join(given)
    monkeypatch.setattr(cli.sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(cli.shutil, "get_terminal_size", lambda: os.terminal_size((40, 24)))
    folded = cli.wrapped(given).split("\n")
    assert max(map(len, folded)) <= 40
    assert " ".join(" ".join(folded).split()) == " ".join(" ".join(given).split())
    assert folded[-1].startswith("    word")


# --- interruption ---

INTERRUPTED = """
import sys, time, types
import sciatica, sciatica.cli as cli, sciatica.cli_write as cli_write
simulate, report = types.ModuleType("sciatica.simulate"), types.ModuleType("sciatica.report")
def wait():
    print("here", file=sys.stderr, flush=True)
    time.sleep(60)
def run(case, parameters=None, progress=None):
    if WHERE == "run":
        wait()
    return None
simulate.load_case = lambda path: None
simulate.run = run
report.files = lambda result: {"report.html": b"new", "findings.json": b"new"}
report.summary = lambda result: "summary"
sys.modules |= {"sciatica.simulate": simulate, "sciatica.report": report}
if WHERE == "write":
    cli_write.os.fsync = lambda handle: wait()
cli.main(["simulate", "x.yaml", "-o", "out"])
"""


@pytest.mark.parametrize("where", ["run", "write"])
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_run_leaves_the_earlier_report_whole(
    tmp_path: Path, where: str, number: signal.Signals, code: int
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "report.html").write_bytes(b"old")
    script = f"WHERE = {where!r}\n" + textwrap.dedent(INTERRUPTED)
    with subprocess.Popen([sys.executable, "-c", script], cwd=tmp_path, stderr=subprocess.PIPE, text=True) as child:
        assert child.stderr is not None
        assert child.stderr.readline() == "here\n"
        time.sleep(0.05)
        child.send_signal(number)
        rest = child.stderr.read()
    assert child.returncode == code
    assert "Traceback" not in rest
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("report.html", b"old")]


def test_a_signal_between_two_moves_waits_until_both_are_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move = os.replace

    def interrupted(source: str, target: Path) -> None:
        move(source, target)
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr(cli_write.os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        cli_write.write_all(tmp_path, {"a": b"1", "b": b"2"})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"a": b"1", "b": b"2"}


def test_files_have_the_permissions_that_the_user_gives_new_files(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        (path,) = cli_write.write_all(tmp_path / "new", {"a": b""})
    finally:
        os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o640


# --- progress ---


def test_time_left_is_what_the_pace_so_far_makes_it() -> None:
    assert time_left_s(0.25, 10.0) == 30.0
    assert time_left_s(1.0, 10.0) == 0.0
    assert spoken(30.0) == "about 30 s left"
    assert spoken(200.0) == "about 3 min left"
    assert spoken(time_left_s(0.0, 10.0)) == ""
    assert spoken(time_left_s(0.9, 0.1)) == ""


def test_lines_come_seldom_and_the_last_always(capsys: pytest.CaptureFixture[str]) -> None:
    now = 0.0
    report = lines(lambda: now)
    for step in range(101):
        now = step * 0.2
        report(step / 100, f"step {step}")
    report(1.0, "done")
    said = capsys.readouterr().err.splitlines()
    assert said[0] == " 25%  step 25, about 15 s left"
    shares = [" 25%  step 25", " 50%  step 50", " 75%  step 75", "100%  step 100", "100%  done"]
    assert [line.split(",")[0] for line in said] == shares
