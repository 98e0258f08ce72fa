"""Response surfaces: what a room computed on a grid, with its error and the sources that made it.

A surface is never fitted by hand. Its array stands beside its axes, the error that its own makers measured between the
grid's points, and a hash of the sources and constants that made it: a surface whose sources have changed refuses to
load. Between the grid's points it is multilinear, beyond its edges it holds the edge.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray

CURE = "run: sciatica surfaces build"


@dataclass(frozen=True)
class Surface:
    """F outputs over D axes."""

    name: str
    axis_names: tuple[str, ...]
    """With units."""
    axes: tuple[FloatArray, ...]
    """Each rising."""
    outputs: tuple[str, ...]
    """With units."""
    values: FloatArray
    """[len of each axis ..., F]"""
    error: FloatArray
    """[F] root mean square between the grid's points, as measured by whoever built it."""
    made_by: str
    """Hash of the sources and constants, see :func:`sources_hash`."""

    def __post_init__(self) -> None:
        """Refuse what could not be read.

        Raises:
            InputError: axes that do not rise, or shapes that do not belong together.
        """
        shape = (*map(len, self.axes), len(self.outputs))
        if len(self.axis_names) != len(self.axes) or self.values.shape != shape:
            raise InputError("wrong shape", field=f"surface {self.name}", given=self.values.shape, wanted=str(shape))
        if self.error.shape != (len(self.outputs),):
            raise InputError("wrong shape", field=f"surface {self.name} error", given=self.error.shape)
        if not all(len(axis) and (np.diff(axis) > 0).all() for axis in self.axes):
            raise InputError("an axis does not rise", field=f"surface {self.name}")
        if not np.isfinite(self.values).all():
            raise InputError("not a number in a surface", field=f"surface {self.name}")

    def at(self, points: FloatArray) -> FloatArray:
        """[N, F] the outputs at points [N, D], multilinear, held beyond the edges.

        Raises:
            InputError: points of another dimension, or not numbers.
        """
        if points.ndim != 2 or points.shape[1] != len(self.axes) or not np.isfinite(points).all():
            raise InputError(
                "not points of a surface", field=self.name, given=points.shape, wanted=f"(N, {len(self.axes)})"
            )
        below, share = [], []
        for d, axis in enumerate(self.axes):
            x = np.clip(points[:, d], axis[0], axis[-1])
            low = np.clip(np.searchsorted(axis, x, side="right") - 1, 0, max(len(axis) - 2, 0))
            high = np.minimum(low + 1, len(axis) - 1)
            width = axis[high] - axis[low]
            below.append(low)
            share.append(np.divide(x - axis[low], width, out=np.zeros_like(x), where=width > 0))
        found = np.zeros((len(points), len(self.outputs)))
        for corner in range(1 << len(self.axes)):
            weight, index = np.ones(len(points)), []
            for d, axis in enumerate(self.axes):
                up = corner >> d & 1
                weight = weight * (share[d] if up else 1.0 - share[d])
                index.append(np.minimum(below[d] + up, len(axis) - 1))
            found += weight[:, None] * self.values[tuple(index)]
        return found

    def column(self, output: str) -> int:
        """Where an output stands."""
        return self.outputs.index(output)


def sources_hash(folders: Iterable[Path], extra: str = "") -> str:
    """Hash of all Python sources and tables under some folders, and of what else the maker depends on."""
    digest = hashlib.sha256(extra.encode())
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.suffix in (".py", ".csv")):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:24]


def surfaces_folder() -> Path:
    """Where surfaces lie: ``surfaces`` in $SCIATICA_CACHE_DIR, or in ``sciatica`` of the user's cache folder."""
    named = os.environ.get("SCIATICA_CACHE_DIR")
    if named:
        return Path(named) / "surfaces"
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "sciatica" / "surfaces"


def save(surface: Surface, folder: Path) -> Path:
    """Writes a surface as ``<name>.npz`` in a folder, all of it or nothing, and returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    names = {"axis_names": surface.axis_names, "outputs": surface.outputs}
    told = json.dumps({"name": surface.name, "made_by": surface.made_by, **names})
    arrays: dict[str, Any] = {f"axis_{d}": axis for d, axis in enumerate(surface.axes)}
    arrays |= {"told": np.array(told), "values": surface.values, "error": surface.error}
    path = folder / f"{surface.name}.npz"
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".npz", delete=False) as file:
        try:
            np.savez_compressed(file, **arrays)
            file.close()
            os.replace(file.name, path)
        except BaseException:
            file.close()
            Path(file.name).unlink(missing_ok=True)
            raise
    return path


def load(name: str, folder: Path, made_by: str) -> Surface:
    """Reads a surface that these sources made.

    Args:
        name: its name.
        folder: where it lies.
        made_by: hash of today's sources.

    Raises:
        InputError: there is none, it cannot be read, or other sources made it.
    """
    path = folder / f"{name}.npz"
    if not path.is_file():
        raise InputError("no such response surface", file=str(path), cure=CURE)
    try:
        # opened here, since numpy leaves what it cannot read open
        with path.open("rb") as file, np.load(file, allow_pickle=False) as data:
            told = json.loads(str(data["told"]))
            axes = tuple(np.asarray(data[f"axis_{d}"]) for d in range(len(told["axis_names"])))
            values, error = np.asarray(data["values"]), np.asarray(data["error"])
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as problem:
        raise InputError("a response surface cannot be read", file=str(path), cure=CURE) from problem
    if told["made_by"] != made_by:
        raise InputError(
            "a response surface is stale: the sources that made it have changed", file=str(path), cure=CURE
        )
    return Surface(name, _texts(told["axis_names"]), axes, _texts(told["outputs"]), values, error, told["made_by"])


def _texts(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(value) for value in values)
