"""What a report will need, loaded while a simulation's engine leaves the interpreter free."""

from __future__ import annotations

from importlib import import_module
from threading import Thread

NEEDED = ("matplotlib.figure", "matplotlib.backends.backend_svg", "xarray", "h5netcdf", "jinja2")


def load_ahead() -> Thread:
    """Begins to load what drawing and writing need, aside; whoever needs it sooner waits for it."""
    thread = Thread(target=_load, name="load ahead")
    thread.start()
    return thread


def _load() -> None:
    for name in NEEDED:
        import_module(name)
