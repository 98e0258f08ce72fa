"""One block of fibres through time, every compartment an unknown: four sweeps along the tree a step.

Time runs by TR-BDF2 (Bank et al. 1985, IEEE Trans Comput-Aided Des 4:436), second order and L-stable, with gates
frozen at the half step. Both its stages solve with the same matrix, M x = κ C z + s with M = κ C + G, so that it is
factorised once. Backward Euler is its second stage alone: NEURON's way, to be compared with at equal step.

M is a network of conductances, and eliminating an unknown turns a star of them into a mesh: conductances in
series and in parallel, never a difference (Kron's reduction). What a compartment hands to its parent is what its branch
weighs there: a conductance to earth from the inside, one from the periaxonal space and one between the two. So
single precision does not lose a leak beside a link a million times larger, charge is kept to rounding, and a
pivot cannot vanish. Compartments are ordered so that a parent follows its branches (Hines 1984).

Functions are plain Python, compiled by `engine.full.compilation`. Everything of a compartment lies together, rows
of `LANES` numbers, and every inner loop runs over lanes. No loop touches a compartment and its parent both, or the
compiler could not tell that their rows do not overlap: what passes between them lies in the scratch rows "above".
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from sciatica.nerve.cables import bare_potassium
from sciatica.nerve.engine.full import membrane
from sciatica.nerve.engine.full.membrane import TABLE_STRIDE, WIDTH, Functions, Layout, S, T, W

ZERO, ONE = np.uint64(0), np.uint64(1)
U, P, OLD, X, XP, R, RP, SOURCE, INVERSE, INVERSE_P, THROUGH, CROSS = (
    S(name) for name in (
        "u", "p", "old", "x", "xp", "r", "rp", "source", "inverse", "inverse_p", "through", "cross",
    )
)  # fmt: skip
LOAD, LOAD_P, LOAD_THROUGH, HANDED, HANDED_P, BARE_GATE = (
    S(name) for name in ("load", "load_p", "load_through", "handed", "handed_p", "bare")
)
CAP, LEAK, CURRENT, SHEATH_CAP, SHEATH, INSIDE, GAP, BARE, BARE_MV = (
    T(name) for name in ("cap", "leak", "current", "sheath_cap", "sheath", "inside", "gap", "bare", "bare_mv")
)
HERE_CONDUCTANCE, HERE_SOURCE, OUTER, OUTER_P, ABOVE, ABOVE_P, ABOVE_THROUGH = (
    W(name) for name in ("conductance", "source", "outer", "outer_p", "above", "above_p", "above_through")
)


def passive(table, scratch, row, lanes):  # type: ignore[no-untyped-def]
    """Take conductance and source of a compartment without channels from its table."""
    for lane in range(lanes):
        scratch[HERE_CONDUCTANCE + lane] = table[row + LEAK + lane]
        scratch[HERE_SOURCE + lane] = table[row + CURRENT + lane]


def settle_source(state, scratch, at, lanes):  # type: ignore[no-untyped-def]
    """Keep the membrane's source for both stages; say whether all numbers of the compartment are numbers."""
    bad = 0
    for lane in range(lanes):
        source, conductance = scratch[HERE_SOURCE + lane], scratch[HERE_CONDUCTANCE + lane]
        state[at + SOURCE + lane] = source
        bad += source - source != conductance - conductance
    return bad == 0


