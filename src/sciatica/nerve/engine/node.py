"""One node's share of a step: its gates, and what they leave of conductance and current.

Gates stand at half steps and voltages at whole ones, trapezoidal in both. They are moved by a voltage that looks
ahead: most of the error of a staggered scheme is the curvature of a rising front within the step, and a share of
the last second difference takes most of it away. Where a membrane's gates have tables (`engine.gate_table`) they
move by those, else by the membrane's rates.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from sciatica.nerve.engine.gate_table import LOW_MV, STRETCH_MV, STRETCHES, Plan
from sciatica.nerve.engine.vector import MAGIC

# rows of a node's table; conductances in µS, currents in nA, per S/cm² where a gate multiplies
SODIUM, SHIFTED_SODIUM, SHIFT_MV, PERSISTENT, POTASSIUM, POTASSIUM_MV, LEAK, CURRENT, AFTER, BEFORE = range(10)
NODE_ROWS = 10

# rows of a node's gates: m and h, m and h of the shifted channels, then the membrane's others
SODIUM_GATES = 4


def gate(y: Any, opening: Any, shutting: Any, over: Any) -> Any:
    """Advance one gate by a trapezoidal step; its rates are fractions of one common divisor."""
    total = opening + shutting
    return ((over - total) * y + (opening + opening)) / (over + total)


def _tabled_gate(degree: int, lanes: Any) -> Callable[..., Any]:
    """Return what advances one gate by its table (`engine.gate_table`)."""
    pick = lanes.pick
    half = np.uint64((degree + 1) * STRETCHES)
    c0, c1, c2, c3, c4 = (np.uint64(n * STRETCHES) for n in range(5))

    def cubic(y, table, at, index, x):  # type: ignore[no-untyped-def]
        a = pick(table, at + c0, index) + x * (
            pick(table, at + c1, index) + x * (pick(table, at + c2, index) + x * pick(table, at + c3, index))
        )
        at += half
        b = pick(table, at + c0, index) + x * (
            pick(table, at + c1, index) + x * (pick(table, at + c2, index) + x * pick(table, at + c3, index))
        )
        return y + b * (a - y)

    def quartic(y, table, at, index, x):  # type: ignore[no-untyped-def]
        a = pick(table, at + c2, index) + x * (pick(table, at + c3, index) + x * pick(table, at + c4, index))
        a = pick(table, at + c0, index) + x * (pick(table, at + c1, index) + x * a)
        at += half
        b = pick(table, at + c2, index) + x * (pick(table, at + c3, index) + x * pick(table, at + c4, index))
        b = pick(table, at + c0, index) + x * (pick(table, at + c1, index) + x * b)
        return y + b * (a - y)

    return {3: cubic, 4: quartic}[degree]


def _place(lanes: Any) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return what finds a voltage's stretch in the tables and the place within it, and what says whether any lane
    has left them."""
    beyond = lanes.beyond
    middle, per_mv, magic = np.float32(LOW_MV / STRETCH_MV + 0.5), np.float32(1.0 / STRETCH_MV), np.float32(MAGIC)
    low, high = np.float32(LOW_MV + 0.01), np.float32(LOW_MV + STRETCHES * STRETCH_MV - 0.01)

    def place(v):  # type: ignore[no-untyped-def]
        at = v * per_mv - middle
        index = at + magic
        return index, at - (index - magic)

    def outside(v):  # type: ignore[no-untyped-def]
        return beyond(v, low, high)

    return place, outside


