"""The resting state of whole cells: implicit steps that grow without limit, gates steady, pools as they start.

As `engine.rest` does for nodes alone. The state is the inside potential of every compartment and the periaxonal one
of those with a sheath, relative to the axon's REST_MV.
"""

from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve_banded

from sciatica.core.types import FloatArray, IntArray
from sciatica.nerve.cables import bare_potassium
from sciatica.nerve.engine.full.cells import Cells, bare_reversal_mv

ITERATIONS = 120
GROWTH = 1.5
LARGEST_STEP_MS = 1e6
LARGEST_CHANGE_MV = 5.0
SETTLED_MV = 1e-9
NUDGE_MV = 1e-3


@dataclass(frozen=True)
class Steady:
    """Gates at their steady values: those of each membrane, shifted copies, laid-bare channels [F, S]."""

    gates: tuple[tuple[FloatArray, ...], ...]
    shifted: tuple[tuple[FloatArray, ...], ...]
    bare: FloatArray


def _open(rates: tuple[FloatArray, ...]) -> tuple[FloatArray, ...]:
    return tuple(rates[i] / (rates[i] + rates[i + 1]) for i in range(0, len(rates), 3))


def steady_gates(cells: Cells, across_mv: FloatArray, pools: tuple[FloatArray, ...] | None = None) -> Steady:
    """Return all gates in balance at voltages across the membrane, relative to rest [F, S].

    `pools`: those of the axon's membrane [F, S] each, where they are not as at the start.
    """
    v = across_mv + cells.rest_mv
    gates, shifted = [], []
    for number, membrane in enumerate(cells.membranes):
        there = membrane.pools_start if pools is None or number else pools
        # gates have no section of their own except through their constants' temperature factors
        k = _constants_by_site(cells, number)
        gates.append(_broadcast(_open(membrane.rates(v, there, k)), v))
        aside = _broadcast(_open(membrane.rates(v + cells.shift_mv, there, k)), v)
        shifted.append(aside[: membrane.sodium_gates])
    bare = _open(bare_potassium.rates(v, bare_potassium.constants(cells.temperature_c, 1.0)))[0]
    return Steady(tuple(gates), tuple(shifted), np.broadcast_to(bare, v.shape))


def _broadcast(values: tuple[FloatArray, ...], like: FloatArray) -> tuple[FloatArray, ...]:
    return tuple(np.broadcast_to(np.asarray(value, dtype=np.float64), like.shape) for value in values)


def _constants_by_site(cells: Cells, number: int) -> object:
    """Return a membrane's constants, each field [S] by section where sections differ."""
    membrane = cells.membranes[number]
    each = [membrane.constants(1.0, name) for name in membrane.sections]
    if len(each) == 1:
        return each[0]
    section = np.minimum(cells.section, len(each) - 1)
    return type(each[0])(*(np.array(values)[section] for values in zip(*each, strict=True)))


def membrane_current_na(cells: Cells, across_mv: FloatArray) -> FloatArray:
    """Return the outward current through the membrane of every compartment with all gates steady [F, S]."""
    steady = steady_gates(cells, across_mv)
    outward = cells.leak_us * across_mv - cells.current_na
    v = across_mv + cells.rest_mv
    for number, membrane in enumerate(cells.membranes):
        k = _constants_by_site(cells, number)
        place = (cells.surface_per_volume_per_cm, cells.pump)
        gates = steady.gates[number]
        persistent, potassium, other, pushed = membrane.other_currents(v, gates, membrane.pools_start, place, k)
        sodium = cells.sodium * membrane.sodium_conductance(gates[: membrane.sodium_gates], k)
        sodium = sodium + cells.shifted * membrane.sodium_conductance(steady.shifted[number], k)
        sodium = sodium + cells.persistent * persistent
        sodium_mv, potassium_mv = cells.reversals_mv(number)
        current = (
            sodium * (v - sodium_mv)
            + cells.potassium * potassium * (v - potassium_mv - cells.potassium_shift_mv)
            + cells.scale * (other * v - pushed)
        )
        outward = outward + np.where(cells.membrane == number, current, 0.0)
    if cells.bare_us.any():
        opened = cells.bare_us * bare_potassium.share_open(steady.bare)
        outward = outward + opened * (across_mv - bare_reversal_mv(cells))
    return np.asarray(outward)


@dataclass(frozen=True)
class _Bands:
    """The linear part of all cells, as bands: unknowns are insides, each followed by its periaxonal space."""

    inside: IntArray  # [S] place of each inside among the U unknowns
    gap: IntArray  # [S] of each periaxonal space, -1 where there is none
    width: int
    linear: FloatArray  # [F, 2 width + 1, U] in solve_banded's storage

    def add(self, to: FloatArray, a: IntArray, b: IntArray, g: FloatArray) -> None:
        """Add conductances [F, n] between unknowns a and b [n]."""
        for i, j, sign in ((a, a, 1.0), (b, b, 1.0), (a, b, -1.0), (b, a, -1.0)):
            np.add.at(np.moveaxis(to, 0, 2), (self.width + i - j, j), sign * g.T)

    def flow(self, x: FloatArray) -> FloatArray:
        """Return what leaves each unknown through the linear part [F, U]."""
        total = self.linear[:, self.width] * x
        for k in range(1, self.width + 1):
            total[:, :-k] += self.linear[:, self.width - k, k:] * x[:, k:]
            total[:, k:] += self.linear[:, self.width + k, :-k] * x[:, :-k]
        return total


