"""Everything that a file can have wrong: one line, exit code 2, nothing written."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sciatica import cli

GOOD_CASE = """\
schema: 1
person: {age_years: 38, sex: male, height_cm: 178, mass_kg: 82, systolic_mmhg: 125, diastolic_mmhg: 80}
causes:
  - {kind: herniated_disc, level: L5-S1, side: right, zone: paracentral, type: extrusion,
     root_pressure_mmhg: 130, nucleus_material: 0.8}
day: 10
"""

FILES = {
    "empty": (b"", "empty file"),
    "blank": (b"\n\n# nothing\n", "empty file"),
    "not YAML": (b"a: [1\nb: }", "not YAML"),
    "a word": (b"sciatica", "not a mapping"),
    "a list": (b"- 1\n- 2\n", "not a mapping"),
    "binary": (bytes(range(256)) * 10, "not text"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "not text"),
    "UTF-16": ("schema: 1\n".encode("utf-16"), "not text"),
    "huge": (b"a: 1\n" * 400_000, "too large"),
    "too deep": (b"a: " + b"[" * 5000 + b"]" * 5000, "too deep"),
    "alias bomb": (b"a: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\nd: [*c,*c,*c]\n", "an anchor"),
    "duplicate key": (b"schema: 1\nschema: 1\n", "the same key twice; given schema"),
    "merge key": (b"person:\n  <<: {sex: male}\n", "a merge key"),
    "tag": (b"person: !!python/name:os.system\n", "a tag"),
    "two documents": (b"schema: 1\n---\nschema: 1\n", "a second document"),
    "bare no": (b"schema: no\n", "an ambiguous word; given no"),
    "escape codes": (b'"\\e[31mred": 1\n', "\\x1b[31mred"),
    "unknown key": (b"schema: 1\nprson: {}\n", "prson: unknown"),
    "wrong schema": (b"schema: 2\n", "schema"),
}

CASES = {
    "unknown key in the person": (("height_cm", "heigth_cm"), "person.heigth_cm: unknown key", "height_cm?"),
    "height in metres": (("178", "1.78"), "person.height_cm: cannot be used; given 1.78", "50 to 250"),
    "a man of 17.8 m": (("178", "1780"), "person.height_cm: cannot be used; given 1780", "50 to 250"),
    "no number": (("82", "heavy"), "person.mass_kg: cannot be used; given the text 'heavy'", "a number"),
    "no such level": (("L5-S1", "L9"), "causes[0].level: cannot be used; given L9", "L5-S1"),
    "a cause without a level": ((" level: L5-S1,", ""), "causes[0].level: missing", "L5-S1"),
    "no such kind": (("herniated_disc", "hernia"), "causes[0].kind: unknown; given hernia", "herniated"),
    "no such side": (("right", "rigth"), "causes[0].side: cannot be used; given rigth", "right"),
    "negative pressure": (("130", "-13"), "causes[0].root_pressure_mmhg: cannot be used; given -13", "0 to"),
    "a share above one": (("0.8", "8"), "causes[0].nucleus_material: cannot be used; given 8", "0 to 1"),
    "a negative day": (("day: 10", "day: -1"), "day: cannot be used; given -1", "0"),
    "pressures exchanged": (("125, dia", "60, dia"), "person: systolic_mmhg must be higher", "diastolic"),
    "no person": (("person:", "persons:"), "persons: unknown key", "did you mean person?"),
}  # fmt: skip


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[[str, Path], str]]:
    """Run a command on a file and return the one line that it must answer with."""
    monkeypatch.chdir(tmp_path)
    before = signal.getsignal(signal.SIGTERM)

    def refused(command: str, path: Path) -> str:
        there = sorted(tmp_path.rglob("*"))
        with pytest.raises(SystemExit) as left:
            cli.main([command, str(path)])
        out, err = capsys.readouterr()
        assert left.value.code == 2
        assert out == ""
        assert err.startswith(f"sciatica: {path}: ")
        assert err.endswith("\n")
        assert err[:-1].isprintable()
        assert sorted(tmp_path.rglob("*")) == there
        return err

    yield refused
    signal.signal(signal.SIGTERM, before)


@pytest.mark.parametrize("command", ["simulate", "assess"])
@pytest.mark.parametrize(("content", "said"), FILES.values(), ids=FILES.keys())
def test_a_file_that_is_not_what_it_should_be(
    call: Callable[[str, Path], str], tmp_path: Path, command: str, content: bytes, said: str
) -> None:
    path = tmp_path / "in.yaml"
    path.write_bytes(content)
    assert said in call(command, path)


@pytest.mark.parametrize("command", ["simulate", "assess"])
def test_what_is_not_a_file(call: Callable[[str, Path], str], tmp_path: Path, command: str) -> None:
    assert "this is a folder" in call(command, tmp_path)
    assert "no such file" in call(command, tmp_path / "none.yaml")
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    assert "cannot be read" in call(command, loop)


def test_the_case_that_the_others_spoil_is_good(tmp_path: Path) -> None:
    from sciatica.simulate import load_case

    path = tmp_path / "good.yaml"
    path.write_text(GOOD_CASE)
    assert load_case(path).day == 10


@pytest.mark.parametrize(("change", "said", "wanted"), CASES.values(), ids=CASES.keys())
def test_a_case_that_cannot_be(
    call: Callable[[str, Path], str], tmp_path: Path, change: tuple[str, str], said: str, wanted: str
) -> None:
    assert GOOD_CASE.count(change[0]) == 1
    path = tmp_path / "case.yaml"
    path.write_text(GOOD_CASE.replace(*change))
    line = call("simulate", path)
    assert f"case.yaml: {said}" in line
    assert wanted in line
