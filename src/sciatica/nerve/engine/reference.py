"""The same fibre without any of the engine's shortcuts, to hold the engine to.

Every compartment is an unknown, in double precision, in NumPy: no modes, no elimination, no compiled code.
Time runs by TR-BDF2 (Bank et al. 1985, IEEE Trans Comput-Aided Des 4:436), second order and L-stable, so that
a step need not resolve the fastest internodal mode; or by backward Euler, first order, which is what NEURON
does by default and makes the two comparable at the same step. Gates stand at half steps and move by the
exact exponential. One fibre at a time, some ten thousand times slower than the engine.
"""

import math
from typing import Any

import numpy as np
from scipy.linalg import solve_banded

from sciatica.core.types import FloatArray
from sciatica.nerve import damage, membranes, stimulus
from sciatica.nerve.cables import mrg2002
from sciatica.nerve.damage import Injury
from sciatica.nerve.fibres import Fibres, GanglionCells, MyelinatedFibres
from sciatica.nerve.stimulus import Pulses

GAMMA = 2.0 - math.sqrt(2.0)
BAND = 2


def simulate(
    fibres: Fibres,
    injury: Injury | None,
    pulses: Pulses | None,
    *,
    duration_ms: float,
    step_ms: float,
    scheme: str = "tr_bdf2",
    start_mv: FloatArray | None = None,
) -> tuple[FloatArray, FloatArray]:
    """Return times in ms [T + 1] and voltages in mV [N, T + 1] of a single fibre.

    `scheme` is "tr_bdf2" or "backward_euler". `start_mv` [N]: node voltages at the start, with gates and
    internodes settled to them; the membrane's healthy rest by default. ValueError for several fibres, for branches, and
    for a membrane in the general form.
    """
    if len(fibres.diameter_um) != 1:
        raise ValueError("the reference runs one fibre at a time")
    if isinstance(fibres, GanglionCells) or getattr(membranes.load(fibres.membrane), "FULL_ORDER_ONLY", False):
        raise ValueError("the reference knows unbranched fibres with short membranes only")
    hurt, pulses = damage.checked(injury, fibres), stimulus.checked(pulses, fibres)
    capacitance, conductance, source, nodes, area = _assemble(fibres, hurt)
    rest_mv = membranes.load(fibres.membrane).REST_MV
    start = np.full(fibres.places, rest_mv) if start_mv is None else np.asarray(start_mv)
    node = _Node(fibres, hurt, area, step_ms, start)
    steps = round(duration_ms / step_ms)
    x = _settled(conductance, source, nodes, start - rest_mv)
    voltages = np.zeros((fibres.places, steps + 1))
    voltages[:, 0] = x[nodes]
    for step in range(steps):
        g, e = node.advance(x[nodes])
        loss, drive = conductance.copy(), source.copy()
        loss[BAND, nodes] += g
        drive[nodes] += e
        mean, end = _injected(pulses, step * step_ms, step_ms)
        x = _implicit(capacitance, loss, drive, x, step_ms, scheme, int(nodes[pulses.place[0]]), mean, end)
        voltages[:, step + 1] = x[nodes]
    return np.arange(steps + 1, dtype=np.float64) * step_ms, voltages + rest_mv


def _settled(g: FloatArray, s: FloatArray, nodes: Any, u: FloatArray) -> FloatArray:
    """Return all unknowns at rest with the nodes held at u."""
    held, right = g.copy(), s.copy()
    for k in range(-BAND, BAND + 1):
        columns = nodes - k
        inside = (columns >= 0) & (columns < g.shape[1])
        held[BAND + k, columns[inside]] = float(k == 0)
    right[nodes] = u
    return np.asarray(solve_banded((BAND, BAND), held, right))


def _implicit(
    c: FloatArray, g: FloatArray, s: FloatArray, x: FloatArray, h: float, scheme: str, at: int, mean: float, end: float
) -> FloatArray:
    """Advance C dx/dt = s - G x by one step; matrices are banded.

    A current enters at one unknown: its mean over the step, and its value at the end of it, which the second stage
    takes, while the first makes up the mean.
    """
    into = np.zeros_like(x)
    if scheme == "backward_euler":
        into[at] = mean
        return np.asarray(solve_banded((BAND, BAND), c / h + g, s + into + _times(c, x) / h))
    part = GAMMA * h
    left = c + 0.5 * part * g
    last = 1.0 - 0.5 * math.sqrt(2.0)  # the weight of the end in the whole
    into[at] = (mean - last * end) / (1.0 - last)
    middle = solve_banded((BAND, BAND), left, _times(c, x) + part * (s + into) - 0.5 * part * _times(g, x))
    mixed = (middle - (1.0 - GAMMA) ** 2 * x) / (GAMMA * (2.0 - GAMMA))
    into[at] = end
    return np.asarray(solve_banded((BAND, BAND), left, _times(c, mixed) + 0.5 * part * (s + into)))


def _times(banded: FloatArray, x: FloatArray) -> FloatArray:
    """Multiply a banded matrix (in solve_banded's storage) by a vector."""
    result = banded[BAND] * x
    for k in range(1, BAND + 1):
        result[:-k] += banded[BAND - k, k:] * x[k:]
        result[k:] += banded[BAND + k, :-k] * x[:-k]
    return np.asarray(result)


