"""Files that are there whole or not at all: written beside their place, then moved into it."""

from __future__ import annotations

import contextlib
import os
import signal
import tempfile
import threading
from collections.abc import Iterator, Mapping
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


def write_all(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    """Write ``files`` (name to content) into ``folder``; each replaces what stood there in one step.

    All contents are on disk before the first is moved into place, and nothing interrupts the moves, so that
    what a reader finds belongs together. Interrupted or failed before that, nothing has changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    parts: dict[Path, str] = {}
    try:
        for name, content in files.items():
            parts[folder / name] = part = _reserve(folder, name)
            with open(part, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        with _uninterrupted():
            for path, part in parts.items():
                os.replace(part, path)
    finally:
        for part in parts.values():
            with contextlib.suppress(FileNotFoundError):
                os.unlink(part)
    return tuple(parts)


def _reserve(folder: Path, name: str) -> str:
    handle, part = tempfile.mkstemp(prefix=f".{name}.", suffix=".part", dir=folder)
    umask = os.umask(0)
    os.umask(umask)
    os.fchmod(handle, 0o666 & ~umask)
    os.close(handle)
    return part


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
