"""How much sodium the excitable membrane lets in, at rest and with an impulse: measured, not assumed.

At rest the channels' steady state at the fibre's own equilibrium says it. An impulse is run by the engine; its voltage
at one place, held against the membrane's own equations, gives the sodium current, whose charge beyond rest is what an
impulse brings in. As much charge leaves as potassium, since the voltage comes back to where it was.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.nerve import damage
from sciatica.nerve.damage import Injury
from sciatica.nerve.engine import network, rest
from sciatica.nerve.fibres import Fibres, MyelinatedFibres
from sciatica.nerve.run import simulate
from sciatica.nerve.stimulus import Pulses

_NODES, _COMPARTMENT_UM, _C_LENGTH_MM = 25, 50.0, 5.0


def resting_na(fibres: Fibres, injury: Injury | None) -> FloatArray:
    """[F, N] sodium influx of each place at the fibre's equilibrium with its injury, nA, inward positive.

    The leak that an injury opens carries sodium too: of a channel that lets all cations through and reverses at 0 mV,
    the share is that of sodium's and potassium's driving forces.
    """
    hurt = damage.checked(injury, fibres)
    net = network.build(fibres, hurt)
    u = rest.equilibrium(net)
    v = u + net.rest_mv
    k = net.membrane.constants(net.temperature_c, 1.0)
    m, h, others = rest.steady_gates(net, v)
    conductance = net.sodium_scale * net.membrane.sodium_conductance(m, h, k)
    m, h, _ = rest.steady_gates(net, v + net.shift_mv)
    conductance = conductance + net.shifted_scale * net.membrane.sodium_conductance(m, h, k)
    conductance = conductance + net.persistent_scale * net.membrane.other_conductances(others, k)[0]
    conductance = conductance + _leak_sodium_us(fibres, hurt, net)
    return np.asarray(conductance * (net.sodium_mv - u))


def _leak_sodium_us(fibres: Fibres, hurt: Injury, net: network.Network) -> FloatArray:
    """[F, N] sodium's part of the depolarising leak, µS: with reversal 0, g_Na E_Na + g_K E_K = 0."""
    healthy = replace(hurt, depolarising_leak_s_cm2=np.zeros_like(hurt.depolarising_leak_s_cm2))
    leak_us = net.leak_us - network.build(fibres, healthy).leak_us
    sodium, potassium = net.sodium_mv + net.rest_mv, net.potassium_mv + net.rest_mv
    return np.asarray(leak_us * potassium / (potassium - sodium))


def impulse_pc(fibres: Fibres) -> FloatArray:
    """[F] sodium charge that one impulse brings into one place of each healthy fibre, pC."""
    length_um = None if isinstance(fibres, MyelinatedFibres) else fibres.compartment_length_um
    diameters, back = np.unique(fibres.diameter_um, return_inverse=True)
    charge = np.array(_measured(fibres.membrane, fibres.temperature_c, length_um is not None, tuple(diameters)))
    return np.asarray(charge[back] * (1.0 if length_um is None else length_um / _COMPARTMENT_UM))


@lru_cache(maxsize=64)
def _measured(membrane: str, temperature_c: float, bare: bool, diameters: tuple[float, ...]) -> tuple[float, ...]:
    from sciatica.nerve.fibres import UnmyelinatedFibres

    width = np.array(diameters)
    fibres: Fibres
    if bare:
        count = round(_C_LENGTH_MM * 1e3 / _COMPARTMENT_UM)
        fibres = UnmyelinatedFibres(width, count, _COMPARTMENT_UM, temperature_c, membrane)
        step_ms, pulse_ms, amplitude, duration_ms = 0.02, 0.5, 0.6 * width, 40.0
    else:
        fibres = MyelinatedFibres(width, _NODES, temperature_c, membrane)
        step_ms, pulse_ms, amplitude, duration_ms = 0.005, 0.1, 0.3 * np.maximum(width, 5.0), 12.0
    middle = fibres.places // 2
    pulses = Pulses(np.full(len(width), 2), np.full((len(width), 1), 0.5), pulse_ms, amplitude)
    recording = simulate(
        fibres, None, pulses, duration_ms=duration_ms, step_ms=step_ms, spike_places=(middle,), voltage_places=(middle,)
    )
    if (recording.spike_count[:, 0] != 1).any():
        raise FloatingPointError("the impulse that is to be measured did not come, or came more than once")
    return tuple(sodium_charge_pc(fibres, recording.voltage_mv[:, 0], step_ms, middle))


def sodium_charge_pc(fibres: Fibres, voltage_mv: FloatArray, step_ms: float, place: int) -> FloatArray:
    """[F] sodium charge beyond rest that a voltage [F, T] brings in at one place of healthy fibres, pC."""
    net = network.build(fibres, Injury.healthy(fibres))
    k = net.membrane.constants(fibres.temperature_c, 1.0)
    m, h, others = rest.steady_gates(net, voltage_mv[:, 0])
    v = 0.5 * (voltage_mv[:, :-1] + voltage_mv[:, 1:])
    rates = (*net.membrane.sodium_rates(v, k), *net.membrane.other_rates(v, k))
    parts = [tuple(np.broadcast_to(part, v.shape) for part in rates[i : i + 3]) for i in range(0, len(rates), 3)]
    steady = np.stack([opening / (opening + shutting) for opening, shutting, _ in parts])
    kept = np.stack([np.exp(-step_ms * (opening + shutting) / over) for opening, shutting, over in parts])
    gates, gate = np.empty_like(steady), np.stack([m, h, *others])
    for t in range(v.shape[1]):
        gate = steady[:, :, t] + (gate - steady[:, :, t]) * kept[:, :, t]
        gates[:, :, t] = gate
    transient, persistent = net.sodium_scale[:, place], net.persistent_scale[:, place]
    conductance = transient[:, None] * net.membrane.sodium_conductance(gates[0], gates[1], k)
    conductance = conductance + persistent[:, None] * net.membrane.other_conductances(tuple(gates[2:]), k)[0]
    current = conductance * (net.sodium_mv + net.rest_mv - v)
    return np.asarray((current - current[:, :1]).sum(axis=1) * step_ms)