def _assemble(fibres: Fibres, injury: Injury) -> tuple[FloatArray, FloatArray, FloatArray, Any, float]:
    """Return banded C and G, the constant source, where nodes stand among the unknowns, and a node's area
    in cm²."""
    membrane, n = membranes.load(fibres.membrane), fibres.places
    if isinstance(fibres, MyelinatedFibres):
        shape = mrg2002.geometry(fibres.diameter_um)
        area = float(mrg2002.node_area_cm2(shape)[0])
        between = 20
    else:
        area = float(np.pi * fibres.diameter_um[0] * fibres.compartment_length_um * 1e-8)
        between = 0
    size = n + (n - 1) * between
    nodes = np.arange(n) * (between + 1)
    c, g, source = np.zeros((size, size)), np.zeros((size, size)), np.zeros(size)
    c[nodes, nodes] = area * membrane.CAPACITANCE_UF_CM2 * 1e3
    for i in range(n - 1):
        left, right = nodes[i], nodes[i + 1]
        if isinstance(fibres, MyelinatedFibres):
            part = mrg2002.internode(shape, 0, float(injury.myelin_fraction[0, i]), float(injury.seal_fraction[0, i]))
            # inside and periaxonal unknowns alternate, which keeps the band narrow
            order = left + 1 + np.concatenate([np.arange(10) * 2, np.arange(10) * 2 + 1])
            c[np.ix_(order, order)] += part.capacitance
            g[np.ix_(order, order)] += part.conductance
            shift = 0.5 * float(injury.potassium_reversal_shift_mv[0, i : i + 2].sum())
            source[order] += np.concatenate([part.leak_us, -part.leak_us]) * shift
            ends, link = [(left, order[0]), (right, order[9])], part.axial_us
            g[nodes[i : i + 2], nodes[i : i + 2]] += link
        else:
            section_um2 = np.pi * fibres.diameter_um[0] ** 2 / 4.0
            link = section_um2 / (membrane.AXIAL_RESISTIVITY_OHM_CM * 1e-2 * fibres.compartment_length_um)
            ends = [(left, right)]
            g[nodes[i : i + 2], nodes[i : i + 2]] += link
        for a, b in ends:
            g[a, b] -= link
            g[b, a] -= link
    return _banded(c), _banded(g), source, nodes, area


def _banded(full: FloatArray) -> FloatArray:
    bands = np.zeros((2 * BAND + 1, len(full)))
    for k in range(-BAND, BAND + 1):
        diagonal = np.diag(full, k)
        bands[BAND - k, max(k, 0) : len(full) + min(k, 0)] = diagonal
    return bands


def _injected(pulses: Pulses, start: float, step_ms: float) -> tuple[float, float]:
    """Return the mean current over a step, and that just before its end, in nA."""
    onset = pulses.onset_ms[0][~np.isnan(pulses.onset_ms[0])]
    end = start + step_ms * (1.0 - 1e-6)
    overlap = np.minimum(start + step_ms, onset + pulses.duration_ms) - np.maximum(start, onset)
    on = np.any((onset < end) & (end <= onset + pulses.duration_ms))
    amplitude = float(pulses.amplitude_na[0])
    return amplitude * float(np.maximum(overlap, 0.0).sum()) / step_ms, amplitude * float(on)


class _Node:
    """The gates of all nodes of one fibre."""

    def __init__(self, fibres: Fibres, injury: Injury, area_cm2: float, step_ms: float, v: FloatArray) -> None:
        self.membrane = membranes.load(fibres.membrane)
        self.k = self.membrane.constants(fibres.temperature_c, step_ms)
        self.leak_mv = self.membrane.leak_reversal_mv(fibres.temperature_c)
        self.injury, self.scale = injury, area_cm2 * 1e6
        self.gates = [np.array(inf) for inf, _ in self._targets(v)]

    def _targets(self, v: FloatArray) -> list[tuple[FloatArray, FloatArray]]:
        """Return steady value and share of the way covered in a step, of each gate."""
        shifted = v + self.injury.sodium_shift_mv[0]
        rates = (
            *self.membrane.sodium_rates(v, self.k),
            *self.membrane.sodium_rates(shifted, self.k),
            *self.membrane.other_rates(v, self.k),
        )
        found = []
        for i in range(0, len(rates), 3):
            opening, shutting = rates[i] / rates[i + 2], rates[i + 1] / rates[i + 2]
            total = opening + shutting
            found.append((opening / total, -np.expm1(-total)))
        return found

    def advance(self, u: FloatArray) -> tuple[FloatArray, FloatArray]:
        """Move the gates by a step at voltages relative to rest; return conductance in µS and source in
        nA."""
        hurt, membrane, rest = self.injury, self.membrane, self.membrane.REST_MV
        for i, (target, share) in enumerate(self._targets(u + rest)):
            self.gates[i] = self.gates[i] + share * (target - self.gates[i])
        m, h, shifted_m, shifted_h, *others = self.gates
        fraction = hurt.sodium_shifted_fraction[0]
        sodium = (1.0 - fraction) * membrane.sodium_conductance(m, h, self.k)
        sodium = sodium + fraction * membrane.sodium_conductance(shifted_m, shifted_h, self.k)
        persistent, potassium = membrane.other_conductances(tuple(others), self.k)
        sodium = hurt.sodium_factor[0] * sodium + hurt.persistent_sodium_factor[0] * persistent
        potassium = hurt.slow_potassium_factor[0] * potassium
        extra, shift = hurt.depolarising_leak_s_cm2[0], hurt.potassium_reversal_shift_mv[0]
        total = sodium + potassium + membrane.LEAK_S_CM2 + extra
        source = (
            sodium * (membrane.SODIUM_REVERSAL_MV - rest)
            + potassium * (membrane.POTASSIUM_REVERSAL_MV + shift - rest)
            + membrane.LEAK_S_CM2 * (self.leak_mv + shift - rest)
            - extra * rest
            - 1e-3 * hurt.pump_current_ua_cm2[0]
        )
        return self.scale * total, self.scale * source
