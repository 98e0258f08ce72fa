"""The resting state of a fibre with its injury in place.

Start at the healthy rest and relax: implicit steps that grow from a tenth of a millisecond without limit,
gates held at their steady values for the voltage, so that what is reached is the equilibrium that the fibre
would slide into without firing. Whether it stays there is not known from this; `run` tries it.

With steady gates a channel's conductance is a function of the voltage alone: one table of a membrane and one compiled
loop (`engine.relaxation`) serve every fibre.
"""

import functools
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.nerve.engine import relaxation
from sciatica.nerve.engine.compilation import kept
from sciatica.nerve.engine.network import Network

ITERATIONS = 80
_NUDGE_MV = 1e-4


def steady_gates(network: Network, v_mv: FloatArray) -> tuple[FloatArray, FloatArray, tuple[FloatArray, ...]]:
    """Return m, h and the other gates at their steady values for a voltage in mV."""
    return _steady(network.membrane, v_mv, network.membrane.constants(network.temperature_c, 1.0))


def _steady(membrane: ModuleType, v_mv: FloatArray, k: Any) -> tuple[FloatArray, FloatArray, tuple[FloatArray, ...]]:
    a, b, _, c, d, _ = membrane.sodium_rates(v_mv, k)
    rates = membrane.other_rates(v_mv, k)
    others = tuple(rates[i] / (rates[i] + rates[i + 1]) for i in range(0, len(rates), 3))
    return a / (a + b), c / (c + d), others


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
    u = np.zeros_like(lost)
    per_node = (network.sodium_scale, network.shifted_scale, network.shift_mv, network.persistent_scale,
                network.potassium_scale, network.potassium_mv, network.leak_us, network.current_na)  # fmt: skip
    _relax()(
        u,
        steady_conductances(network.membrane, network.temperature_c),
        *(np.ascontiguousarray(np.broadcast_to(values, lost.shape)) for values in per_node),
        lost,
        links,
        network.capacitance_nf,
        network.sodium_mv,
        network.rest_mv,
        beyond_mv,
        first_step_ms,
        ITERATIONS,
    )
    return u


@functools.cache
def _relax() -> Callable[..., Any]:
    return kept(relaxation.relax, "relax")


@functools.lru_cache(maxsize=16)
def steady_conductances(membrane: ModuleType, temperature_c: float) -> FloatArray:
    """Return transient sodium, persistent sodium and potassium at steady gates, S/cm2, with the slope of each.

    [V, 3, 2] on the grid of `relaxation`; slopes are per step of the grid.
    """
    k = membrane.constants(temperature_c, 1.0)
    v = np.asarray(relaxation.LOW_MV + relaxation.GRID_MV * np.arange(float(relaxation.POINTS)))

    def at(v_mv: FloatArray) -> FloatArray:
        m, h, others = _steady(membrane, v_mv, k)
        found = (membrane.sodium_conductance(m, h, k), *membrane.other_conductances(others, k))
        return np.stack([np.broadcast_to(each, v_mv.shape) for each in found], axis=1)

    slope = (at(v + _NUDGE_MV) - at(v - _NUDGE_MV)) * (0.5 * relaxation.GRID_MV / _NUDGE_MV)
    table = np.ascontiguousarray(np.stack([at(v), slope], axis=2))
    table.flags.writeable = False
    return table
