"""What of ./go can be tested without a network: the pins, the stamp, the lock and the way it starts."""

from __future__ import annotations

import fcntl
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture
def go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """./go as a module that believes to stand in an empty tree."""
    module = ModuleType("go")
    module.__file__ = str(ROOT / "go")
    exec(compile((ROOT / "go").read_text(encoding="utf-8"), ROOT / "go", "exec"), module.__dict__)
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "HOME", tmp_path / ".go")
    monkeypatch.setattr(module, "VENV", tmp_path / ".go" / "venv")
    monkeypatch.setattr(module, "STAMP", tmp_path / ".go" / "stamp.json")
    (tmp_path / "uv.lock").write_text("version = 1\n")
    return module


class Syncs:
    """Stands for uv: makes an environment, counts how often, and sees what was there before."""

    def __init__(self, go: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
        self.go, self.count, self.found_old = go, 0, False
        self.failure: BaseException | None = None
        monkeypatch.setattr(go, "bring_uv", lambda: Path("uv"))
        monkeypatch.setattr(go, "sync", self.sync)

    def sync(self, uv: Path, lock: int) -> None:
        self.count += 1
        self.found_old = self.go.VENV.exists()
        (self.go.VENV / "bin").mkdir(parents=True, exist_ok=True)
        if self.failure is not None:
            raise self.failure
        python = self.go.VENV / "bin" / "python"
        python.unlink(missing_ok=True)
        python.symlink_to(sys.executable)


@pytest.fixture
def syncs(go: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Syncs:
    return Syncs(go, monkeypatch)


# --- the pinned wheel ---


def wheel(go: ModuleType, binary: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(f"uv-{go.UV_VERSION}.data/scripts/uv", binary)
    return made.getvalue()


def test_every_pin_is_a_whole_hash_of_this_version_on_the_package_index(go: ModuleType) -> None:
    assert {("linux", "x86_64"), ("linux", "aarch64"), ("darwin", "arm64")} <= set(go.UV_WHEELS)
    for (system, machine), (url, sha256) in go.UV_WHEELS.items():
        assert re.fullmatch(r"[0-9a-f]{64}", sha256)
        assert url.startswith("https://")
        name = url.rpartition("/")[2]
        assert name.startswith(f"uv-{go.UV_VERSION}-")
        assert machine in name
        assert ("macosx" if system == "darwin" else "manylinux") in name


def test_a_wheel_with_another_hash_is_refused_and_nothing_of_it_kept(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(go, "fetched", lambda url: wheel(go, b"something else"))
    go.HOME.mkdir()
    with pytest.raises(go.Failure, match="SHA-256"):
        go.bring_uv()
    assert list(go.HOME.iterdir()) == []


def test_the_right_wheel_gives_a_binary_that_can_run_and_is_fetched_once(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = wheel(go, b"#!/bin/sh\necho it runs\n")
    fetched: list[str] = []
    monkeypatch.setattr(go, "fetched", lambda url: fetched.append(url) or made)
    pins = {here: (url, hashlib.sha256(made).hexdigest()) for here, (url, _) in go.UV_WHEELS.items()}
    monkeypatch.setattr(go, "UV_WHEELS", pins)
    go.HOME.mkdir()
    for _ in range(2):
        uv = go.bring_uv()
        assert subprocess.run([uv], capture_output=True, text=True, check=True).stdout == "it runs\n"
    assert len(fetched) == 1


def test_a_machine_without_a_pin_is_told_so(go: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(go.platform, "machine", lambda: "pdp11")
    with pytest.raises(go.Failure, match=r"no installer for \w+ pdp11; known are"):
        go.bring_uv()


def test_without_a_network_the_failure_says_so(go: ModuleType) -> None:
    with pytest.raises(go.Failure, match="needs the network"):
        go.fetched("http://127.0.0.1:9/uv.whl")


# --- the stamp ---


def test_the_second_call_does_nothing_and_says_nothing(
    go: ModuleType, syncs: Syncs, capsys: pytest.CaptureFixture[str]
) -> None:
    go.set_up()
    assert "setting up" in capsys.readouterr().err
    go.set_up()
    assert syncs.count == 1
    assert capsys.readouterr() == ("", "")


def test_a_new_lock_updates_the_environment_in_place(go: ModuleType, syncs: Syncs) -> None:
    go.set_up()
    (go.ROOT / "uv.lock").write_text("version = 2\n")
    go.set_up()
    assert syncs.count == 2
    assert syncs.found_old


@pytest.mark.parametrize("change", ["moved", "python gone", "stamp spoilt", "stamp gone", "stamp of another kind"])
def test_an_environment_that_cannot_be_trusted_is_made_afresh(go: ModuleType, syncs: Syncs, change: str) -> None:
    go.set_up()
    stamp = json.loads(go.STAMP.read_text())
    if change == "moved":
        go.STAMP.write_text(json.dumps(stamp | {"root": "/elsewhere"}))
    elif change == "python gone":
        (go.VENV / "bin" / "python").unlink()
        (go.VENV / "bin" / "python").symlink_to("/no/such/python")
    elif change == "stamp spoilt":
        go.STAMP.write_text('{"lock": ')
    elif change == "stamp gone":
        go.STAMP.unlink()
    else:
        go.STAMP.write_text("[]")
    go.set_up()
    assert syncs.count == 2
    assert not syncs.found_old
    go.set_up()
    assert syncs.count == 2


def test_another_python_on_the_path_does_not_disturb_one_that_runs(
    go: ModuleType, syncs: Syncs, monkeypatch: pytest.MonkeyPatch
) -> None:
    go.set_up()
    monkeypatch.setattr(go.platform, "python_version", lambda: "3.99.0")
    go.set_up()
    assert syncs.count == 1


def test_an_environment_whose_python_was_exchanged_is_made_afresh(go: ModuleType, syncs: Syncs) -> None:
    go.set_up()
    stamp = json.loads(go.STAMP.read_text())
    go.STAMP.write_text(json.dumps(stamp | {"python": "3.11.0a1"}))
    go.set_up()
    assert syncs.count == 2
    assert not syncs.found_old


@pytest.mark.parametrize("failure", [KeyboardInterrupt(), SystemExit(143), RuntimeError()])
def test_a_set_up_that_was_interrupted_is_begun_again(go: ModuleType, syncs: Syncs, failure: BaseException) -> None:
    syncs.failure = failure
    with pytest.raises(type(failure)):
        go.set_up()
    assert not go.STAMP.exists()
    syncs.failure = None
    go.set_up()
    assert syncs.count == 2
    assert not syncs.found_old
    assert go.STAMP.exists()


def test_an_interrupted_update_is_not_taken_for_a_finished_one(go: ModuleType, syncs: Syncs) -> None:
    go.set_up()
    (go.ROOT / "uv.lock").write_text("version = 2\n")
    syncs.failure = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        go.set_up()
    (go.ROOT / "uv.lock").write_text("version = 1\n")
    syncs.failure = None
    go.set_up()
    assert syncs.count == 3


def test_of_two_first_calls_one_waits_for_the_other(
    go: ModuleType, syncs: Syncs, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[int] = []
    whole = syncs.sync

    def slow(uv: Path, lock: int) -> None:
        inside.append(1)
        assert len(inside) == 1
        time.sleep(0.3)
        whole(uv, lock)
        inside.pop()

    monkeypatch.setattr(go, "sync", slow)
    calls = [threading.Thread(target=go.set_up) for _ in range(3)]
    for call in calls:
        call.start()
    for call in calls:
        call.join()
    assert syncs.count == 1


def test_an_installer_that_outlives_its_caller_keeps_the_lock(go: ModuleType) -> None:
    with go.alone() as lock:
        child = subprocess.Popen(["sleep", "60"], pass_fds=(lock,))
    try:
        with open(go.HOME / "lock", "a+b") as again, pytest.raises(BlockingIOError):
            fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        child.kill()
        child.wait()


def test_uv_is_run_frozen_without_python_downloads_inside_the_folder(
    go: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UV_PYTHON_DOWNLOADS", "automatic")
    monkeypatch.setenv("UV_INDEX", "https://example.org")
    monkeypatch.setenv("PYTHONPATH", "/somewhere")
    go.HOME.mkdir()
    uv = go.HOME / "uv"
    uv.write_text(f'#!/bin/sh\nenv > "{go.HOME}/env"; echo "$@" > "{go.HOME}/args"; exit "$(cat "{go.HOME}/code")"\n')
    uv.chmod(0o755)
    (go.HOME / "code").write_text("0")
    with go.alone() as lock:
        go.sync(uv, lock)
        arguments = (go.HOME / "args").read_text()
        assert arguments == f"sync --frozen --all-groups --no-group peers --project {go.ROOT}\n"
        go.sync(uv, lock, peers=True)
        assert (go.HOME / "args").read_text() == f"sync --frozen --all-groups --project {go.ROOT}\n"
        seen = dict(line.split("=", 1) for line in (go.HOME / "env").read_text().splitlines() if "=" in line)
        assert seen["UV_PYTHON_DOWNLOADS"] == "never"
        assert seen["UV_CACHE_DIR"].startswith(str(go.HOME))
        assert seen["UV_PROJECT_ENVIRONMENT"] == str(go.VENV)
        assert not {"UV_INDEX", "PYTHONPATH"} & seen.keys()
        (go.HOME / "code").write_text("2")
        with pytest.raises(go.Failure, match="run the same command again"):
            go.sync(uv, lock)


# --- as a command ---


def copied(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return Path(shutil.copy(ROOT / "go", folder / "go"))


def called(script: Path, *arguments: str, path: str = os.defpath, **more: object) -> subprocess.CompletedProcess[str]:
    bash = shutil.which("bash")
    assert bash is not None
    command = [bash, str(script), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={"PATH": path}, **more)  # type: ignore[call-overload,no-any-return]


def with_python(folder: Path) -> str:
    """A PATH on which this Python is python3."""
    folder.mkdir()
    (folder / "python3").symlink_to(sys.executable)
    return str(folder)


def test_help_needs_no_set_up_from_anywhere_with_spaces_in_the_path(tmp_path: Path) -> None:
    script = copied(tmp_path / "a folder" / "with 'quotes'")
    done = called(script, "--help", path=with_python(tmp_path / "bin"), cwd=tmp_path)
    assert done.returncode == 0
    assert all(f"  {command} " in done.stdout for command in ("demo", "test", "run", "check"))
    assert os.listdir(script.parent) == ["go"]


def test_an_unknown_command_is_refused_in_one_line(tmp_path: Path) -> None:
    script = copied(tmp_path / "tree")
    done = called(script, "dmeo", path=with_python(tmp_path / "bin"))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("go: no command 'dmeo'; known are demo, test, run, check")
    assert done.stderr.count("\n") == 1


def test_a_tree_without_a_lock_is_refused_in_one_line(tmp_path: Path) -> None:
    script = copied(tmp_path / "tree")
    done = called(script, "demo", path=with_python(tmp_path / "bin"))
    assert done.returncode == 1
    assert "uv.lock" in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_python_that_is_new_enough_it_says_what_to_do(tmp_path: Path) -> None:
    script = copied(tmp_path / "tree")
    old = tmp_path / "bin" / "python3"
    old.parent.mkdir()
    old.write_text("#!/bin/sh\nexit 1\n")  # as an older one answers the question for its version
    old.chmod(0o755)
    done = called(script, "demo", path=str(old.parent))
    assert done.returncode == 1
    assert done.stderr.startswith("go: needs Python 3.11 or later")
    assert done.stderr.count("\n") == 1


def test_a_newer_python_behind_an_older_one_is_found(tmp_path: Path) -> None:
    script = copied(tmp_path / "tree")
    path = tmp_path / "bin"
    path.mkdir()
    (path / "python3").write_text("#!/bin/sh\nexit 1\n")
    (path / "python3").chmod(0o755)
    (path / "python3.12").symlink_to(sys.executable)
    assert called(script, "--help", path=str(path)).returncode == 0


def test_the_build_machine_runs_what_the_readme_says() -> None:
    lines = (ROOT / ".ci" / "run").read_text().splitlines()
    commands = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert commands == ["exec ./go test </dev/null"]
    assert "./go test" in (ROOT / "README.md").read_text()
