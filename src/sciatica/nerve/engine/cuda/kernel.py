"""One fibre a warp: every lane holds a run of nodes, with their gates and modes, in registers.

The step is that of `engine.kernel`: gates at half steps, modes exact for a voltage straight within the
step, a scalar tridiagonal system over the nodes. Each lane first eliminates its own nodes but the last;
what is left, one unknown a lane, is solved by parallel cyclic reduction (Hockney 1965,
doi:10.1145/321250.321259) in five rounds of exchange within the warp, without shared memory or barriers.

The membrane's functions are the ones the processor's engine compiles; here they are given a device's
exponential.
"""

import math
from collections.abc import Callable
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

WARP = 32
WHOLE_WARP = 0xFFFFFFFF

# columns of a node's table [F, rows, nodes]; conductances in µS, currents in nA
SODIUM, SHIFTED_SODIUM, SHIFT_MV, PERSISTENT, POTASSIUM, POTASSIUM_MV, LEAK, CURRENT, AFTER, BEFORE, \
    LINK_BEFORE, LINK_AFTER = range(12)  # fmt: skip
NODE_ROWS = 12
SODIUM_GATES = 4


def _with(names: dict[str, Any], function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a membrane's function with other elementary functions in place of the ones it imports."""
    assert isinstance(function, FunctionType)
    return FunctionType(function.__code__, {**function.__globals__, **names}, function.__name__)


def _elementary(cuda: Any) -> dict[str, Any]:
    """Return `exp` and `linoid` for a device, single precision and without branches."""
    limit, one, near, half, twelfth, zero = (np.float32(x) for x in (40.0, 1.0, 0.02, 0.5, 1.0 / 12.0, 0.0))

    def exp(x):  # type: ignore[no-untyped-def]
        return math.exp(min(max(x, -limit), limit))

    inner = cuda.jit(device=True, inline="always")(exp)

    def linoid(x):  # type: ignore[no-untyped-def]
        if abs(x) < near:
            return one + x * (half + x * twelfth), one + zero
        return x + zero, one - inner(-x)

    return {"exp": inner, "linoid": cuda.jit(device=True, inline="always")(linoid)}


def _exchange(cuda: Any, lanes: int) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return functions that give each lane the value of the one so many below and above it, 0 beyond the ends."""
    zero = np.float32(0.0)

    def below(value, far, lane):  # type: ignore[no-untyped-def]
        found = cuda.shfl_up_sync(WHOLE_WARP, value, far)
        return found if lane >= far else zero

    def above(value, far, lane):  # type: ignore[no-untyped-def]
        found = cuda.shfl_down_sync(WHOLE_WARP, value, far)
        return found if lane + far < lanes else zero

    return cuda.jit(device=True, inline="always")(below), cuda.jit(device=True, inline="always")(above)


def _advance(y, opening, shutting, over):  # type: ignore[no-untyped-def]
    """One gate a step on, by its rates."""
    return ((over - opening - shutting) * y + opening + opening) / (over + opening + shutting)


def _gates(
    cuda: Any, membrane: ModuleType, per_lane: int, inner: Callable[..., Any]
) -> tuple[Callable[..., Any], Callable[..., Any]]:
    """Return functions that advance the gates beyond sodium's two (each by `inner`) and read them, for one or two."""
    first, second = SODIUM_GATES * per_lane, (SODIUM_GATES + 1) * per_lane

    def advance_one(gates, j, rates):  # type: ignore[no-untyped-def]
        gates[first + j] = inner(gates[first + j], rates[0], rates[1], rates[2])

    def read_one(gates, j):  # type: ignore[no-untyped-def]
        return (gates[first + j],)

    def advance_two(gates, j, rates):  # type: ignore[no-untyped-def]
        gates[first + j] = inner(gates[first + j], rates[0], rates[1], rates[2])
        gates[second + j] = inner(gates[second + j], rates[3], rates[4], rates[5])

    def read_two(gates, j):  # type: ignore[no-untyped-def]
        return gates[first + j], gates[second + j]

    chosen = {1: (advance_one, read_one), 2: (advance_two, read_two)}[membrane.OTHER_GATES]
    return tuple(cuda.jit(device=True, inline="always")(f) for f in chosen)


def build(cuda: Any, membrane: ModuleType, nodes: int, even: int, odd: int, shifted: bool, lanes: int = WARP) -> Any:
    """Return the kernel for one membrane and one shape of fibre, compiled at its first launch.

    `cuda` is `numba.cuda`, or whatever stands in for it. `nodes` and the numbers of modes are fixed in the
    code, so that a lane's arrays become registers. `shifted`: whether any sodium channel is shifted, with
    gates of its own. `lanes` is fewer than a warp's only in tests.
    """
    per = -(-nodes // lanes)
    rounds = tuple(2**i for i in range(lanes.bit_length() - 1))
    kept, gate_count = even + odd, SODIUM_GATES + membrane.OTHER_GATES
    names = _elementary(cuda)
    device = cuda.jit(device=True, inline="always")
    sodium_rates, other_rates, sodium_conductance, other_conductances = (
        device(_with(names, getattr(membrane, name)))
        for name in ("sodium_rates", "other_rates", "sodium_conductance", "other_conductances")
    )
    below, above = _exchange(cuda, lanes)
    gate = device(_advance)
    advance_others, read_others = _gates(cuda, membrane, per, gate)
    zero, one, half = np.float32(0.0), np.float32(1.0), np.float32(0.5)
    single, whole = cuda.float32, cuda.int32
    gates_here, modes_here, numbers_here = per * gate_count, per * max(kept, 1), per * NODE_ROWS

    def run(  # type: ignore[no-untyped-def]
        u_all, past_all, gates_all, modes_all, table, decay, drive, link_kind, scalars, k, slow_k, slow_every,
        first_step, steps, step_ms, push, wave, which, live, spike_slot, threshold, spikes, spike_count, voltage_slot,
        voltage_every, voltages,
    ):  # fmt: skip
        fibre, lane = cuda.blockIdx.x, cuda.threadIdx.x
        u, own, gates = cuda.local.array(per, single), cuda.local.array(per, single), \
            cuda.local.array(gates_here, single)  # fmt: skip
        modes, decays, drives = (cuda.local.array(modes_here, single), cuda.local.array(modes_here, single),
                                 cuda.local.array(modes_here, single))  # fmt: skip
        numbers = cuda.local.array(numbers_here, single)
        source, coupled, ahead = (cuda.local.array(per, single), cuda.local.array(per, single),
                                  cuda.local.array(per, single))  # fmt: skip
        slot, shown = cuda.local.array(per, whole), cuda.local.array(per, whole)
        earlier, change_before = cuda.local.array(per, single), cuda.local.array(per, single)
        rest, sodium_mv, look_ahead, steepest = scalars[0], scalars[1], scalars[3], scalars[4]

        for j in range(per):
            node = lane * per + j
            inside = node < nodes
            u[j] = u_all[fibre, node] if inside else zero
            earlier[j] = past_all[fibre, 0, node] if inside else zero
            change_before[j] = past_all[fibre, 1, node] if inside else zero
            slot[j] = spike_slot[node] if inside else -1
            shown[j] = voltage_slot[node] if inside else -1
            for row in range(NODE_ROWS):
                numbers[row * per + j] = table[fibre, row, node] if inside else (one if row == AFTER else zero)
            for g in range(gate_count):
                gates[g * per + j] = gates_all[fibre, g, node] if inside else zero
            for m in range(kept):
                linked = node + 1 < nodes
                kind = link_kind[fibre, node] if linked else 0
                modes[m * per + j] = modes_all[fibre, m, node] if linked else zero
                decays[m * per + j] = decay[kind, m] if linked else zero
                drives[m * per + j] = drive[kind, m] if linked else zero

        # counted on, not divided out: a division of whole numbers costs as much as a gate
        until_slow, until_sample = first_step % slow_every, first_step % voltage_every
        sample = -1
        for s in range(steps):
            fresh = until_slow == 0
            until_slow = 0 if until_slow + 1 == slow_every else until_slow + 1
            until_sample += 1
            sampling = until_sample == voltage_every
            if sampling:
                until_sample = 0
                sample += 1
            # --- gates, conductance and source of every node
            for j in range(per):
                own[j] = u[j]
                moved = u[j] - earlier[j]
                v = u[j] + rest + look_ahead * min(max(moved - change_before[j], -steepest), steepest)
                earlier[j] = u[j]
                change_before[j] = moved
                r = sodium_rates(v, k)
                m = gate(gates[j], r[0], r[1], r[2])
                h = gate(gates[per + j], r[3], r[4], r[5])
                gates[j] = m
                gates[per + j] = h
                sodium = numbers[SODIUM * per + j] * sodium_conductance(m, h, k)
                if shifted:
                    r = sodium_rates(v + numbers[SHIFT_MV * per + j], k)
                    m = gate(gates[2 * per + j], r[0], r[1], r[2])
                    h = gate(gates[3 * per + j], r[3], r[4], r[5])
                    gates[2 * per + j] = m
                    gates[3 * per + j] = h
                    sodium += numbers[SHIFTED_SODIUM * per + j] * sodium_conductance(m, h, k)
                if fresh:
                    advance_others(gates, j, other_rates(v, slow_k))
                persistent, potassium = other_conductances(read_others(gates, j), k)
                sodium += numbers[PERSISTENT * per + j] * persistent
                potassium *= numbers[POTASSIUM * per + j]
                conductance = half * (sodium + potassium + numbers[LEAK * per + j])
                source[j] = (
                    sodium * sodium_mv
                    + potassium * numbers[POTASSIUM_MV * per + j]
                    + numbers[CURRENT * per + j]
                    + (numbers[BEFORE * per + j] - conductance) * u[j]
                )
                ahead[j] = conductance + numbers[AFTER * per + j]  # the diagonal, for now
            # --- internodes: links and modes to the right of every node
            next_first, last_before = above(u[0], 1, lane), below(u[per - 1], 1, lane)
            carried = zero
            for j in range(per):
                left_u = last_before if j == 0 else own[j - 1]
                right_u = next_first if j == per - 1 else own[j + 1]
                linked = lane * per + j + 1 < nodes
                both, apart = own[j] + right_u, own[j] - right_u
                source[j] += carried
                carried = zero
                for m in range(even):
                    y = modes[m * per + j]
                    source[j] += y
                    carried += y
                    modes[m * per + j] = decays[m * per + j] * y + drives[m * per + j] * both
                for m in range(even, kept):
                    y = modes[m * per + j]
                    source[j] += y
                    carried -= y
                    modes[m * per + j] = decays[m * per + j] * y + drives[m * per + j] * apart
                if linked:
                    source[j] += numbers[LINK_BEFORE * per + j] * right_u
                if j > 0:
                    source[j] += numbers[LINK_BEFORE * per + j - 1] * left_u
            from_left = below(carried, 1, lane)
            before_left = below(numbers[LINK_BEFORE * per + per - 1], 1, lane)
            after_left = below(numbers[LINK_AFTER * per + per - 1], 1, lane)
            source[0] += from_left + before_left * last_before
            # --- currents and fields: on the node at once, on the modes to its right for what follows
            for drive_number in range(live.shape[0]):
                if live[drive_number, s]:
                    form = which[fibre, drive_number]
                    mean, change = wave[drive_number, form, s, 0], wave[drive_number, form, s, 1]
                    for j in range(per):
                        node = lane * per + j
                        if node < nodes:
                            source[j] += push[fibre, drive_number, 0, node] * mean
                            source[j] += push[fibre, drive_number, 1, node] * change
                            for m in range(kept):
                                modes[m * per + j] += push[fibre, drive_number, 2 + m, node] * mean
            # --- each lane eliminates its own nodes: x_j = source_j + coupled_j x_left + ahead_j x_(j+1)
            left = after_left
            for j in range(per):
                diagonal, right = ahead[j], numbers[LINK_AFTER * per + j]
                if j == 0:
                    inverse = one / diagonal
                    source[0] *= inverse
                    coupled[0] = left * inverse
                else:
                    inverse = one / (diagonal - left * ahead[j - 1])
                    source[j] = (source[j] + left * source[j - 1]) * inverse
                    coupled[j] = left * coupled[j - 1] * inverse
                ahead[j] = right * inverse
                left = right
            # --- every node but the last in terms of the last one of the lane before and of its own
            last = per - 1
            for i in range(1, per - 1):
                j = last - 1 - i
                source[j] += ahead[j] * source[j + 1]
                coupled[j] += ahead[j] * coupled[j + 1]
                ahead[j] *= ahead[j + 1]
            first_d = source[0] if per > 1 else zero
            first_a = coupled[0] if per > 1 else zero
            first_c = ahead[0] if per > 1 else one
            d1 = above(first_d, 1, lane)
            a1 = above(first_a, 1, lane)
            c1 = above(first_c, 1, lane)
            inverse = one / (one - ahead[last] * a1)
            d = (source[last] + ahead[last] * d1) * inverse
            a = coupled[last] * inverse
            c = ahead[last] * c1 * inverse
            # --- one unknown a lane: x = d + a x_below + c x_above
            for far in rounds:
                db, ab, cb = (below(d, far, lane), below(a, far, lane),
                              below(c, far, lane))  # fmt: skip
                da, aa, ca = (above(d, far, lane), above(a, far, lane),
                              above(c, far, lane))  # fmt: skip
                inverse = one / (one - a * cb - c * aa)
                d = (d + a * db + c * da) * inverse
                a = a * ab * inverse
                c = c * ca * inverse
            x_left = below(d, 1, lane)
            u[last] = d
            for j in range(per - 1):
                u[j] = source[j] + coupled[j] * x_left + ahead[j] * d
            # --- what is written down
            for j in range(per):
                w = slot[j]
                if w >= 0 and own[j] < threshold and u[j] >= threshold:
                    count = spike_count[fibre, w]
                    if count < spikes.shape[2]:
                        within = (threshold - own[j]) / (u[j] - own[j])
                        spikes[fibre, w, count] = (first_step + s + within) * step_ms
                    spike_count[fibre, w] = count + 1
                w = shown[j]
                if sampling and w >= 0:
                    voltages[fibre, w, sample] = u[j]

        for j in range(per):
            node = lane * per + j
            if node < nodes:
                u_all[fibre, node] = u[j]
                past_all[fibre, 0, node] = earlier[j]
                past_all[fibre, 1, node] = change_before[j]
                for g in range(gate_count):
                    gates_all[fibre, g, node] = gates[g * per + j]
                if node + 1 < nodes:
                    for m in range(kept):
                        modes_all[fibre, m, node] = modes[m * per + j]

    return cuda.jit(fastmath=True)(run)
