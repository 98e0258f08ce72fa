"""One block of fibres through time: gates, a scalar tridiagonal solve over nodes, one multiply-add a mode.

The state lies as [node, state, lane]; the lanes of a block are one number to the code here (`engine.vector`), and
what a node hands to the next stays in registers. Voltages are relative to the healthy rest. Gates stand at half
steps and voltages at whole ones (trapezoidal in both, second order), a membrane's slow gates in the middle of
every few (`engine.node`). The internode's modes were made exact for a voltage that is straight within the step
(`cables.modes`), so nothing rings however stiff the cable is.

Every pass over the nodes goes the other way than the last: on its way it completes the last step's back
substitution and eliminates for the next, so that state is read once a step.

Functions here are plain Python: `engine.compilation` compiles them against one membrane. Arrays come flat, and
indices unsigned.
"""

from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from sciatica.nerve.engine.gate_table import Plan
from sciatica.nerve.engine.node import membrane_pass_of

ZERO, ONE, TWO = np.uint64(0), np.uint64(1), np.uint64(2)


def pulse_current(step, step_ms, onset, duration, amplitude, pointer, injected):  # type: ignore[no-untyped-def]
    """Set each lane's mean injected current over a step; say whether any lane has one, and in which step to
    ask again."""
    active, again = False, np.inf
    start = step * step_ms
    end = start + step_ms
    for lane in range(len(pointer)):
        charge = 0.0
        while pointer[lane] < onset.shape[0]:
            on = onset[pointer[lane], lane]
            if not on < end:
                again = min(again, on)
                break
            charge += max(0.0, min(end, on + duration) - max(start, on))
            if on + duration > end:
                break
            pointer[lane] += 1
        injected[lane] = amplitude[lane] * (charge / step_ms)
        active = active or charge > 0.0
    # a step too early costs nothing, a step too late the pulse's edge
    return active, step + 1 if active else max(step + 1, int(min(again / step_ms, 1e15)) - 1)


def note_spikes(seen, at, pitch, step, step_ms, threshold, spikes, spike_count, w):  # type: ignore[no-untyped-def]
    """Write down upward crossings of the threshold within a step at one place: from the first to the second
    row of `seen`."""
    for lane in range(spike_count.shape[1]):
        earlier, now = seen[at + lane], seen[at + pitch + lane]
        if earlier < threshold and now >= threshold:
            count = spike_count[w, lane]
            if count < spikes.shape[2]:
                spikes[w, lane, count] = (step + (threshold - earlier) / (now - earlier)) * step_ms
            spike_count[w, lane] = count + 1


