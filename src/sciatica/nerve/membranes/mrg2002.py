"""Node of Ranvier of McIntyre, Richardson and Grill (2002), doi:10.1152/jn.00353.2001.

Fast sodium m³h, persistent sodium p³, slow potassium s and leak, with the constants of the authors' own
code (ModelDB 3810), whose sodium activation sits at -21.4 mV; some prints have -20.4, which alone is 4 % of
velocity. Persistent sodium and slow potassium are slow enough to move once in four steps. Temperature
factors as coded: 2.2 for m and p and 2.9 for h from 20 °C, 3.0 for s from 36 °C.
"""

from typing import Any, NamedTuple

from sciatica.nerve.engine.elementary import exp, linoid

REST_MV = -80.0
SODIUM_REVERSAL_MV = 50.0
POTASSIUM_REVERSAL_MV = -90.0
CAPACITANCE_UF_CM2 = 2.0
LEAK_S_CM2 = 0.007
PERSISTENT_SODIUM_S_CM2 = 0.01
OTHER_GATES = 2
OTHER_GATES_EVERY = 4


class Constants(NamedTuple):
    """What the kernels receive; rates are multiplied by half the time step and by temperature."""

    sodium_s_cm2: float
    persistent_s_cm2: float
    potassium_s_cm2: float
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
    p_open_rate: float
    p_open_mv: float
    p_open_per_mv: float
    p_shut_rate: float
    p_shut_mv: float
    p_shut_per_mv: float
    s_open_rate: float
    s_open_mv: float
    s_open_per_mv: float
    s_shut_rate: float
    s_shut_mv: float
    s_shut_per_mv: float
    one: float


def constants(temperature_c: float, half_step_ms: float) -> Constants:
    """Return the published constants at a temperature, rates in units of one per half step."""
    fast = 2.2 ** ((temperature_c - 20.0) / 10.0) * half_step_ms
    inactivation = 2.9 ** ((temperature_c - 20.0) / 10.0) * half_step_ms
    slow = 3.0 ** ((temperature_c - 36.0) / 10.0) * half_step_ms
    return Constants(
        sodium_s_cm2=3.0,
        persistent_s_cm2=PERSISTENT_SODIUM_S_CM2,
        potassium_s_cm2=0.08,
        m_open_rate=1.86 * 10.3 * fast,
        m_open_mv=-21.4,
        m_open_per_mv=1.0 / 10.3,
        m_shut_rate=0.086 * 9.16 * fast,
        m_shut_mv=-25.7,
        m_shut_per_mv=1.0 / 9.16,
        h_open_rate=0.062 * 11.0 * inactivation,
        h_open_mv=-114.0,
        h_open_per_mv=1.0 / 11.0,
        h_shut_rate=2.3 * inactivation,
        h_shut_mv=-31.8,
        h_shut_per_mv=1.0 / 13.4,
        p_open_rate=0.01 * 10.2 * fast,
        p_open_mv=-27.0,
        p_open_per_mv=1.0 / 10.2,
        p_shut_rate=0.00025 * 10.0 * fast,
        p_shut_mv=-34.0,
        p_shut_per_mv=1.0 / 10.0,
        s_open_rate=0.3 * slow,
        s_open_mv=-53.0,
        s_open_per_mv=1.0 / 5.0,
        s_shut_rate=0.03 * slow,
        s_shut_mv=-90.0,
        s_shut_per_mv=1.0,
        one=1.0,
    )


def leak_reversal_mv(temperature_c: float) -> float:
    """Return the reversal potential of the nodal leak in mV (published, the same at every temperature)."""
    return -90.0


def sodium_rates(v_mv: Any, k: Any) -> tuple[Any, Any, Any, Any, Any, Any]:
    """Return opening, closing and common divisor of m, then of h, at a membrane potential in mV."""
    a, a_over = linoid((v_mv - k.m_open_mv) * k.m_open_per_mv)
    b, b_over = linoid((k.m_shut_mv - v_mv) * k.m_shut_per_mv)
    c, c_over = linoid((k.h_open_mv - v_mv) * k.h_open_per_mv)
    d_over = k.one + exp((k.h_shut_mv - v_mv) * k.h_shut_per_mv)
    return (
        k.m_open_rate * a * b_over,
        k.m_shut_rate * b * a_over,
        a_over * b_over,
        k.h_open_rate * c * d_over,
        k.h_shut_rate * c_over,
        c_over * d_over,
    )


def other_rates(v_mv: Any, k: Any) -> tuple[Any, Any, Any, Any, Any, Any]:
    """Return opening, closing and common divisor of p, then of s, at a membrane potential in mV."""
    a, a_over = linoid((v_mv - k.p_open_mv) * k.p_open_per_mv)
    b, b_over = linoid((k.p_shut_mv - v_mv) * k.p_shut_per_mv)
    c_over = k.one + exp((k.s_open_mv - v_mv) * k.s_open_per_mv)
    d_over = k.one + exp((k.s_shut_mv - v_mv) * k.s_shut_per_mv)
    return (
        k.p_open_rate * a * b_over,
        k.p_shut_rate * b * a_over,
        a_over * b_over,
        k.s_open_rate * d_over,
        k.s_shut_rate * c_over,
        c_over * d_over,
    )


def sodium_conductance(m: Any, h: Any, k: Any) -> Any:
    """Return the transient sodium conductance in S/cm²."""
    return k.sodium_s_cm2 * m * m * m * h


def other_conductances(gates: Any, k: Any) -> tuple[Any, Any]:
    """Return persistent sodium and potassium conductance in S/cm²."""
    p, s = gates
    return k.persistent_s_cm2 * p * p * p, k.potassium_s_cm2 * s