def membrane_pass_of(
    membrane: ModuleType, compile_inline: Callable[[Any], Any], lanes: Any, plan: Plan | None
) -> Callable[..., Any]:
    """Return the pass that advances a node's gates and gives half its conductance and its current source."""
    load, store, between, width = lanes.load, lanes.store, lanes.between, lanes.count
    sodium_at, shifted_sodium_at, shift_at, persistent_at, potassium_at, potassium_mv_at, leak_at, current_at, \
        after_at, before_at = (np.uint64(row * width) for row in range(NODE_ROWS))  # fmt: skip
    others_at, second_at = (np.uint64((SODIUM_GATES + row) * width) for row in range(2))
    node_stride, pitch = np.uint64(NODE_ROWS * width), np.uint64(width)
    sodium_rates = compile_inline(membrane.sodium_rates)
    other_rates = compile_inline(membrane.other_rates)
    sodium_conductance = compile_inline(membrane.sodium_conductance)
    other_conductances = compile_inline(membrane.other_conductances)
    advance = compile_inline(gate)
    by_table = compile_inline(_tabled_gate(plan.degree, lanes)) if plan else advance
    place, outside = (compile_inline(f) for f in (_place(lanes) if plan else (gate, gate)))
    stride = np.uint64((SODIUM_GATES + membrane.OTHER_GATES) * width)
    tables = [np.uint64(n * plan.rows if plan else 0) for n in range(4)]
    m_table, h_table, other_table, second_table = tables
    tabled = plan.tabled if plan else (False,) * (2 + membrane.OTHER_GATES)
    first_tabled, second_tabled = tabled[2], tabled[-1]

    def sodium_by_rates(gates, at, v, k, table):  # type: ignore[no-untyped-def]
        r = sodium_rates(v, k)
        m = advance(load(gates, at), r[0], r[1], r[2])
        h = advance(load(gates, at + pitch), r[3], r[4], r[5])
        store(gates, at, m)
        store(gates, at + pitch, h)
        return sodium_conductance(m, h, k)

    rated_sodium = compile_inline(sodium_by_rates)

    def sodium_by_table(gates, at, v, k, table):  # type: ignore[no-untyped-def]
        if outside(v):
            return rated_sodium(gates, at, v, k, table)
        index, x = place(v)
        m = by_table(load(gates, at), table, m_table, index, x)
        h = by_table(load(gates, at + pitch), table, h_table, index, x)
        store(gates, at, m)
        store(gates, at + pitch, h)
        return sodium_conductance(m, h, k)

    def one_by_rates(y, r, v, table):  # type: ignore[no-untyped-def]
        return advance(y, r[0], r[1], r[2])

    def one_by_table(y, r, v, table):  # type: ignore[no-untyped-def]
        if outside(v):
            return advance(y, r[0], r[1], r[2])
        index, x = place(v)
        return by_table(y, table, other_table, index, x)

    def two_by_rates(y, r, v, table):  # type: ignore[no-untyped-def]
        return advance(y, r[3], r[4], r[5])

    def two_by_table(y, r, v, table):  # type: ignore[no-untyped-def]
        if outside(v):
            return advance(y, r[3], r[4], r[5])
        index, x = place(v)
        return by_table(y, table, second_table, index, x)

    inner_sodium = compile_inline(sodium_by_table if tabled[0] and tabled[1] else sodium_by_rates)
    inner_first = compile_inline(one_by_table if first_tabled else one_by_rates)
    inner_second = compile_inline(two_by_table if second_tabled else two_by_rates)

    def advance_one(gates, at, v, k, table):  # type: ignore[no-untyped-def]
        a = inner_first(load(gates, at + others_at), other_rates(v, k), v, table)
        store(gates, at + others_at, a)
        return (a,)

    def read_one(gates, at):  # type: ignore[no-untyped-def]
        return (load(gates, at + others_at),)

    def advance_two(gates, at, v, k, table):  # type: ignore[no-untyped-def]
        rates = other_rates(v, k)
        a = inner_first(load(gates, at + others_at), rates, v, table)
        b = inner_second(load(gates, at + second_at), rates, v, table)
        store(gates, at + others_at, a)
        store(gates, at + second_at, b)
        return a, b

    def read_two(gates, at):  # type: ignore[no-untyped-def]
        return load(gates, at + others_at), load(gates, at + second_at)

    others = {1: (advance_one, read_one), 2: (advance_two, read_two)}[membrane.OTHER_GATES]
    advance_others, read_others = (compile_inline(f) for f in others)

    def membrane_pass(  # type: ignore[no-untyped-def]
        here, past, gates, node, table, kind, shifted, fresh, scalars, k, slow_k, gate_table
    ):
        rest, sodium_mv, half, ahead, steepest = scalars
        states, row, at = node * stride, kind * node_stride, node * pitch
        change = here - load(past, at + at)
        v = here + rest + ahead * between(change - load(past, at + at + pitch), -steepest, steepest)
        store(past, at + at, here)
        store(past, at + at + pitch, change)
        sodium = load(table, row + sodium_at) * inner_sodium(gates, states, v, k, gate_table)
        if shifted:
            moved = v + load(table, row + shift_at)
            g = inner_sodium(gates, states + pitch + pitch, moved, k, gate_table)
            sodium = sodium + load(table, row + shifted_sodium_at) * g
        if fresh:  # noqa: SIM108
            others = advance_others(gates, states, v, slow_k, gate_table)
        else:
            others = read_others(gates, states)
        densities = other_conductances(others, k)
        sodium = sodium + load(table, row + persistent_at) * densities[0]
        potassium = load(table, row + potassium_at) * densities[1]
        conductance = half * (sodium + potassium + load(table, row + leak_at))
        source = (
            sodium * sodium_mv
            + potassium * load(table, row + potassium_mv_at)
            + load(table, row + current_at)
            + (load(table, row + before_at) - conductance) * here
        )
        return conductance + load(table, row + after_at), source

    return membrane_pass
