"""One block of fibres through time: gates, a scalar tridiagonal solve over nodes, one multiply-add a mode.

The state lies as [node, state, lane] and every inner loop runs over lanes, so that one instruction serves
eight or sixteen fibres. Voltages are relative to the healthy rest. Gates stand at half steps and voltages
at whole ones (trapezoidal in both, second order), a membrane's slow gates in the middle of every two; the
internode's modes were made exact for a voltage that is straight within the step (`cables.modes`), so
nothing rings however stiff the cable is.

Functions here are plain Python: `engine.compilation` compiles them against one membrane. Arrays come flat,
rows of `PITCH` numbers apart, and indices unsigned: only then does the compiler see that rows do not
overlap and need no sign, and turns the loops over lanes into vector instructions.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

PITCH = 64
LANES = (16, 32, 64)
WIDTH = np.uint64(PITCH)
ZERO, ONE, TWO = np.uint64(0), np.uint64(1), np.uint64(2)

# rows of a node's table; conductances in µS, currents in nA, per S/cm² where a gate multiplies
SODIUM, SHIFTED_SODIUM, SHIFT_MV, PERSISTENT, POTASSIUM, POTASSIUM_MV, LEAK, CURRENT, AFTER, BEFORE = range(10)
NODE_ROWS = 10
NODE_STRIDE = np.uint64(NODE_ROWS * PITCH)
SODIUM_AT, SHIFTED_SODIUM_AT, SHIFT_AT, PERSISTENT_AT, POTASSIUM_AT, POTASSIUM_MV_AT, LEAK_AT, CURRENT_AT, AFTER_AT, \
    BEFORE_AT = (np.uint64(row * PITCH) for row in range(NODE_ROWS))  # fmt: skip

# rows of a node's gates: m and h, m and h of the shifted channels, then the membrane's others
M_AT, H_AT, SHIFTED_M_AT, SHIFTED_H_AT, OTHERS_AT, SECOND_AT = (np.uint64(row * PITCH) for row in range(6))
SODIUM_GATES = 4

# rows of an internode's table: links before and after the step, then decay and drive of each mode
COUPLE_ROWS = 2

# rows of scratch
CONDUCTANCE, SOURCE, INJECTED, FROM_LEFT, BOTH, APART, OLD_LEFT, NEW_LEFT, SWEEP_LEFT = (
    np.uint64(row * PITCH) for row in range(9)
)
SCRATCH_ROWS = 9


def gate(y: Any, opening: Any, shutting: Any, over: Any) -> Any:
    """Advance one gate by a trapezoidal step; its rates are fractions of one common divisor."""
    return ((over - opening - shutting) * y + opening + opening) / (over + opening + shutting)


def _others(count: int, advance: Callable[..., Any]) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return functions that advance the gates beyond sodium's two, and that read them, both as a tuple."""

    def advance_one(gates, at, rates):  # type: ignore[no-untyped-def]
        a = advance(gates[at + OTHERS_AT], rates[0], rates[1], rates[2])
        gates[at + OTHERS_AT] = a
        return (a,)

    def read_one(gates, at):  # type: ignore[no-untyped-def]
        return (gates[at + OTHERS_AT],)

    def advance_two(gates, at, rates):  # type: ignore[no-untyped-def]
        a = advance(gates[at + OTHERS_AT], rates[0], rates[1], rates[2])
        b = advance(gates[at + SECOND_AT], rates[3], rates[4], rates[5])
        gates[at + OTHERS_AT] = a
        gates[at + SECOND_AT] = b
        return a, b

    def read_two(gates, at):  # type: ignore[no-untyped-def]
        return gates[at + OTHERS_AT], gates[at + SECOND_AT]

    return {1: (advance_one, read_one), 2: (advance_two, read_two)}[count]


