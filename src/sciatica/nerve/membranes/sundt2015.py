"""Unmyelinated sensory axon of Sundt, Gamper and Jaffe (2015), doi:10.1152/jn.00226.2015 (ModelDB 187473).

Sodium m³h (Traub and Miles, activation moved by +6 mV and inactivation by -6 mV for the channels of C
fibres), a delayed rectifier n³l (Borg-Graham) and a leak whose reversal balances the other two at -60 mV.
No persistent sodium. Temperature factor 3 from 30 °C; the delayed rectifier's slopes follow RT/F.
"""

from typing import Any, NamedTuple

from sciatica.nerve.engine.elementary import exp, linoid

REST_MV = -60.0
SODIUM_REVERSAL_MV = 50.0
POTASSIUM_REVERSAL_MV = -90.0
CAPACITANCE_UF_CM2 = 1.0
LEAK_S_CM2 = 1e-4
PERSISTENT_SODIUM_S_CM2 = 0.0
AXIAL_RESISTIVITY_OHM_CM = 100.0
OTHER_GATES = 2
OTHER_GATES_EVERY = 1


class Constants(NamedTuple):
    """What the kernels receive; rates are multiplied by half the time step and by temperature."""

    sodium_s_cm2: float
    potassium_s_cm2: float
    none_s_cm2: float
    m_open_rate: float
    m_open_mv: float
    m_open_per_mv: float
    m_shut_rate: float
    m_shut_mv: float
    m_shut_per_mv: float
    h_open_rate: float
    h_open_mv: float
    h_open_per_mv: float
    h_shut_rate: float
    h_shut_mv: float
    h_shut_per_mv: float
    n_rate: float
    n_mv: float
    n_open_per_mv: float
    n_shut_per_mv: float
    l_rate: float
    l_mv: float
    l_per_mv: float
    one: float


def constants(temperature_c: float, half_step_ms: float) -> Constants:
    """Return the published constants at a temperature, rates in units of one per half step."""
    rate = 3.0 ** ((temperature_c - 30.0) / 10.0) * half_step_ms
    per_mv = 96.48 / (8.315 * (273.16 + temperature_c))
    return Constants(
        sodium_s_cm2=0.04,
        potassium_s_cm2=0.04,
        none_s_cm2=0.0,
        m_open_rate=0.32 * 4.0 * rate,
        m_open_mv=-65.0 + 13.1 + 6.0,
        m_open_per_mv=1.0 / 4.0,
        m_shut_rate=0.28 * 5.0 * rate,
        m_shut_mv=-65.0 + 40.1 + 6.0,
        m_shut_per_mv=1.0 / 5.0,
        h_open_rate=0.128 * rate,
        h_open_mv=-65.0 + 17.0 - 6.0,
        h_open_per_mv=1.0 / 18.0,
        h_shut_rate=4.0 * rate,
        h_shut_mv=-65.0 + 40.0 - 6.0,
        h_shut_per_mv=1.0 / 5.0,
        n_rate=0.03 * rate,
        n_mv=-32.0,
        n_open_per_mv=5.0 * 0.4 * per_mv,
        n_shut_per_mv=5.0 * 0.6 * per_mv,
        l_rate=0.001 * rate,
        l_mv=-61.0,
        l_per_mv=2.0 * per_mv,
        one=1.0,
    )


def leak_reversal_mv(temperature_c: float) -> float:
    """Return the leak reversal in mV that leaves the membrane at rest at -60 mV, as the authors' code
    does."""
    k = constants(temperature_c, 1.0)
    m_open, m_shut, _, h_open, h_shut, _ = sodium_rates(REST_MV, k)
    n_open, n_shut, _, l_open, l_shut, _ = other_rates(REST_MV, k)
    sodium = sodium_conductance(m_open / (m_open + m_shut), h_open / (h_open + h_shut), k)
    _, potassium = other_conductances((n_open / (n_open + n_shut), l_open / (l_open + l_shut)), k)
    current = sodium * (REST_MV - SODIUM_REVERSAL_MV) + potassium * (REST_MV - POTASSIUM_REVERSAL_MV)
    return float(REST_MV + current / LEAK_S_CM2)


def sodium_rates(v_mv: Any, k: Any) -> tuple[Any, Any, Any, Any, Any, Any]:
    """Return opening, closing and common divisor of m, then of h, at a membrane potential in mV."""
    a, a_over = linoid((v_mv - k.m_open_mv) * k.m_open_per_mv)
    b, b_over = linoid((k.m_shut_mv - v_mv) * k.m_shut_per_mv)
    d_over = k.one + exp((k.h_shut_mv - v_mv) * k.h_shut_per_mv)
    return (
        k.m_open_rate * a * b_over,
        k.m_shut_rate * b * a_over,
        a_over * b_over,
        k.h_open_rate * exp((k.h_open_mv - v_mv) * k.h_open_per_mv) * d_over,
        k.h_shut_rate,
        d_over,
    )


def other_rates(v_mv: Any, k: Any) -> tuple[Any, Any, Any, Any, Any, Any]:
    """Return opening, closing and common divisor of n, then of l, at a membrane potential in mV."""
    return (
        k.n_rate * exp((v_mv - k.n_mv) * k.n_open_per_mv),
        k.n_rate * exp((k.n_mv - v_mv) * k.n_shut_per_mv),
        k.one,
        k.l_rate * exp((k.l_mv - v_mv) * k.l_per_mv),
        k.l_rate,
        k.one,
    )


def sodium_conductance(m: Any, h: Any, k: Any) -> Any:
    """Return the transient sodium conductance in S/cm²."""
    return k.sodium_s_cm2 * m * m * m * h


def other_conductances(gates: Any, k: Any) -> tuple[Any, Any]:
    """Return persistent sodium (none) and potassium conductance in S/cm²."""
    n, ell = gates
    return k.none_s_cm2, k.potassium_s_cm2 * n * n * n * ell
