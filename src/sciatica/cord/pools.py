"""Motor pools: which motoneurons a muscle has, how they are ordered, and in which fibre of which root each axon runs.

Every muscle and side has a pool of n simulated motoneurons, each standing for its share of the muscle's real units.
Their recruitment thresholds spread as in Fuglevand, Winter & Patla 1993 (doi:10.1152/jn.1993.70.6.2470), in the form
of the authors' 2017 release (exponent (i - 1)/(n - 1), range 50): RTE_i = R^((i-1)/(n-1)), on a scale where full
drive is 1. Units are allotted to roots by the muscle's root weights, evenly along the size order, so that the loss of
a root takes its share of small and of large units. Small units run in thin fibres of their root and large ones in
thick fibres, with a declared scatter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np

from sciatica.body import CLASSES, Body
from sciatica.body.branches import leaves_mm
from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class Pools:
    """U motoneurons in Q pools; pool q = 2 * muscle + side, unit u = q * n + rank."""

    muscles: int
    units_per_pool: int
    threshold: FloatArray
    """[n] drive (0-1) at which each unit is recruited; the same in every pool."""
    rank: FloatArray
    """[n] 0 smallest .. 1 largest."""
    root: IntArray
    """[U] index into ``body.ROOTS``."""
    side: IntArray
    """[U] 0 left, 1 right."""
    fibre: IntArray
    """[U] the row of the body's fibre table in which the axon runs."""
    path_mm: FloatArray
    """[U] cord to muscle along the unit's root and nerve."""
    real_units: FloatArray
    """[Q] real motor units that one simulated unit stands for."""
    leaves_mm: FloatArray | None = None
    """[U] from where on the axon lies no longer on the sciatic nerve's way; None: all of it lies there."""

    @property
    def pools(self) -> int:
        """Q, twice the muscles."""
        return 2 * self.muscles

    def __len__(self) -> int:
        """U."""
        return self.pools * self.units_per_pool


def thresholds(number: int, recruitment_range: float, full_drive: float) -> FloatArray:
    """[number] recruitment thresholds as a share of full drive, smallest first.

    Args:
        number: units of the pool.
        recruitment_range: highest over lowest threshold (Fuglevand 1993; 50 in the 2017 release).
        full_drive: drive at which all rates are at their peak, over the highest threshold.
    """
    order = np.arange(number) / max(number - 1, 1)
    return np.asarray(recruitment_range ** (order - 1.0) / full_drive, dtype=np.float64)


def allot(weight: FloatArray, number: int) -> IntArray:
    """[number] the root of each unit: at every step the root that is furthest behind its share.

    Args:
        weight: [9] the muscle's root weights, summing to 1.
        number: units of the pool.
    """
    return np.array(_allotted(tuple(weight.tolist()), number), dtype=np.int64)


@cache
def _allotted(weight: tuple[float, ...], number: int) -> tuple[int, ...]:
    share, given = np.array(weight), np.zeros(len(weight))
    roots = []
    for unit in range(number):
        behind = np.where(share > 0, share * (unit + 1) - given, -np.inf)
        roots.append(int(np.argmax(behind)))
        given[roots[-1]] += 1
    return tuple(roots)


def build(body: Body, parameters: Parameters) -> Pools:
    """The motor pools of a body.

    Args:
        body: roots of each muscle and the motor fibres of each root.
        parameters: the constants of ``cord``.
    """
    muscles, number = body.muscles, int(parameters.units_per_pool)
    count = len(muscles.names)
    rank = np.arange(number) / max(number - 1, 1)
    # golden-ratio steps scatter evenly, and the same way on both sides
    scatter = (np.arange(number) * 0.6180339887498949) % 1.0 - 0.5
    place = np.clip((np.arange(number) + 0.5) / number + parameters.axon_size_scatter * scatter, 0.0, 0.999999)
    roots = np.stack([allot(muscles.root_weight[m], number) for m in range(count)])
    fibre = np.empty((count, 2, number), dtype=np.int64)
    for side in range(2):
        for root in np.unique(roots):
            candidates = motor_fibres(body, int(root), side)
            chosen = candidates[(place * len(candidates)).astype(np.int64)]
            fibre[:, side] = np.where(roots == root, chosen[None, :], fibre[:, side])
    return Pools(
        muscles=count,
        units_per_pool=number,
        threshold=thresholds(number, parameters.recruitment_range, parameters.full_drive),
        rank=rank,
        root=np.repeat(roots[:, None, :], 2, axis=1).ravel(),
        side=np.tile(np.repeat(np.arange(2), number), count),
        fibre=fibre.ravel(),
        path_mm=np.repeat(muscles.path_mm, 2 * number),
        real_units=np.repeat(muscles.motor_units / number, 2),
        leaves_mm=np.take_along_axis(leaves_mm(muscles, body.person.height_cm), roots, axis=1)
        .repeat(2, axis=0)
        .ravel(),
    )


def motor_fibres(body: Body, root: int, side: int) -> IntArray:
    """Rows of the motor fibres of one root and side, thinnest first."""
    fibres = body.fibres
    rows = np.flatnonzero((fibres.kind == CLASSES.index("motor")) & (fibres.root == root) & (fibres.side == side))
    return rows[np.argsort(fibres.diameter_um[rows], kind="stable")]


def unit_mask(pools: Pools, muscle: int, side: int) -> BoolArray:
    """[U] True for the units of one muscle and side."""
    mask = np.zeros(len(pools), dtype=bool)
    first = (2 * muscle + side) * pools.units_per_pool
    mask[first : first + pools.units_per_pool] = True
    return mask