def _membrane_pass(membrane: ModuleType, compile_inline: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return the pass that advances a node's gates and leaves half its conductance and its current source."""
    sodium_rates = compile_inline(membrane.sodium_rates)
    other_rates = compile_inline(membrane.other_rates)
    sodium_conductance = compile_inline(membrane.sodium_conductance)
    other_conductances = compile_inline(membrane.other_conductances)
    advance = compile_inline(gate)
    advance_others, read_others = (compile_inline(f) for f in _others(membrane.OTHER_GATES, advance))
    stride = np.uint64((SODIUM_GATES + membrane.OTHER_GATES) * PITCH)

    def balance(u, here, table, row, scratch, lane, densities, sodium_mv, half):  # type: ignore[no-untyped-def]
        persistent, potassium = densities
        sodium = scratch[CONDUCTANCE + lane] + table[row + PERSISTENT_AT + lane] * persistent
        potassium = table[row + POTASSIUM_AT + lane] * potassium
        conductance = half * (sodium + potassium + table[row + LEAK_AT + lane])
        scratch[SOURCE + lane] = (
            sodium * sodium_mv
            + potassium * table[row + POTASSIUM_MV_AT + lane]
            + table[row + CURRENT_AT + lane]
            + (table[row + BEFORE_AT + lane] - conductance) * u[here + lane]
        )
        scratch[CONDUCTANCE + lane] = conductance + table[row + AFTER_AT + lane]

    inner_balance = compile_inline(balance)

    def membrane_pass(  # type: ignore[no-untyped-def]
        u, gates, node, table, kind, shifted, fresh, scratch, lanes, scalars, k, slow_k
    ):
        rest, sodium_mv, half = scalars
        here, states, row = node * WIDTH, node * stride, kind * NODE_STRIDE
        for lane in range(lanes):
            r = sodium_rates(u[here + lane] + rest, k)
            m = advance(gates[states + M_AT + lane], r[0], r[1], r[2])
            h = advance(gates[states + H_AT + lane], r[3], r[4], r[5])
            gates[states + M_AT + lane] = m
            gates[states + H_AT + lane] = h
            scratch[CONDUCTANCE + lane] = table[row + SODIUM_AT + lane] * sodium_conductance(m, h, k)
        if shifted:
            for lane in range(lanes):
                r = sodium_rates(u[here + lane] + rest + table[row + SHIFT_AT + lane], k)
                m = advance(gates[states + SHIFTED_M_AT + lane], r[0], r[1], r[2])
                h = advance(gates[states + SHIFTED_H_AT + lane], r[3], r[4], r[5])
                gates[states + SHIFTED_M_AT + lane] = m
                gates[states + SHIFTED_H_AT + lane] = h
                scratch[CONDUCTANCE + lane] += table[row + SHIFTED_SODIUM_AT + lane] * sodium_conductance(m, h, k)
        if fresh:
            for lane in range(lanes):
                others = advance_others(gates, states + lane, other_rates(u[here + lane] + rest, slow_k))
                inner_balance(u, here, table, row, scratch, lane, other_conductances(others, k), sodium_mv, half)
        else:
            for lane in range(lanes):
                others = read_others(gates, states + lane)
                inner_balance(u, here, table, row, scratch, lane, other_conductances(others, k), sodium_mv, half)

    return membrane_pass


def modal_pass(u, modes, node, table, row, even, odd, scratch, lanes):  # type: ignore[no-untyped-def]
    """Advance the modes of the internode right of a node; its mean current joins the node's source and the
    next one's."""
    here, state = node * WIDTH, node * (even + odd) * WIDTH
    for lane in range(lanes):
        left, right = u[here + lane], u[here + WIDTH + lane]
        scratch[BOTH + lane] = left + right
        scratch[APART + lane] = left - right
        scratch[FROM_LEFT + lane] = left - left
    for _ in range(even):
        for lane in range(lanes):
            y = modes[state + lane]
            scratch[FROM_LEFT + lane] += y
            modes[state + lane] = table[row + lane] * y + table[row + WIDTH + lane] * scratch[BOTH + lane]
        state += WIDTH
        row += TWO * WIDTH
    for lane in range(lanes):
        scratch[SOURCE + lane] += scratch[FROM_LEFT + lane]
    for _ in range(odd):
        for lane in range(lanes):
            y = modes[state + lane]
            scratch[SOURCE + lane] += y
            scratch[FROM_LEFT + lane] -= y
            modes[state + lane] = table[row + lane] * y + table[row + WIDTH + lane] * scratch[APART + lane]
        state += WIDTH
        row += TWO * WIDTH


def pulse_current(step, step_ms, onset, duration, amplitude, pointer, scratch):  # type: ignore[no-untyped-def]
    """Set each lane's mean injected current over a step; say whether any lane has one."""
    active = False
    start = step * step_ms
    end = start + step_ms
    for lane in range(len(pointer)):
        charge = 0.0
        while pointer[lane] < onset.shape[0]:
            on = onset[pointer[lane], lane]
            if not on < end:
                break
            charge += max(0.0, min(end, on + duration) - max(start, on))
            if on + duration > end:
                break
            pointer[lane] += 1
        scratch[INJECTED + np.uint64(lane)] = amplitude[lane] * (charge / step_ms)
        active = active or charge > 0.0
    return active


def note_spikes(u, before, step, step_ms, places, threshold, spikes, spike_count):  # type: ignore[no-untyped-def]
    """Write down upward crossings of the threshold within a step."""
    for w in range(places.shape[0]):
        for lane in range(spike_count.shape[1]):
            earlier = before[w * PITCH + lane]
            now = u[places[w] * PITCH + lane]
            if earlier < threshold and now >= threshold:
                count = spike_count[w, lane]
                if count < spikes.shape[2]:
                    spikes[w, lane, count] = (step + (threshold - earlier) / (now - earlier)) * step_ms
                spike_count[w, lane] = count + 1


def build(membrane: ModuleType, compile_inline: Callable[[Any], Any]) -> Callable[..., Any]:
    """Return the block kernel for one membrane; `compile_inline` makes its parts callable from it."""
    membrane_pass = compile_inline(_membrane_pass(membrane, compile_inline))
    inner_modes, inner_pulses, inner_spikes = (
        compile_inline(part) for part in (modal_pass, pulse_current, note_spikes)
    )

    def run(  # type: ignore[no-untyped-def]
        u, gates, modes, node_table, node_kind, node_shifted, links, link_kind, even, odd, scratch, sweep, before,
        scalars, k, slow_k, slow_every, first_step, steps, step_ms, onset, duration, amplitude, place, stimulated,
        pointer, spike_places, threshold, spikes, spike_count, voltage_places, voltage_every, voltages,
    ):  # fmt: skip
        lanes, nodes = np.uint64(len(pointer)), np.uint64(len(node_kind))
        link_stride = (TWO + TWO * (even + odd)) * WIDTH
        for s in range(steps):
            step = first_step + s
            fresh = step % slow_every == 0
            active = inner_pulses(step, step_ms, onset, duration, amplitude, pointer, scratch)
            for w in range(spike_places.shape[0]):
                for lane in range(lanes):
                    before[np.uint64(w) * WIDTH + lane] = u[np.uint64(spike_places[w]) * WIDTH + lane]
            for node in range(nodes):
                here = node * WIDTH
                membrane_pass(
                    u, gates, node, node_table, node_kind[node], node_shifted[node], fresh, scratch, lanes,
                    scalars, k, slow_k,
                )  # fmt: skip
                if active and stimulated[node]:
                    for lane in range(lanes):
                        if place[lane] == node:
                            scratch[SOURCE + lane] += scratch[INJECTED + lane]
                if node > ZERO:
                    row = link_kind[node - ONE] * link_stride
                    for lane in range(lanes):
                        lower = links[row + WIDTH + lane]
                        scratch[SOURCE + lane] += (
                            scratch[FROM_LEFT + lane]
                            + links[row + lane] * scratch[OLD_LEFT + lane]
                            + lower * scratch[NEW_LEFT + lane]
                        )
                        scratch[CONDUCTANCE + lane] -= lower * scratch[SWEEP_LEFT + lane]
                if node + ONE < nodes:
                    row = link_kind[node] * link_stride
                    if even > ZERO:
                        inner_modes(u, modes, node, links, row + TWO * WIDTH, even, odd, scratch, lanes)
                    for lane in range(lanes):
                        inverse = links[row + WIDTH + lane] / scratch[CONDUCTANCE + lane]
                        scratch[SOURCE + lane] += links[row + lane] * u[here + WIDTH + lane]
                        scratch[SWEEP_LEFT + lane] = inverse
                        sweep[here + lane] = inverse
                for lane in range(lanes):
                    new = scratch[SOURCE + lane] / scratch[CONDUCTANCE + lane]
                    scratch[OLD_LEFT + lane] = u[here + lane]
                    scratch[NEW_LEFT + lane] = new
                    u[here + lane] = new
            for back in range(ONE, nodes):
                here = (nodes - ONE - back) * WIDTH
                for lane in range(lanes):
                    u[here + lane] += sweep[here + lane] * u[here + WIDTH + lane]
            inner_spikes(u, before, step, step_ms, spike_places, threshold, spikes, spike_count)
            if (step + 1) % voltage_every == 0:
                sample = (step + 1) // voltage_every - first_step // voltage_every - 1
                for w in range(voltage_places.shape[0]):
                    for lane in range(voltages.shape[2]):
                        voltages[w, sample, lane] = u[voltage_places[w] * PITCH + lane]

    return run
