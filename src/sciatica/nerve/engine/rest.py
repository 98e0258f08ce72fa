"""The resting state of a fibre with its injury in place.

Start at the healthy rest and relax: implicit steps that grow from a tenth of a millisecond without limit,
gates held at their steady values for the voltage, so that what is reached is the equilibrium that the fibre
would slide into without firing. Whether it stays there is not known from this; `run` tries it.
"""

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.nerve.engine.network import Network
from sciatica.nerve.engine.network import rows as network_rows

ITERATIONS = 80


def steady_gates(network: Network, v_mv: FloatArray) -> tuple[FloatArray, FloatArray, tuple[FloatArray, ...]]:
    """Return m, h and the other gates at their steady values for a voltage in mV."""
    k = network.membrane.constants(network.temperature_c, 1.0)
    a, b, _, c, d, _ = network.membrane.sodium_rates(v_mv, k)
    rates = network.membrane.other_rates(v_mv, k)
    others = tuple(rates[i] / (rates[i] + rates[i + 1]) for i in range(0, len(rates), 3))
    return a / (a + b), c / (c + d), others


def membrane_current_na(network: Network, u_mv: FloatArray) -> FloatArray:
    """Return the outward membrane current in nA with all gates steady, at voltages relative to rest [F,
    N]."""
    v = u_mv + network.rest_mv
    k = network.membrane.constants(network.temperature_c, 1.0)
    m, h, others = steady_gates(network, v)
    sodium = network.sodium_scale * network.membrane.sodium_conductance(m, h, k)
    m, h, _ = steady_gates(network, v + network.shift_mv)
    sodium = sodium + network.shifted_scale * network.membrane.sodium_conductance(m, h, k)
    persistent, potassium = network.membrane.other_conductances(others, k)
    sodium = sodium + network.persistent_scale * persistent
    outward = sodium * (u_mv - network.sodium_mv) + network.potassium_scale * potassium * (u_mv - network.potassium_mv)
    return np.asarray(outward + network.leak_us * u_mv - network.current_na)


def cable_us(network: Network) -> tuple[FloatArray, FloatArray]:
    """Return, at rest, what each node loses to its internodes [F, N] and what links neighbours [F, N-1], in
    µS."""
    if network.internodes:
        loss = np.array([m.axial_us - m.even.steady_us - m.odd.steady_us for m in network.internodes])
        link = np.array([m.even.steady_us - m.odd.steady_us for m in network.internodes])
        between, links = loss[network.kind], link[network.kind]
    else:
        links = np.broadcast_to(network.link_us[:, None], network.kind.shape).copy()
        between = links
    lost = np.zeros_like(network.leak_us)
    lost[:, 1:] += between
    lost[:, :-1] += between
    return lost, links


def equilibrium(network: Network, beyond_mv: float = np.inf, first_step_ms: float = 0.1) -> FloatArray:
    """Return the resting voltages relative to the healthy rest in mV [F, N].

    A fibre that has come more than `beyond_mv` above the healthy rest anywhere is left where it is.
    """
    lost, links = cable_us(network)
    capacitance = np.broadcast_to(network.capacitance_nf[:, None], lost.shape)
    settled = np.zeros_like(lost)
    rows = np.arange(len(lost))  # those still on their way: most arrive early, a few never do
    u = np.zeros_like(lost)
    step_ms = first_step_ms
    for _ in range(ITERATIONS):
        current = membrane_current_na(network, u)
        slope = (membrane_current_na(network, u + 1e-3) - current) / 1e-3
        flow = current + lost * u
        flow[:, 1:] -= links * u[:, :-1]
        flow[:, :-1] -= links * u[:, 1:]
        # a falling current-voltage curve must not outrun the capacitor, or the step would point the wrong way
        diagonal = np.maximum(capacitance / step_ms + slope + lost, 0.1 * lost + capacitance / step_ms)
        change = np.clip(-solve_tridiagonal(diagonal, -links, flow), -5.0, 5.0)
        u = u + change
        step_ms = min(step_ms * 1.3, 1e6)
        settled[rows] = u
        moving = (np.abs(change).max(axis=1) >= 1e-9) & (u.max(axis=1) <= beyond_mv)
        if not moving.any():
            break
        if moving.mean() < 0.8:
            network, rows, u = network_rows(network, moving), rows[moving], u[moving]
            lost, links, capacitance = lost[moving], links[moving], capacitance[moving]
    return settled


def solve_tridiagonal(diagonal: FloatArray, off: FloatArray, right: FloatArray) -> FloatArray:
    """Solve symmetric tridiagonal systems, one a row."""
    n = diagonal.shape[1]
    pivot, value = diagonal.copy(), right.copy()
    for i in range(1, n):
        ratio = off[:, i - 1] / pivot[:, i - 1]
        pivot[:, i] -= ratio * off[:, i - 1]
        value[:, i] -= ratio * value[:, i - 1]
    value[:, -1] /= pivot[:, -1]
    for i in range(n - 2, -1, -1):
        value[:, i] = (value[:, i] - off[:, i] * value[:, i + 1]) / pivot[:, i]
    return value
