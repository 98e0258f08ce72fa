"""Files that are there whole or not at all: written beside their place, then moved into it."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path

from sciatica.core.errors import InputError

NEEDED = ("matplotlib.figure", "matplotlib.backends.backend_svg", "xarray", "h5netcdf", "jinja2")
"""What drawing and writing a report need."""


def load_ahead() -> threading.Thread:
    """Begins to load ``NEEDED`` aside, while a simulation's engine leaves the interpreter free."""
    thread = threading.Thread(target=_load, name="load ahead")
    thread.start()
    return thread


def _load() -> None:
    # a run may end before this does; and what cannot be loaded is told to whoever needs it
    with contextlib.suppress(Exception):
        for name in NEEDED:
            import_module(name)


def check_folder(folder: Path) -> None:
    """Refuse a folder that could not be written to, before any work is done for it; nothing is made.

    Raises:
        InputError: something else stands there, or it may not be written to.
    """
    nearest = folder
    while not os.path.lexists(nearest) and nearest != nearest.parent:
        nearest = nearest.parent
    if not nearest.is_dir():
        raise InputError("not a folder", file=str(nearest), field="-o", wanted="a folder for the results")
    if not os.access(nearest, os.W_OK | os.X_OK):
        raise InputError("this folder may not be written to", file=str(nearest), field="-o", cure="choose another")


def check_ours(folder: Path, names: Iterable[str]) -> None:
    """Refuse where one of ``names`` stands in ``folder`` and is not ours: a folder is replaced as a whole.

    Raises:
        InputError: a file stands there, or a folder that holds something else.
    """
    for name in names:
        path = folder / name
        if not os.path.lexists(path):
            continue
        if path.is_symlink() or not path.is_dir() or (any(path.iterdir()) and not _is_ours(path)):
            raise InputError("something else stands there", file=str(path), field="--export", cure="choose another -o")


def _is_ours(path: Path) -> bool:
    """Whether a dataset says that we made it."""
    try:
        told = json.loads((path / "dataset_description.json").read_text(encoding="utf-8"))
        return any(by["Name"] == "sciatica" for by in told["GeneratedBy"])
    except (OSError, ValueError, KeyError, TypeError):
        return False


def write_all(
    folder: Path, files: Mapping[str, bytes], folders: Mapping[str, Mapping[str, bytes]] | None = None
) -> tuple[Path, ...]:
    """Write ``files`` (name to content) and ``folders`` (name to files by path) into ``folder``.

    Each replaces what stood there, a folder as a whole. All contents are on disk before the first is moved into
    place, and nothing interrupts the moves, so that what a reader finds belongs together. Interrupted or failed before
    that, nothing has changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parts: dict[Path, str] = {}
    whole: dict[Path, str] = {}
    try:
        for name, content in files.items():
            parts[folder / name] = part = _reserve(folder, name)
            _write(Path(part), content)
        for name, inside in (folders or {}).items():
            whole[folder / name] = part = _reserve_folder(folder, name)
            for within, content in inside.items():
                (Path(part) / within).parent.mkdir(parents=True, exist_ok=True)
                _write(Path(part) / within, content)
        with _uninterrupted():
            for path, part in parts.items():
                os.replace(part, path)
            for path, part in whole.items():
                _replace_folder(part, path)
    finally:
        for part in parts.values():
            with contextlib.suppress(FileNotFoundError):
                os.unlink(part)
        for part in whole.values():
            shutil.rmtree(part, ignore_errors=True)
    return (*parts, *whole)


def _write(path: Path, content: bytes) -> None:
    with open(path, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _replace_folder(part: str, path: Path) -> None:
    """Two moves, since no system moves a folder onto one that is not empty; the old one goes last."""
    if not os.path.lexists(path):
        os.rename(part, path)
        return
    old = tempfile.mkdtemp(prefix=f".{path.name}.", suffix=".old", dir=path.parent)
    try:
        os.rename(path, Path(old) / path.name)
        try:
            os.rename(part, path)
        except BaseException:
            os.rename(Path(old) / path.name, path)
            raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _reserve(folder: Path, name: str) -> str:
    handle, part = tempfile.mkstemp(prefix=f".{name}.", suffix=".part", dir=folder)
    os.fchmod(handle, 0o666 & ~_umask())
    os.close(handle)
    return part


def _reserve_folder(folder: Path, name: str) -> str:
    part = tempfile.mkdtemp(prefix=f".{name}.", suffix=".part", dir=folder)
    os.chmod(part, 0o777 & ~_umask())
    return part


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let Ctrl-C and SIGTERM wait. (Only the main thread is ever interrupted by them.)"""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = {n: signal.signal(n, lambda number, frame: came.append(number)) for n in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for held, handler in before.items():
            signal.signal(held, handler)
        for number in came:
            signal.raise_signal(number)
