"""The command that makes response surfaces, with a maker that does nothing; and what is loaded ahead of a report."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sciatica import cli, cli_write
from sciatica.core.surface import surfaces_folder


def called(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        cli.main(arguments)
    told = capsys.readouterr()
    return int(left.value.code or 0), told.out, told.err


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    seen: list[Path] = []

    def build_all(folder: Path, progress: Callable[[float, str], None]) -> tuple[Path, ...]:
        progress(0.5, "half way")
        seen.append(folder)
        return (folder / "spasm_pool.npz",)

    monkeypatch.setattr("sciatica.episode.surface.build_all", build_all)
    return seen


def test_surfaces_are_built_where_they_are_wanted(
    made: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = called(capsys, "surfaces", "build", "-o", str(tmp_path / "here"))
    assert (code, made) == (0, [tmp_path / "here"])
    assert out == f"Written: {tmp_path / 'here' / 'spasm_pool.npz'}\n"


def test_without_a_folder_they_go_to_the_cache(
    made: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SCIATICA_CACHE_DIR", str(tmp_path))
    assert called(capsys, "surfaces", "build")[0] == 0
    assert made == [surfaces_folder()]
    assert surfaces_folder().is_relative_to(tmp_path)


def test_what_cannot_be_is_refused_in_one_line_before_any_work(
    made: list[Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    for arguments, words in ((("surfaces", "bild"), "bild"), (("surfaces", "build", "-o", str(file)), "not a folder")):
        code, out, err = called(capsys, *arguments)
        assert (code, out) == (2, "")
        assert words in err
        assert err.count("\n") == 1
    assert made == []


def test_what_a_report_needs_is_loaded_aside() -> None:
    cli_write.load_ahead().join()
    assert set(cli_write.NEEDED) <= set(sys.modules)