def _bands(cells: Cells) -> _Bands:
    size, outer = len(cells.parent), np.flatnonzero(cells.sheathed)
    inside = np.arange(size) + np.r_[0, np.cumsum(cells.sheathed)[:-1]]
    gap = np.where(cells.sheathed, inside + 1, -1)
    joined = outer[np.any(cells.gap_us[:, outer] > 0.0, axis=0)]
    width = int(max((inside[cells.parent] - inside).max(), 2 if len(outer) else 1))
    bands = _Bands(inside, gap, width, np.zeros((len(cells.scale), 2 * width + 1, size + len(outer))))
    bands.add(bands.linear, inside[:-1], inside[cells.parent[:-1]], cells.inside_us[:, :-1])
    bands.add(bands.linear, gap[joined], gap[cells.parent[joined]], cells.gap_us[:, joined])
    bands.linear[:, width, gap[outer]] += cells.sheath_us[:, outer]
    return bands


def equilibrium(cells: Cells, held: FloatArray | None = None) -> tuple[FloatArray, FloatArray]:
    """Return inside and periaxonal potentials at equilibrium, relative to rest [F, S] each.

    `held` [F, places]: voltages at which places are held; the rest of each cell comes to balance with them.
    """
    size, places = len(cells.parent), cells.site_of_place
    inside, periaxonal = np.zeros(cells.scale.shape), np.zeros(cells.scale.shape)
    if held is not None:
        inside[:, places] = held
        if len(places) == size:
            return inside, periaxonal
    bands, outer = _bands(cells), np.flatnonzero(cells.sheathed)
    straight = held is not None and _passive_between(cells)
    step_ms, most_mv = (LARGEST_STEP_MS, np.inf) if straight else (0.1, LARGEST_CHANGE_MV)
    moving = np.arange(len(inside))
    for _ in range(ITERATIONS):
        change = _change(cells, bands, inside, periaxonal, step_ms, moving, held is not None)
        change = np.clip(change, -most_mv, most_mv)
        inside[moving] += change[:, bands.inside]
        periaxonal[np.ix_(moving, outer)] += change[:, bands.gap[outer]]
        step_ms = min(step_ms * GROWTH, LARGEST_STEP_MS)
        moving = moving[np.abs(change).max(axis=1) >= SETTLED_MV]
        if not len(moving):
            break
    return inside, periaxonal


def _change(
    cells: Cells, bands: _Bands, inside: FloatArray, periaxonal: FloatArray, step_ms: float, moving: IntArray,
    hold: bool,
) -> FloatArray:  # fmt: skip
    """Return one implicit step of all unknowns of the cells still moving [moving, U]."""
    outer, width = np.flatnonzero(cells.sheathed), bands.width
    across = inside - periaxonal
    current = membrane_current_na(cells, across)
    slope = (membrane_current_na(cells, across + NUDGE_MV) - current) / NUDGE_MV
    stiff = cells.capacitance_nf / step_ms
    # a falling current-voltage curve must not outrun the capacitor, or the step would point the wrong way
    slope = np.maximum(slope, -0.9 * stiff) + stiff
    x = np.zeros((len(inside), bands.linear.shape[2]))
    x[:, bands.inside], x[:, bands.gap[outer]] = inside, periaxonal[:, outer]
    flow, matrix = bands.flow(x), bands.linear.copy()
    flow[:, bands.inside] += current
    flow[:, bands.gap[outer]] -= current[:, outer]
    bands.add(matrix, bands.inside[outer], bands.gap[outer], slope[:, outer])
    nodes = np.flatnonzero(~cells.sheathed)
    matrix[:, width, bands.inside[nodes]] += slope[:, nodes]
    matrix[:, width, bands.gap[outer]] += cells.sheath_nf[:, outer] / step_ms
    if hold:
        fixed = bands.inside[cells.site_of_place]
        for k in range(-width, width + 1):
            column = fixed - k
            there = (column >= 0) & (column < matrix.shape[2])
            matrix[:, width + k, column[there]] = float(k == 0)
        flow[:, fixed] = 0.0
    return np.stack([solve_banded((width, width), matrix[i], -flow[i], check_finite=False) for i in moving])


def _passive_between(cells: Cells) -> bool:
    """Whether no compartment but the places has channels, so that balance with held places is a linear
    problem."""
    between = np.ones(len(cells.parent), dtype=np.bool_)
    between[cells.site_of_place] = False
    return not (cells.membrane[between] >= 0).any() and not cells.bare_us.any()