def eliminate(state, table, scratch, at, parent, row, sheathed, one, zero, lanes):  # type: ignore[no-untyped-def]
    """Fold a compartment's conductances, with its branches', into its parent's."""
    if sheathed:
        for lane in range(lanes):
            here, t = at + lane, row + lane
            inside, gap, load = table[t + INSIDE], table[t + GAP], state[here + LOAD]
            through = state[here + LOAD_THROUGH] + table[t + CAP] + scratch[HERE_CONDUCTANCE + lane]
            inverse = one / (through + load + inside)
            cross = through * inside * inverse
            load_p = state[here + LOAD_P] + table[t + SHEATH_CAP] + table[t + SHEATH] + through * load * inverse
            inverse_p = one / (load_p + cross + gap)
            state[here + THROUGH] = through
            state[here + CROSS] = cross
            state[here + INVERSE] = inverse
            state[here + INVERSE_P] = inverse_p
            state[here + LOAD] = zero
            state[here + LOAD_P] = zero
            state[here + LOAD_THROUGH] = zero
            scratch[ABOVE + lane] = load * inside * inverse + load_p * cross * inverse_p
            scratch[ABOVE_P + lane] = load_p * gap * inverse_p
            scratch[ABOVE_THROUGH + lane] = cross * gap * inverse_p
        for lane in range(lanes):
            state[parent + LOAD + lane] += scratch[ABOVE + lane]
            state[parent + LOAD_P + lane] += scratch[ABOVE_P + lane]
            state[parent + LOAD_THROUGH + lane] += scratch[ABOVE_THROUGH + lane]
    else:
        for lane in range(lanes):
            here, t = at + lane, row + lane
            inside = table[t + INSIDE]
            load = state[here + LOAD] + table[t + CAP] + scratch[HERE_CONDUCTANCE + lane]
            inverse = one / (load + inside)
            state[here + INVERSE] = inverse
            state[here + LOAD] = zero
            scratch[ABOVE + lane] = load * inside * inverse
        for lane in range(lanes):
            state[parent + LOAD + lane] += scratch[ABOVE + lane]


def hand_on(state, table, scratch, at, parent, row, sheathed, new, old, zero, lanes):  # type: ignore[no-untyped-def]
    """Gather a compartment's currents, with its capacitors charged to new * x + old * u, and hand them to its
    parent."""
    if sheathed:
        for lane in range(lanes):
            here, t = at + lane, row + lane
            inner = new * state[here + X] + old * state[here + U]
            outer = new * state[here + XP] + old * state[here + P]
            across = table[t + CAP] * (inner - outer) + state[here + SOURCE]
            inverse, cross, inverse_p = state[here + INVERSE], state[here + CROSS], state[here + INVERSE_P]
            r = state[here + HANDED] + across + scratch[OUTER + lane]
            rp = (
                state[here + HANDED_P]
                - across
                + table[t + SHEATH_CAP] * outer
                + scratch[OUTER_P + lane]
                + r * state[here + THROUGH] * inverse
            )
            state[here + R] = r
            state[here + RP] = rp
            state[here + HANDED] = zero
            state[here + HANDED_P] = zero
            scratch[ABOVE + lane] = r * table[t + INSIDE] * inverse + rp * cross * inverse_p
            scratch[ABOVE_P + lane] = rp * table[t + GAP] * inverse_p
        for lane in range(lanes):
            state[parent + HANDED + lane] += scratch[ABOVE + lane]
            state[parent + HANDED_P + lane] += scratch[ABOVE_P + lane]
    else:
        for lane in range(lanes):
            here, t = at + lane, row + lane
            inner = new * state[here + X] + old * state[here + U]
            r = state[here + HANDED] + table[t + CAP] * inner + state[here + SOURCE] + scratch[OUTER + lane]
            state[here + R] = r
            state[here + HANDED] = zero
            scratch[ABOVE + lane] = r * table[t + INSIDE] * state[here + INVERSE]
        for lane in range(lanes):
            state[parent + HANDED + lane] += scratch[ABOVE + lane]


def middle_voltage(state, table, scratch, at, parent, row, sheathed, lanes):  # type: ignore[no-untyped-def]
    """Take a compartment's mean voltages over the first stage from its parent's."""
    for lane in range(lanes):
        scratch[ABOVE + lane] = state[parent + X + lane]
        scratch[ABOVE_P + lane] = state[parent + XP + lane]
    if sheathed:
        for lane in range(lanes):
            here, t = at + lane, row + lane
            xp = (
                state[here + RP]
                + state[here + CROSS] * scratch[ABOVE + lane]
                + table[t + GAP] * scratch[ABOVE_P + lane]
            ) * state[here + INVERSE_P]
            state[here + XP] = xp
            state[here + X] = (
                state[here + R] + state[here + THROUGH] * xp + table[t + INSIDE] * scratch[ABOVE + lane]
            ) * state[here + INVERSE]
    else:
        for lane in range(lanes):
            here, t = at + lane, row + lane
            state[here + X] = (state[here + R] + table[t + INSIDE] * scratch[ABOVE + lane]) * state[here + INVERSE]


