"""The membrane of one compartment over one step: gates and pools to the half step, then conductance and source.

Gates stand at half steps and move by the exact exponential under the voltage of the whole step in their middle.
Pools stand there too and move by the midpoint rule. A current that is no straight line of voltage sees the voltage
of the half step, carried forward from the last two. Loops run over lanes, as in `engine.kernel`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sciatica.nerve.engine.elementary import linoid
from sciatica.nerve.engine.full import tuples

LANES = 16
WIDTH = np.uint64(LANES)

# rows of a compartment's table; conductances in µS, capacitances as conductances (µS at this step), currents in nA;
# per S/cm² where the membrane multiplies
TABLE = (
    "cap", "leak", "current", "sodium", "shifted", "shift_mv", "persistent", "potassium", "other", "sodium_mv",
    "potassium_mv", "surface", "pump", "per_area", "extra", "extra_sodium", "sheath_cap", "sheath", "inside", "gap",
    "bare", "bare_mv",
)  # fmt: skip
# rows of a compartment's state: voltages now (inside, periaxonal), across the membrane a step ago, of the middle
# stage; sources and the factors of elimination; what its branches hand over; the gate of laid-bare channels
STATE = (
    "u", "p", "old", "x", "xp", "r", "rp", "source", "inverse", "inverse_p", "through", "cross",
    "load", "load_p", "load_through", "handed", "handed_p", "bare",
)  # fmt: skip
SCRATCH = ("conductance", "source", "shifted", "outer", "outer_p", "above", "above_p", "above_through")
TABLE_STRIDE = np.uint64(len(TABLE) * LANES)


def rows(names: tuple[str, ...]) -> Callable[[str], np.uint64]:
    """Return where each named row begins."""
    return lambda name: np.uint64(names.index(name) * LANES)


T, S, W = rows(TABLE), rows(STATE), rows(SCRATCH)


@dataclass(frozen=True)
class Functions:
    """A membrane's functions, compiled to be called from the kernel, and how many gates and pools it has."""

    gates: int
    sodium_gates: int
    pools: int
    rates: Any
    sodium_conductance: Any
    other_currents: Any
    reversals_mv: Any
    pool_rates: Any


@dataclass(frozen=True)
class Layout:
    """Where a compartment's gates and pools lie in its state, the same for all membranes of a cell."""

    most_gates: int  # with shifted copies
    most_pools: int

    @property
    def first_pool(self) -> int:
        """Row of the first pool."""
        return len(STATE) + self.most_gates

    @property
    def rows(self) -> int:
        """Rows of a compartment."""
        return self.first_pool + self.most_pools


def gate(y: Any, opening: Any, shutting: Any, over: Any) -> Any:
    """Advance one gate by the exact exponential; its rates, per half step, are fractions of one common
    divisor."""
    both = opening + shutting
    both = both + both
    x, share = linoid(both / over)
    return y + (opening + opening - both * y) * (share / (x * over))


