"""Unmyelinated axon of Rattay and Aberham (1993), doi:10.1109/10.250575: squid channels warmed to 37 °C.

Hodgkin-Huxley m³h and n⁴ about a rest of -70 mV with every rate multiplied by 12 at 37 °C (a factor of
2.2466 per 10 °C from 6.3 °C). A fast spike and a short refractory period, unlike a human C fibre: kept for
comparison.
"""

from typing import Any, NamedTuple

from sciatica.nerve.engine.elementary import exp, linoid

REST_MV = -70.0
SODIUM_REVERSAL_MV = 45.0
POTASSIUM_REVERSAL_MV = -82.0
CAPACITANCE_UF_CM2 = 1.0
LEAK_S_CM2 = 3e-4
PERSISTENT_SODIUM_S_CM2 = 0.0
AXIAL_RESISTIVITY_OHM_CM = 100.0
OTHER_GATES = 1
OTHER_GATES_EVERY = 1


class Constants(NamedTuple):
    """What the kernels receive; rates are multiplied by half the time step and by temperature."""

    sodium_s_cm2: float
    potassium_s_cm2: float
    none_s_cm2: float
    m_open_rate: float
    m_open_mv: float
    m_shut_rate: float
    m_shut_per_mv: float
    h_open_rate: float
    h_open_per_mv: float
    h_shut_rate: float
    h_shut_mv: float
    n_open_rate: float
    n_open_mv: float
    n_shut_rate: float
    n_shut_per_mv: float
    tenth_per_mv: float
    rest_mv: float
    one: float


def constants(temperature_c: float, half_step_ms: float) -> Constants:
    """Return the published constants at a temperature, rates in units of one per half step."""
    rate = 12.0 ** ((temperature_c - 6.3) / (37.0 - 6.3)) * half_step_ms
    return Constants(
        sodium_s_cm2=0.12,
        potassium_s_cm2=0.036,
        none_s_cm2=0.0,
        m_open_rate=rate,
        m_open_mv=-45.0,
        m_shut_rate=4.0 * rate,
        m_shut_per_mv=1.0 / 18.0,
        h_open_rate=0.07 * rate,
        h_open_per_mv=1.0 / 20.0,
        h_shut_rate=rate,
        h_shut_mv=-40.0,
        n_open_rate=0.1 * rate,
        n_open_mv=-60.0,
        n_shut_rate=0.125 * rate,
        n_shut_per_mv=1.0 / 80.0,
        tenth_per_mv=0.1,
        rest_mv=REST_MV,
        one=1.0,
    )


def leak_reversal_mv(temperature_c: float) -> float:
    """Return the published reversal potential of the leak in mV."""
    return -59.4


def sodium_rates(v_mv: Any, k: Any) -> tuple[Any, Any, Any, Any, Any, Any]:
    """Return opening, closing and common divisor of m, then of h, at a membrane potential in mV."""
    a, a_over = linoid((v_mv - k.m_open_mv) * k.tenth_per_mv)
    d_over = k.one + exp((k.h_shut_mv - v_mv) * k.tenth_per_mv)
    return (
        k.m_open_rate * a,
        k.m_shut_rate * exp((k.rest_mv - v_mv) * k.m_shut_per_mv) * a_over,
        a_over,
        k.h_open_rate * exp((k.rest_mv - v_mv) * k.h_open_per_mv) * d_over,
        k.h_shut_rate,
        d_over,
    )


def other_rates(v_mv: Any, k: Any) -> tuple[Any, Any, Any]:
    """Return opening, closing and common divisor of n at a membrane potential in mV."""
    a, a_over = linoid((v_mv - k.n_open_mv) * k.tenth_per_mv)
    return (
        k.n_open_rate * a,
        k.n_shut_rate * exp((k.rest_mv - v_mv) * k.n_shut_per_mv) * a_over,
        a_over,
    )


def sodium_conductance(m: Any, h: Any, k: Any) -> Any:
    """Return the transient sodium conductance in S/cm²."""
    return k.sodium_s_cm2 * m * m * m * h


def other_conductances(gates: Any, k: Any) -> tuple[Any, Any]:
    """Return persistent sodium (none) and potassium conductance in S/cm²."""
    (n,) = gates
    return k.none_s_cm2, k.potassium_s_cm2 * n * n * n * n
