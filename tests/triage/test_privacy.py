"""Findings never reach a log, a file or another machine."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[2] / "examples" / "findings"
WATCHED = """
import sys
def watch(event, args):
    if event == "open":
        path, mode = args[0], args[1]
        flags = args[2] if isinstance(args[2], int) else 0
        written = (isinstance(mode, str) and set(mode) & set("wax+")) or flags & 0o3
        if written and not str(path).endswith(".pyc"):
            raise SystemExit(f"wrote {path}")
    if event.split(".")[0] in ("socket", "subprocess", "urllib", "http", "smtplib", "ftplib", "webbrowser", "syslog"):
        raise SystemExit(f"left the machine: {event}")
    if event in ("os.system", "os.posix_spawn", "os.fork", "os.exec", "os.mkdir", "os.rename", "os.putenv"):
        raise SystemExit(f"did {event}")
import logging, sciatica.cli
logging.raiseExceptions = True
class Refuse(logging.Handler):
    def emit(self, record):
        raise SystemExit("logged")
logging.getLogger().addHandler(Refuse())
logging.getLogger().setLevel(1)
sys.addaudithook(watch)
"""
RUN = "sciatica.cli.main(['assess', sys.argv[1], *sys.argv[2:]])"


def watched(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-c", WATCHED + code, *arguments], capture_output=True, text=True, env=environment
    )


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_an_assessment_opens_nothing_for_writing_and_no_connection(options: tuple[str, ...]) -> None:
    done = watched(RUN, str(EXAMPLES / "cauda_equina.yaml"), *options)
    assert done.stderr == ""
    assert done.returncode == 0
    assert "emergency" in done.stdout.lower()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import socket; socket.socket().connect(('127.0.0.1', 9))", "left the machine"),
        ("open('/dev/null', 'w')", "wrote"),
        ("logging.getLogger('x').info('numb')", "logged"),
    ],
)
def test_the_watch_would_notice(code: str, said: str) -> None:
    done = watched(code)
    assert said in done.stderr
    assert done.returncode == 1


def test_a_refused_file_says_only_what_was_wrong(tmp_path: Path) -> None:
    """The one line goes to the person who typed it, and holds nothing of the other answers."""
    path = tmp_path / "f.yaml"
    path.write_text("saddle_numbness: present\nfevre: absent\ncancer_history: present\n")
    done = watched(RUN, str(path))
    assert done.returncode == 2
    assert done.stdout == ""
    assert "fevre" in done.stderr
    assert "saddle" not in done.stderr
    assert "cancer" not in done.stderr
