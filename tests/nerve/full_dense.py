"""The full path once more, one cell at a time, with whole matrices and no elimination: an oracle for the kernel.

It takes a cell's numbers as they are and shares nothing of how they are solved: dense matrices, a general solver, gates
and pools in NumPy.
"""

import numpy as np
from scipy.sparse import csc_matrix
from scipy.sparse.linalg import splu

from sciatica.nerve import stimulus, waveform
from sciatica.nerve.cables import bare_potassium
from sciatica.nerve.engine.full import blocks, rest
from sciatica.nerve.engine.full.batch import FullBatch

GAMMA = 2.0 - np.sqrt(2.0)


class Dense:
    """One fibre of a batch, in double precision."""

    def __init__(self, batch: FullBatch, start: blocks.Start, fibre: int = 0) -> None:
        self.cells, self.h, self.f = batch.cells, batch.step_ms, fibre
        c, f = self.cells, fibre
        self.size = len(c.parent)
        self.outer = np.flatnonzero(c.sheathed)
        total = self.size + len(self.outer)
        self.gap = np.full(self.size, -1)
        self.gap[self.outer] = self.size + np.arange(len(self.outer))
        self.g = np.zeros((total, total))
        self.c = np.zeros((total, total))
        for s in range(self.size - 1):
            self._link(self.g, s, int(c.parent[s]), c.inside_us[f, s])
            if c.gap_us[f, s]:
                self._link(self.g, self.gap[s], self.gap[c.parent[s]], c.gap_us[f, s])
        for s in range(self.size):
            p = self.gap[s]
            self._link(self.c, s, p, c.capacitance_nf[f, s])
            if p >= 0:
                self.g[p, p] += c.sheath_us[f, s]
                self.c[p, p] += c.sheath_nf[f, s]
        self.x = np.r_[start.inside_mv[f], start.periaxonal_mv[f, self.outer]]
        self.old = self.across()
        pools = None if start.pools is None else tuple(np.moveaxis(start.pools, 2, 0))
        steady = rest.steady_gates(c, start.inside_mv - start.periaxonal_mv, pools)
        self.gates = [[np.array(g[f]) for g in gates] for gates in steady.gates]
        self.aside = [[np.array(g[f]) for g in gates] for gates in steady.shifted]
        self.bare = np.array(steady.bare[f])
        self.pools = [[np.full(self.size, v) for v in m.pools_start] for m in c.membranes]

    @staticmethod
    def _link(matrix: np.ndarray, a: int, b: int, value: float) -> None:
        matrix[a, a] += value
        if b >= 0:
            matrix[b, b] += value
            matrix[a, b] -= value
            matrix[b, a] -= value

    def across(self) -> np.ndarray:
        v = self.x[: self.size].copy()
        v[self.outer] -= self.x[self.size :]
        return v

    def _gate(self, y: np.ndarray, rates: tuple, i: int) -> np.ndarray:
        opening, shutting = 2.0 * rates[i] / rates[i + 2], 2.0 * rates[i + 1] / rates[i + 2]
        return y + (opening / (opening + shutting) - y) * -np.expm1(-(opening + shutting))

    def _flows(
        self, number: int, k: object, v: np.ndarray, shifted: np.ndarray, gates: list, pools: list
    ) -> tuple:  # fmt: skip
        """Return the change of pools in half a step."""
        c, f, m = self.cells, self.f, self.cells.membranes[number]
        place = (c.surface_per_volume_per_cm[f], c.pump[f])
        sodium_mv, potassium_mv = m.reversals_mv(tuple(pools), k)
        potassium_mv = potassium_mv + c.potassium_shift_mv[f]
        persistent, potassium, _, _ = m.other_currents(v, tuple(gates), tuple(pools), place, k)
        sodium = c.sodium[f] * m.sodium_conductance(tuple(gates[: m.sodium_gates]), k) + shifted
        sodium = sodium + c.persistent[f] * persistent
        e_na, e_k = c.reversals_mv(number)
        leak_na = c.extra_us[f] * e_k / (e_k - e_na) * (v - sodium_mv)
        per_area = 1e3 / np.where(c.scale[f] > 0.0, c.scale[f], np.inf)
        i_na = sodium * (v - sodium_mv) + leak_na
        i_k = c.potassium[f] * potassium * (v - potassium_mv) + c.extra_us[f] * v - leak_na
        return m.pool_rates(v, i_na * per_area, i_k * per_area, tuple(gates), tuple(pools), place, k)

    def membrane(self) -> tuple[np.ndarray, np.ndarray]:
        """Move gates and pools to the half step; return conductance and source of every compartment."""
        c, f = self.cells, self.f
        across = self.across()
        v, ahead = across + c.rest_mv, 1.5 * across - 0.5 * self.old + c.rest_mv
        g, s = c.leak_us[f].copy(), c.current_na[f].copy()
        place = (c.surface_per_volume_per_cm[f], c.pump[f])
        for number, m in enumerate(c.membranes):
            half = m.constants(0.5 * self.h, m.sections[0])
            each = [m.constants(0.5 * self.h, name) for name in m.sections]
            section = np.minimum(c.section, len(each) - 1)
            k = half if len(each) == 1 else type(half)(*(np.array(x)[section] for x in zip(*each, strict=True)))
            here = c.membrane == number
            gates, pools = self.gates[number], self.pools[number]
            aside = [
                self._gate(y, m.rates(v + c.shift_mv[f], pools, k), 3 * i) for i, y in enumerate(self.aside[number])
            ]
            shifted = c.shifted[f] * m.sodium_conductance(tuple(aside), k)

            middle = pools
            if m.pools:
                middle = [p + d for p, d in zip(pools, self._flows(number, k, v, shifted, gates, pools), strict=True)]
            rates = m.rates(v, tuple(middle), k)
            moved = [self._gate(y, rates, 3 * i) for i, y in enumerate(gates)]
            if m.pools:
                between = [0.5 * (a + b) for a, b in zip(gates, moved, strict=True)]
                change = self._flows(number, k, v, shifted, between, middle)
                pools = [p + 2.0 * d for p, d in zip(pools, change, strict=True)]
            self.gates[number], self.pools[number], self.aside[number] = moved, pools, aside
            sodium_mv, potassium_mv = m.reversals_mv(tuple(pools), k)
            persistent, potassium, other, pushed = m.other_currents(ahead, tuple(moved), tuple(pools), place, k)
            sodium = c.sodium[f] * m.sodium_conductance(tuple(moved[: m.sodium_gates]), k) + shifted
            sodium = sodium + c.persistent[f] * persistent
            potassium = c.potassium[f] * potassium
            g += np.where(here, sodium + potassium + c.scale[f] * other, 0.0)
            source = sodium * (sodium_mv - c.rest_mv)
            source = source + potassium * (potassium_mv - c.rest_mv + c.potassium_shift_mv[f])
            s += np.where(here, source + c.scale[f] * (pushed - other * c.rest_mv), 0.0)
        bare = bare_potassium.constants(c.temperature_c, 0.5 * self.h)
        self.bare = self._gate(self.bare, bare_potassium.rates(v, bare), 0)
        opened = c.bare_us[f] * bare_potassium.share_open(self.bare)
        g += opened
        s += opened * (bare_potassium.REVERSAL_MV - c.rest_mv + c.potassium_shift_mv[f])
        return g, s

    def step(self, first: np.ndarray, last: np.ndarray) -> None:
        """Advance by one step with currents into all unknowns in both stages."""
        g, s = self.membrane()
        self.old = self.across()
        loss, drive = self.g.copy(), np.zeros(len(self.x))
        for site in range(self.size):
            self._link(loss, site, self.gap[site], g[site])
            drive[site] += s[site]
            if self.gap[site] >= 0:
                drive[self.gap[site]] -= s[site]
        part = GAMMA * self.h
        left = self.c + 0.5 * part * loss
        right = self.c @ self.x - 0.5 * part * loss @ self.x + part * (drive + first)
        solve = splu(csc_matrix(left)).solve  # LAPACK would set many threads on a small matrix
        middle = solve(right)
        mixed = (middle - (1.0 - GAMMA) ** 2 * self.x) / (GAMMA * (2.0 - GAMMA))
        self.x = solve(self.c @ mixed + 0.5 * part * (drive + last))