def build(f: Functions, layout: Layout, inline: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return the pass over one compartment's membrane."""
    first_gate = len(STATE)
    first_shifted = first_gate + f.gates
    first_pool = layout.first_pool
    read_gates, write_gates = (make(f.gates, first_gate, LANES, inline) for make in (tuples.reader, tuples.writer))
    read_shifted, write_shifted = (
        make(f.sodium_gates, first_shifted, LANES, inline) for make in (tuples.reader, tuples.writer)
    )
    read_pools, write_pools = (make(f.pools, first_pool, LANES, inline) for make in (tuples.reader, tuples.writer))
    advance = inline(gate)
    advance_all = tuples.each(f.gates, advance, inline, triples=True)
    advance_sodium = tuples.each(f.sodium_gates, advance, inline, triples=True)
    sodium_of = tuples.head(f.sodium_gates, inline)
    rates, sodium_conductance, other_currents = f.rates, f.sodium_conductance, f.other_currents
    STRIDE = np.uint64(layout.rows * LANES)
    U, P, OLD = S("u"), S("p"), S("old")
    CONDUCTANCE, SOURCE, SHIFTED_SODIUM = W("conductance"), W("source"), W("shifted")
    LEAK, CURRENT, SODIUM, SHIFTED, SHIFT_MV, PERSISTENT, POTASSIUM, OTHER, SODIUM_MV, POTASSIUM_MV, SURFACE, PUMP = (
        T(name) for name in (
            "leak", "current", "sodium", "shifted", "shift_mv", "persistent", "potassium", "other", "sodium_mv",
            "potassium_mv", "surface", "pump",
        )
    )  # fmt: skip

    def shifted_copy(state, table, scratch, at, row, shifted, rest, k, lanes):  # type: ignore[no-untyped-def]
        if shifted:
            for lane in range(lanes):
                here, t = at + lane, row + lane
                v = state[here + U] - state[here + P] + rest + table[t + SHIFT_MV]
                pools = read_pools(state, here, 0)
                moved = advance_sodium(read_shifted(state, here, 0), rates(v, pools, k), 0)
                write_shifted(state, here, moved)
                scratch[SHIFTED_SODIUM + lane] = table[t + SHIFTED] * sodium_conductance(moved, k)
        else:
            for lane in range(lanes):
                scratch[SHIFTED_SODIUM + lane] = state[at + U + lane] - state[at + U + lane]

    inner_shifted = inline(shifted_copy)

    def fixed_pass(state, table, scratch, c, row, shifted, scalars, k, lanes):  # type: ignore[no-untyped-def]
        rest, half = scalars[0], scalars[1]
        at = c * STRIDE
        inner_shifted(state, table, scratch, at, row, shifted, rest, k, lanes)
        for lane in range(lanes):
            here, t = at + lane, row + lane
            across = state[here + U] - state[here + P]
            ahead = across + half * (across - state[here + OLD]) + rest
            gates = advance_all(read_gates(state, here, 0), rates(across + rest, (), k), 0)
            write_gates(state, here, gates)
            place = (table[t + SURFACE], table[t + PUMP])
            persistent, potassium, other, pushed = other_currents(ahead, gates, (), place, k)
            sodium = (
                table[t + SODIUM] * sodium_conductance(sodium_of(gates), k)
                + scratch[SHIFTED_SODIUM + lane]
                + table[t + PERSISTENT] * persistent
            )
            potassium = table[t + POTASSIUM] * potassium
            scratch[CONDUCTANCE + lane] = sodium + potassium + table[t + OTHER] * other + table[t + LEAK]
            scratch[SOURCE + lane] = (
                sodium * table[t + SODIUM_MV]
                + potassium * table[t + POTASSIUM_MV]
                + table[t + OTHER] * (pushed - other * rest)
                + table[t + CURRENT]
            )

    if not f.pools:
        return fixed_pass

    reversals_mv, pool_rates = f.reversals_mv, f.pool_rates
    PER_AREA, EXTRA, EXTRA_SODIUM = T("per_area"), T("extra"), T("extra_sodium")

    def middle(a, b, half):  # type: ignore[no-untyped-def]
        return half * (a + b)

    def onward(a, b, times):  # type: ignore[no-untyped-def]
        return a + times * b

    middle_gates = tuples.each(f.gates, inline(middle), inline)
    onward_pools = tuples.each(f.pools, inline(onward), inline)

    def change_of_pools(table, t, across, rest, gates, pools, shifted_sodium, k):  # type: ignore[no-untyped-def]
        place = (table[t + SURFACE], table[t + PUMP])
        sodium_mv, potassium_mv = reversals_mv(pools, k)
        sodium_mv, potassium_mv = sodium_mv - rest + table[t + SODIUM_MV], potassium_mv - rest + table[t + POTASSIUM_MV]
        persistent, potassium, _, _ = other_currents(across + rest, gates, pools, place, k)
        sodium = (
            table[t + SODIUM] * sodium_conductance(sodium_of(gates), k)
            + shifted_sodium
            + table[t + PERSISTENT] * persistent
        )
        leaking = table[t + EXTRA] * (across + rest)
        leaking_sodium = table[t + EXTRA] * table[t + EXTRA_SODIUM] * (across - sodium_mv)
        outward_sodium = sodium * (across - sodium_mv) + leaking_sodium
        outward_potassium = table[t + POTASSIUM] * potassium * (across - potassium_mv) + leaking - leaking_sodium
        per_area = table[t + PER_AREA]
        return pool_rates(
            across + rest, outward_sodium * per_area, outward_potassium * per_area, gates, pools, place, k
        )

    inner_change = inline(change_of_pools)

    def pooled_pass(state, table, scratch, c, row, shifted, scalars, k, lanes):  # type: ignore[no-untyped-def]
        rest, half, one, two = scalars[0], scalars[1], scalars[2], scalars[3]
        at = c * STRIDE
        inner_shifted(state, table, scratch, at, row, shifted, rest, k, lanes)
        for lane in range(lanes):
            here, t = at + lane, row + lane
            across = state[here + U] - state[here + P]
            ahead = across + half * (across - state[here + OLD]) + rest
            before, pools = read_gates(state, here, 0), read_pools(state, here, 0)
            aside = scratch[SHIFTED_SODIUM + lane]
            now = onward_pools(pools, inner_change(table, t, across, rest, before, pools, aside, k), one)
            gates = advance_all(before, rates(across + rest, now, k), 0)
            between = middle_gates(before, gates, half)
            pools = onward_pools(pools, inner_change(table, t, across, rest, between, now, aside, k), two)
            write_gates(state, here, gates)
            write_pools(state, here, pools)
            place = (table[t + SURFACE], table[t + PUMP])
            sodium_mv, potassium_mv = reversals_mv(pools, k)
            persistent, potassium, other, pushed = other_currents(ahead, gates, pools, place, k)
            sodium = (
                table[t + SODIUM] * sodium_conductance(sodium_of(gates), k) + aside + table[t + PERSISTENT] * persistent
            )
            potassium = table[t + POTASSIUM] * potassium
            scratch[CONDUCTANCE + lane] = sodium + potassium + table[t + OTHER] * other + table[t + LEAK]
            scratch[SOURCE + lane] = (
                sodium * (sodium_mv - rest + table[t + SODIUM_MV])
                + potassium * (potassium_mv - rest + table[t + POTASSIUM_MV])
                + table[t + OTHER] * (pushed - other * rest)
                + table[t + CURRENT]
            )

    return pooled_pass
