"""The loop behind the search for rest (`engine.rest`), fibre by fibre, in plain Python for numba to compile.

A fibre's node currents come from a table of the membrane's conductances at steady gates, read by cubics through
values and slopes; one implicit step is a scalar tridiagonal solve along the fibre. MRG's slow potassium turns within a
millivolt: at this spacing the cubics hold it to a billionth.
"""

import numpy as np

LOW_MV, GRID_MV, POINTS = -170.0, 0.025, 12001
"""From -170 to 130 mV; held beyond. Gates have long come to an end at both."""
LARGEST_CHANGE_MV = 5.0
GROWTH = 1.3
LARGEST_STEP_MS = 1e6
SETTLED_MV = 1e-9


def relax(  # type: ignore[no-untyped-def]
    u, table, sodium, shifted, shift, persistent, potassium, potassium_mv, leak, current, lost, links, capacitance,
    sodium_mv, rest_mv, beyond_mv, first_step_ms, iterations,
):  # fmt: skip
    """Relax fibres in place, `u` [F, N] in mV above the healthy rest; everything else as in `network.Network`.

    Each stops when nothing moves any more, or when it has come more than `beyond_mv` above the healthy rest somewhere.
    """
    fibres, nodes = u.shape
    pivot, value = np.empty(nodes), np.empty(nodes)
    for f in range(fibres):
        step_ms = first_step_ms
        for _ in range(iterations):
            inertia = capacitance[f] / step_ms
            for n in range(nodes):
                v = u[f, n]
                flow, slope = leak[f, n] * v - current[f, n] + lost[f, n] * v, leak[f, n]
                if n > 0:
                    flow -= links[f, n - 1] * u[f, n - 1]
                if n < nodes - 1:
                    flow -= links[f, n] * u[f, n + 1]
                for channel in range(4):
                    # transient sodium, persistent sodium, potassium, and the transient channels that were shifted
                    if channel == 0:
                        scale, reversal, kind = sodium[f, n], sodium_mv, 0
                    elif channel == 1:
                        scale, reversal, kind = persistent[f, n], sodium_mv, 1
                    elif channel == 2:
                        scale, reversal, kind = potassium[f, n], potassium_mv[f, n], 2
                    else:
                        scale, reversal, kind = shifted[f, n], sodium_mv, 0
                    if scale == 0.0:
                        continue
                    at = (v + rest_mv + (shift[f, n] if channel == 3 else 0.0) - LOW_MV) / GRID_MV
                    cell = min(max(int(at), 0), POINTS - 2)
                    x = min(max(at - cell, 0.0), 1.0)
                    y0, d0 = table[cell, kind, 0], table[cell, kind, 1]
                    y1, d1 = table[cell + 1, kind, 0], table[cell + 1, kind, 1]
                    c2, c3 = 3.0 * (y1 - y0) - 2.0 * d0 - d1, 2.0 * (y0 - y1) + d0 + d1
                    conductance = scale * (y0 + x * (d0 + x * (c2 + x * c3)))
                    steepness = scale * (d0 + x * (2.0 * c2 + 3.0 * x * c3)) / GRID_MV
                    flow += conductance * (v - reversal)
                    slope += conductance + steepness * (v - reversal)
                # a falling current-voltage curve must not outrun the capacitor, or the step would point the wrong way
                pivot[n] = max(inertia + slope + lost[f, n], 0.1 * lost[f, n] + inertia)
                value[n] = -flow
            for n in range(1, nodes):
                ratio = -links[f, n - 1] / pivot[n - 1]
                pivot[n] += ratio * links[f, n - 1]
                value[n] -= ratio * value[n - 1]
            largest, highest, beyond = 0.0, -np.inf, 0.0
            for n in range(nodes - 1, -1, -1):
                beyond = (value[n] + links[f, n] * beyond) / pivot[n] if n < nodes - 1 else value[n] / pivot[n]
                change = min(max(beyond, -LARGEST_CHANGE_MV), LARGEST_CHANGE_MV)
                u[f, n] += change
                largest, highest = max(largest, abs(change)), max(highest, u[f, n])
            if not np.isfinite(highest) or largest < SETTLED_MV or highest > beyond_mv:
                break
            step_ms = min(step_ms * GROWTH, LARGEST_STEP_MS)