def new_voltage(state, table, scratch, at, parent, row, sheathed, lanes):  # type: ignore[no-untyped-def]
    """Take a compartment's voltages at the step's end from its parent's, and remember those before."""
    for lane in range(lanes):
        scratch[ABOVE + lane] = state[parent + U + lane]
        scratch[ABOVE_P + lane] = state[parent + P + lane]
    if sheathed:
        for lane in range(lanes):
            here, t = at + lane, row + lane
            p = (
                state[here + RP]
                + state[here + CROSS] * scratch[ABOVE + lane]
                + table[t + GAP] * scratch[ABOVE_P + lane]
            ) * state[here + INVERSE_P]
            state[here + OLD] = state[here + U] - state[here + P]
            state[here + P] = p
            state[here + U] = (
                state[here + R] + state[here + THROUGH] * p + table[t + INSIDE] * scratch[ABOVE + lane]
            ) * state[here + INVERSE]
    else:
        for lane in range(lanes):
            here, t = at + lane, row + lane
            state[here + OLD] = state[here + U]
            state[here + U] = (state[here + R] + table[t + INSIDE] * scratch[ABOVE + lane]) * state[here + INVERSE]


def drive(scratch, c, stage, step, port, injected, fields, waves, zero, lanes):  # type: ignore[no-untyped-def]
    """Set the currents that enter a compartment from electrodes inside and from fields outside, in one
    stage."""
    for lane in range(lanes):
        scratch[OUTER + lane] = zero
        scratch[OUTER_P + lane] = zero
    if port >= 0:
        for lane in range(lanes):
            scratch[OUTER + lane] += injected[step, port, stage, lane]
    for f in range(fields.shape[0]):
        for lane in range(lanes):
            wave = waves[step, f, stage, lane]
            scratch[OUTER + lane] += fields[f, c, 0, lane] * wave
            scratch[OUTER_P + lane] += fields[f, c, 1, lane] * wave


def note_spikes(state, sites, stride, before, step, step_ms, threshold, spikes, counts):  # type: ignore[no-untyped-def]
    """Write down upward crossings of the threshold within a step."""
    for w in range(sites.shape[0]):
        for lane in range(counts.shape[1]):
            here = sites[w] * stride + np.uint64(lane)
            earlier, now = before[w, lane], state[here + U] - state[here + P]
            if earlier < threshold and now >= threshold:
                count = counts[w, lane]
                if count < spikes.shape[2]:
                    spikes[w, lane, count] = (step + (threshold - earlier) / (now - earlier)) * step_ms
                counts[w, lane] = count + 1


def sample(state, sites, stride, first_pool, at_sample, voltages, pools, lanes):  # type: ignore[no-untyped-def]
    """Write down voltages and pools of the places shown."""
    for w in range(sites.shape[0]):
        for lane in range(lanes):
            here = sites[w] * stride + lane
            voltages[w, at_sample, lane] = state[here + U] - state[here + P]
            for q in range(pools.shape[0]):
                pools[q, w, at_sample, lane] = state[here + first_pool + np.uint64(q) * WIDTH]