def dense_run(
    batch: FullBatch, start: blocks.Start, stimuli: stimulus.Stimuli, steps: int, fibre: int = 0
) -> np.ndarray:
    """Return the voltages across every membrane, relative to rest [S, steps], of one fibre."""
    one = Dense(batch, start, fibre)
    cells, total = batch.cells, len(one.x)
    kinds = []
    for current in blocks.as_current(stimuli.pulses) + stimuli.currents:
        into = np.zeros(total)
        into[cells.site_of_place[current.place[fibre]]] = current.amplitude_na[fibre]
        kinds.append((into, stimulus.of_fibre(current.waveform, fibre)))
    for field in stimuli.fields:
        into = np.zeros(total)
        outside = np.r_[field.potential_mv[fibre], field.potential_mv[fibre, one.outer]]
        for a in range(total):  # as if the potentials stood inside and could only leave by links
            into[a] = -one.g[a] @ outside
        for site in one.outer:  # a sheath has the potential of its own place outside, a gap's mouth the node's
            into[one.gap[site]] += (cells.sheath_us[fibre, site] - cells.out_us[fibre, site]) * outside[site]
            into[one.gap[site]] += cells.out_us[fibre, site] * field.potential_mv[fibre, cells.out_site[site]]
        kinds.append((into, stimulus.of_fibre(field.waveform, fibre)))
    mean = [waveform.means([w], 0, steps, batch.step_ms)[0] for _, w in kinds]
    end = [waveform.ends([w], 0, steps, batch.step_ms)[0, 1:] for _, w in kinds]
    weight = 1.0 - 0.5 * np.sqrt(2.0)
    found = np.zeros((one.size, steps))
    for i in range(steps):
        first, last = np.zeros(total), np.zeros(total)
        for (into, _), m, e in zip(kinds, mean, end, strict=True):
            first += into * (m[i] - weight * e[i]) / (1.0 - weight)
            last += into * e[i]
        one.step(first, last)
        found[:, i] = one.across()
    return found