def build(
    membrane: ModuleType, compile_inline: Callable[[Any], Any], lanes: Any, plan: Plan | None
) -> Callable[..., Any]:
    """Return the block kernel for one membrane; `compile_inline` makes its parts callable from it."""
    raw, load, store, splat, rises = lanes.raw, lanes.load, lanes.store, lanes.splat, lanes.rises
    pitch, two_rows, count = np.uint64(lanes.count), np.uint64(2 * lanes.count), lanes.count
    membrane_pass = compile_inline(membrane_pass_of(membrane, compile_inline, lanes, plan))
    inner_pulses, inner_spikes = (compile_inline(part) for part in (pulse_current, note_spikes))

    def modal_pass(modes, state, links, row, even, odd, near, far, sign):  # type: ignore[no-untyped-def]
        """Advance an internode's modes; return its mean current into the node the pass comes from, and into
        the next one."""
        both, apart = near + far, sign * (near - far)
        evens = odds = near - near
        for _ in range(even):
            y = load(modes, state)
            evens = evens + y
            store(modes, state, load(links, row) * y + load(links, row + pitch) * both)
            state += pitch
            row += two_rows
        for _ in range(odd):
            y = load(modes, state)
            odds = odds + y
            store(modes, state, load(links, row) * y + load(links, row + pitch) * apart)
            state += pitch
            row += two_rows
        return evens + sign * odds, evens - sign * odds

    def drive_modes(modes, state, push, row, kept, mean):  # type: ignore[no-untyped-def]
        """Add a field's share to the modes of an internode."""
        for _ in range(kept):
            store(modes, state, load(modes, state) + load(push, row) * mean)
            state += pitch
            row += pitch

    inner_modes, inner_drive = compile_inline(modal_pass), compile_inline(drive_modes)

    def run(  # type: ignore[no-untyped-def]
        u_array, past_array, gates_array, modes_array, node_array, node_kind, node_shifted, links_array, link_kind,
        even, odd, injected_array, sweep_array, seen_array, scalars, k, slow_k, gate_array, slow_every, first_step,
        steps, step_ms, onset, duration, amplitude, place, stimulated, pointer, push_array, pushed, touched,
        signals_array, live, spike_places, threshold, spikes, spike_count, voltage_places, voltage_every, voltages,
    ):  # fmt: skip
        nodes = np.uint64(len(node_kind))
        kept = even + odd
        u, past, gates, modes, gate_table = (
            raw(u_array), raw(past_array), raw(gates_array), raw(modes_array), raw(gate_array)
        )  # fmt: skip
        node_table, links, sweep, push = raw(node_array), raw(links_array), raw(sweep_array), raw(push_array)
        injected, seen, signals = raw(injected_array), raw(seen_array), raw(signals_array)
        link_stride = (TWO + TWO * kept) * pitch
        push_stride = (TWO + kept) * pitch
        unit = splat(scalars[2] + scalars[2])
        none = unit - unit
        active, ask = False, first_step
        for w in range(spike_places.shape[0]):
            store(seen, np.uint64(w) * two_rows, load(u, np.uint64(spike_places[w]) * pitch))
        for each in range(nodes):
            store(sweep, np.uint64(each) * pitch, none)
        for s in range(steps + 1):
            step = first_step + s
            # every pass goes the other way than the last one, whose back substitution it completes on its way
            upward = step % 2 == 0
            node = ZERO if upward else nodes - ONE
            own = load(u, node * pitch)
            if s < steps:
                fresh = step % slow_every == 0
                sign = unit if upward else -unit
                if step >= ask:
                    active, ask = inner_pulses(step, step_ms, onset, duration, amplitude, pointer, injected_array)
                drawn, old, new, swept, upper, lower = none, none, none, none, none, none
                for done in range(nodes):
                    here = node * pitch
                    conductance, source = membrane_pass(
                        own, past, gates, node, node_table, node_kind[node], node_shifted[node], fresh, scalars, k,
                        slow_k, gate_table,
                    )  # fmt: skip
                    source = source + (drawn + upper * old + lower * new)
                    conductance = conductance - lower * swept
                    inverse = unit / conductance
                    if active and stimulated[node]:
                        for lane in range(count):
                            injected_array[count + lane] = injected_array[lane] if place[lane] == node else 0.0
                        source = source + load(injected, pitch)
                    link = node if upward else node - ONE
                    after = node + ONE if upward else node - ONE
                    right = own
                    if done + ONE < nodes:
                        row = link_kind[link] * link_stride
                        upper, lower = load(links, row), load(links, row + pitch)
                        right = load(u, after * pitch) + load(sweep, after * pitch) * own
                        if kept > ZERO:
                            here_drawn, drawn = inner_modes(
                                modes, link * kept * pitch, links, row + two_rows, even, odd, own, right, sign
                            )
                            source = source + here_drawn
                        source = source + upper * right
                        swept = lower * inverse
                        store(sweep, here, swept)
                    for d in range(len(pushed)):
                        if live[d, s]:
                            at = np.uint64(d * steps + s) * two_rows
                            row = (np.uint64(d) * nodes + node) * push_stride
                            mean, change = load(signals, at), load(signals, at + pitch)
                            source = source + (load(push, row) * mean + load(push, row + pitch) * change)
                            if done + ONE < nodes:
                                row = (np.uint64(d) * nodes + link) * push_stride + two_rows
                                inner_drive(modes, link * kept * pitch, push, row, pushed[d], mean)
                    new = source * inverse
                    old = own
                    store(u, here, new)
                    own, node = right, after
                store(sweep, (nodes - ONE if upward else ZERO) * pitch, none)
            else:
                for done in range(nodes):
                    after = node + ONE if upward else node - ONE
                    if done + ONE < nodes:
                        own = load(u, after * pitch) + load(sweep, after * pitch) * own
                        store(u, after * pitch, own)
                    node = after
            if s > 0:
                for w in range(spike_places.shape[0]):
                    at, row = np.uint64(spike_places[w]) * pitch, np.uint64(w) * two_rows
                    now = load(past, at + at) if s < steps else load(u, at)
                    if rises(load(seen, row), now, threshold):
                        store(seen, row + pitch, now)
                        inner_spikes(seen_array, row, count, step - 1, step_ms, threshold, spikes, spike_count, w)
                    store(seen, row, now)
                if voltage_places.shape[0] > 0 and step % voltage_every == 0:
                    sample = step // voltage_every - first_step // voltage_every - 1
                    for w in range(voltage_places.shape[0]):
                        first = voltage_places[w] * count
                        for lane in range(voltages.shape[2]):
                            seen_now = past_array[first + first + lane] if s < steps else u_array[first + lane]
                            voltages[w, sample, lane] = seen_now

    return run