def build(
    axon: Functions,
    soma: Functions | None,
    layout: Layout,
    inline: Callable[[Any], Any],
    part: Callable[[Any], Any],
) -> Callable[..., Any]:
    """Return the block kernel for an axon's membrane and, of a ganglion cell, its soma's.

    `inline` compiles what melts into its caller, `part` what is called.
    """
    axon_pass = part(membrane.build(axon, layout, inline))
    soma_pass = part(membrane.build(soma, layout, inline)) if soma else axon_pass
    two = soma is not None
    bare_rates, share_open = inline(bare_potassium.rates), inline(bare_potassium.share_open)
    advance = inline(membrane.gate)

    def bare_pass(state, table, scratch, at, row, rest, k, lanes):  # type: ignore[no-untyped-def]
        for lane in range(lanes):
            here, t = at + lane, row + lane
            r = bare_rates(state[here + U] - state[here + P] + rest, k)
            n = advance(state[here + BARE_GATE], r[0], r[1], r[2])
            state[here + BARE_GATE] = n
            open_us = table[t + BARE] * share_open(n)
            scratch[HERE_CONDUCTANCE + lane] += open_us
            scratch[HERE_SOURCE + lane] += open_us * table[t + BARE_MV]

    inner_bare = inline(bare_pass)
    inner_passive, inner_source, inner_eliminate, inner_middle, inner_new = (
        inline(f) for f in (passive, settle_source, eliminate, middle_voltage, new_voltage)
    )
    inner_drive, inner_hand_on, inner_spikes, inner_sample = (part(f) for f in (drive, hand_on, note_spikes, sample))
    stride, first_pool = np.uint64(layout.rows * int(WIDTH)), np.uint64(layout.first_pool * int(WIDTH))

    def run(  # type: ignore[no-untyped-def]
        state, table, scratch, before, kind, parents, sheathed, membranes, sections, shifted, bared, ports,
        scalars, axon_constants, soma_constants, bare_constants, first_step, steps, step_ms,
        injected, fields, waves, watched, threshold, spikes, counts, shown, every, voltages, pools, twice,
    ):  # fmt: skip
        rest, one, zero, new, old = scalars[0], scalars[2], scalars[4], scalars[5], scalars[6]
        # a count that the compiler does not know is a loop that it turns into vectors instead of unrolling it
        size, lanes = np.uint64(len(kind)), np.uint64(before.shape[1])
        for s in range(steps):
            for w in range(watched.shape[0]):
                for lane in range(lanes):
                    here = watched[w] * stride + lane
                    before[w, lane] = state[here + U] - state[here + P]
            for c in range(size):
                at, parent, row = c * stride, parents[c] * stride, kind[c] * TABLE_STRIDE
                if membranes[c] == 0:
                    axon_pass(state, table, scratch, c, row, shifted[c], scalars, axon_constants[sections[c]], lanes)
                elif two and membranes[c] == 1:
                    soma_pass(state, table, scratch, c, row, shifted[c], scalars, soma_constants[sections[c]], lanes)
                else:
                    inner_passive(table, scratch, row, lanes)
                if bared[c]:
                    inner_bare(state, table, scratch, at, row, rest, bare_constants, lanes)
                if not inner_source(state, scratch, at, lanes):
                    return s, c
                inner_eliminate(state, table, scratch, at, parent, row, sheathed[c], one, zero, lanes)
                if twice:
                    inner_drive(scratch, c, 0, s, ports[c], injected, fields, waves, zero, lanes)
                    inner_hand_on(state, table, scratch, at, parent, row, sheathed[c], zero, one, zero, lanes)
            if twice:
                for back in range(size):
                    d = size - ONE - back
                    inner_middle(
                        state,
                        table,
                        scratch,
                        d * stride,
                        parents[d] * stride,
                        kind[d] * TABLE_STRIDE,
                        sheathed[d],
                        lanes,
                    )
            for c in range(size):
                at, parent, row = c * stride, parents[c] * stride, kind[c] * TABLE_STRIDE
                inner_drive(scratch, c, 1, s, ports[c], injected, fields, waves, zero, lanes)
                inner_hand_on(state, table, scratch, at, parent, row, sheathed[c], new, old, zero, lanes)
            for back in range(size):
                d = size - ONE - back
                inner_new(
                    state, table, scratch, d * stride, parents[d] * stride, kind[d] * TABLE_STRIDE, sheathed[d], lanes
                )
            inner_spikes(state, watched, stride, before, first_step + s, step_ms, threshold, spikes, counts)
            if (first_step + s + 1) % every == 0:
                at_sample = (first_step + s + 1) // every - first_step // every - 1
                inner_sample(state, shown, stride, first_pool, at_sample, voltages, pools, lanes)
        return steps, ZERO

    return run
