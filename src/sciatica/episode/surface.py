"""A person's spasm from surfaces: pools run once at a grid of drives, and read off afterwards.

The pool's surface is no map but two branches of one state machine: what a pool does that has long been told the same
(``quiet``), and what it does after a short push has set it off (``pushed``), which differs wherever the persistent
current holds a pool. Both are computed by the kernels of the episode, many pools in a call, with the loops over
spindles, tendon organs and Renshaw cells closed inside each pool. What muscles tell each other, and what a cramp's own
pain adds over seconds, is not in them: that takes an episode.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from sciatica import cord, episode, muscle
from sciatica.core import surface
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.core.surface import Surface
from sciatica.core.types import FloatArray
from sciatica.episode.drives import Drives
from sciatica.episode.grid import ECTOPIC, POOL, Grid, ectopic_cells, pool_cells

NAMES = ("spasm_pool", "spasm_ectopic")
Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Spasms:
    """Both surfaces."""

    pool: Surface
    ectopic: Surface


@dataclass(frozen=True)
class Expected:
    """What the muscles of some persons do unwilled while drives hold; arrays are [..., M, 2] but for the roads."""

    mean: FloatArray
    """[3, ...] activation by road: ectopic, pool, guarding."""
    peak: FloatArray
    """Largest activation of all roads."""
    chance: FloatArray
    """0-1 that it is a spasm: half at the threshold, surer the farther from it, by the surface's own error."""
    chance_pushed: FloatArray
    """0-1 that a push (a cough, a turn in bed) leaves a spasm behind."""
    lasts_s: FloatArray
    """How long that spasm lasts on average, s; the time watched is the most that can be told."""


def made_by(parameters: ParameterSet, grid: Grid) -> str:
    """Hash of the sources, constants and grid that make the surfaces."""
    folders = [Path(str(room.__file__)).parent for room in (cord, muscle, episode)]
    rooms = (parameters.cord, parameters.muscle, parameters.episode)
    values = [(row.name, row.value) for room in rooms for row in room.table]
    return surface.sources_hash(folders, f"{values} {grid}")


def build(
    parameters: ParameterSet, grid: Grid | None = None, progress: Progress | None = None, *, seed: int = 0
) -> Spasms:
    """Computes both surfaces.

    Args:
        parameters: the constants of ``body``, ``cord``, ``muscle`` and ``episode``.
        grid: at which drives; the full one if not given.
        progress: called with the share done (0-1) and what is being done.
        seed: of the noise.
    """
    at = Grid() if grid is None else grid
    say = progress if progress is not None else (lambda done, label: None)
    mark = made_by(parameters, at)
    rng = np.random.default_rng(seed)
    points = _points(at.axes)
    values = pool_cells(points, at, parameters, rng, lambda done: say(0.8 * done, "pools at a grid of drives"))
    shape = tuple(map(len, at.axes))
    pool = Surface(NAMES[0], Grid.NAMES, at.axes, POOL, values.reshape(*shape, -1), np.zeros(len(POOL)), mark)
    say(0.8, "between the grid's points")
    tried = _between(at.axes, at.held_out, rng)
    found = pool_cells(tried, at, parameters, rng, lambda done: say(0.8 + 0.15 * done, "between the grid's points"))
    pool = _with_error(pool, found - pool.at(tried))
    say(0.95, "axons that fire by themselves")
    ectopic = _ectopic(at, parameters, mark, rng)
    say(1.0, "done")
    return Spasms(pool, ectopic)


def _ectopic(grid: Grid, parameters: ParameterSet, mark: str, rng: np.random.Generator) -> Surface:
    axis = np.array(grid.ectopic)
    values = ectopic_cells(axis, grid, parameters, rng)
    made = Surface(NAMES[1], ("rate times contraction time",), (axis,), ECTOPIC, values, np.zeros(len(ECTOPIC)), mark)
    tried = 0.5 * (axis[1:] + axis[:-1])
    return _with_error(made, ectopic_cells(tried, grid, parameters, rng) - made.at(tried[:, None]))


def _with_error(made: Surface, missed: FloatArray) -> Surface:
    error = np.sqrt((missed**2).mean(axis=0))
    return Surface(made.name, made.axis_names, made.axes, made.outputs, made.values, error, made.made_by)


def build_all(folder: Path | None = None, progress: Progress | None = None) -> tuple[Path, ...]:
    """Computes both surfaces with the default constants and keeps them; the paths of the files.

    Args:
        folder: where; the user's cache folder if not given.
        progress: as :func:`build`.
    """
    made = build(defaults(), None, progress)
    where = surface.surfaces_folder() if folder is None else folder
    return surface.save(made.pool, where), surface.save(made.ectopic, where)


def load(folder: Path | None = None, parameters: ParameterSet | None = None, grid: Grid | None = None) -> Spasms:
    """Reads both surfaces.

    Args:
        folder: where they lie; the user's cache folder if not given.
        parameters: the constants that they must have been made with; the defaults if not given.
        grid: as built; the full one if not given.

    Raises:
        InputError: there are none, or other sources or constants made them.
    """
    where = surface.surfaces_folder() if folder is None else folder
    mark = made_by(defaults() if parameters is None else parameters, Grid() if grid is None else grid)
    pool, ectopic = (surface.load(name, where, mark) for name in NAMES)
    return Spasms(pool, ectopic)


def expected(spasms: Spasms, drives: Drives) -> Expected:
    """What muscles do unwilled under these drives; about a millisecond a person.

    Args:
        spasms: from :func:`load` or :func:`build`.
        drives: of any number of persons, see :func:`sciatica.episode.drives.in_posture`.
    """
    from scipy.special import ndtr

    shape = drives.guarding.shape
    twitch = np.broadcast_to(drives.twitch_ms[:, None], shape)
    inputs = (twitch, drives.guarding, drives.afferent, drives.current, drives.noise)
    found = spasms.pool.at(np.stack([part.ravel() for part in inputs], axis=1))

    def of(name: str) -> FloatArray:
        return found[:, spasms.pool.column(name)].reshape(shape)

    born = drives.ectopic_hz * twitch / 1000.0
    twitching = spasms.ectopic.at(born.reshape(-1, 1))[:, 0].reshape(shape) * drives.ectopic_share
    mean = np.stack([twitching, of("mean by the pool"), of("mean by guarding")])
    total = np.asarray(mean.sum(axis=0))
    # as sure as the surface is: what it missed between its points decides near the threshold
    missed = max(float(np.hypot(*spasms.pool.error[:2])), 1e-6)
    return Expected(
        mean=mean,
        peak=of("peak") + twitching,
        chance=np.asarray(ndtr((total - drives.threshold) / missed)),
        chance_pushed=of("chance after a push"),
        lasts_s=of("duration after a push, s"),
    )


def _points(axes: tuple[FloatArray, ...]) -> FloatArray:
    return np.stack([part.ravel() for part in np.meshgrid(*axes, indexing="ij")], axis=1)


def _between(axes: tuple[FloatArray, ...], number: int, rng: np.random.Generator) -> FloatArray:
    """[number, D] points in the middle of cells drawn by chance."""
    columns = []
    for axis in axes:
        if len(axis) == 1:
            columns.append(np.full(number, axis[0]))
            continue
        cell = rng.integers(0, len(axis) - 1, number)
        columns.append(0.5 * (axis[cell] + axis[cell + 1]))
    return np.stack(columns, axis=1)
