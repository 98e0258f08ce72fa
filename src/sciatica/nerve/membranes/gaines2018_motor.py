"""Motor axon of Gaines, Finn, Slopsema, Heyboer and Polasek (2018), doi:10.1007/s10827-018-0689-5.

MRG's node (fast sodium m³h, persistent sodium p³, slow potassium s, leak) with fast potassium n⁴, and in the
axolemma of the whole internode fast potassium, slow potassium, the inward rectifier q (HCN) and leak.
Constants of the authors' own code (ModelDB 243841). Three things in it surprise and are kept: the opening of
m sits at -20.4 mV where MRG's code has -21.4; internodal densities are per area of the fibre's outer
surface, not of the axolemma beneath; and the fibre rests some 5 mV below MRG's, slowly, since q takes tens of
milliseconds. The code runs at 37 °C; its temperature factors are MRG's, with that of slow potassium (3.0 from
36 °C) also for n and q. The sensory axon is the same with other numbers (`gaines2018_sensory`).
"""

from typing import Any, NamedTuple

from sciatica.nerve.engine.elementary import exp, linoid

FULL_ORDER_ONLY = True
REST_MV = -85.9411
CAPACITANCE_UF_CM2 = 2.0
SECTIONS = ("node", "mysa", "flut", "stin")
INTERNODAL_DENSITY_OVER = "fibre"
GATES = ("m", "h", "p", "s", "n", "q")
SODIUM_GATES = 2
POOLS: tuple[str, ...] = ()
POOLS_START: tuple[float, ...] = ()


class Published(NamedTuple):
    """What the two axons do not share: S/cm², mV, and per rate its height in 1/ms (or 1/ms/mV), place and slope."""

    node_slow_potassium: float
    node_leak: float
    slow_potassium: float
    hcn: float
    leak: float
    mysa_leak: float
    fast_potassium: float
    mysa_fast_potassium: float
    hcn_half_mv: float
    m_open: tuple[float, float, float]
    m_shut: tuple[float, float, float]
    h_open: tuple[float, float, float]
    h_shut: tuple[float, float, float]
    p_open: tuple[float, float, float]
    p_shut: tuple[float, float, float]


PUBLISHED = Published(
    node_slow_potassium=0.08,
    node_leak=0.007,
    slow_potassium=0.002581,
    hcn=0.002232,
    leak=0.0002,
    mysa_leak=0.002,
    fast_potassium=0.02568,
    mysa_fast_potassium=0.15074,
    hcn_half_mv=-107.3,
    m_open=(1.86, -20.4, 10.3),
    m_shut=(0.086, -25.7, 9.16),
    h_open=(0.062, -114.0, 11.0),
    h_shut=(2.3, -31.8, 13.4),
    p_open=(0.01, -27.0, 10.2),
    p_shut=(0.00025, -34.0, 10.0),
)


class Constants(NamedTuple):
    """What the kernels receive; rates are multiplied by half the time step and by temperature."""

    sodium_s_cm2: float
    persistent_s_cm2: float
    slow_potassium_s_cm2: float
    fast_potassium_s_cm2: float
    hcn_s_cm2: float
    leak_s_cm2: float
    sodium_mv: float
    potassium_mv: float
    leak_mv: float
    hcn_mv: float
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
    n_open_rate: float
    n_open_mv: float
    n_open_per_mv: float
    n_shut_rate: float
    n_shut_mv: float
    n_shut_per_mv: float
    q_rate: float
    q_mv: float
    q_per_mv: float
    one: float


def constants(
    temperature_c: float, half_step_ms: float, section: str = "node", published: Published = PUBLISHED
) -> Constants:
    """Return the published constants of a section at a temperature, rates in units of one per half step."""
    fast = 2.2 ** ((temperature_c - 20.0) / 10.0) * half_step_ms
    inactivation = 2.9 ** ((temperature_c - 20.0) / 10.0) * half_step_ms
    slow = 3.0 ** ((temperature_c - 36.0) / 10.0) * half_step_ms
    node, mysa, p = section == "node", section == "mysa", published
    return Constants(
        sodium_s_cm2=3.0 if node else 0.0,
        persistent_s_cm2=0.01 if node else 0.0,
        slow_potassium_s_cm2=p.node_slow_potassium if node else p.slow_potassium,
        fast_potassium_s_cm2=p.mysa_fast_potassium if mysa else p.fast_potassium,
        hcn_s_cm2=0.0 if node else p.hcn,
        leak_s_cm2=p.node_leak if node else p.mysa_leak if mysa else p.leak,
        sodium_mv=50.0,
        potassium_mv=-90.0,
        leak_mv=-90.0,
        hcn_mv=-54.9,
        m_open_rate=p.m_open[0] * p.m_open[2] * fast,
        m_open_mv=p.m_open[1],
        m_open_per_mv=1.0 / p.m_open[2],
        m_shut_rate=p.m_shut[0] * p.m_shut[2] * fast,
        m_shut_mv=p.m_shut[1],
        m_shut_per_mv=1.0 / p.m_shut[2],
        h_open_rate=p.h_open[0] * p.h_open[2] * inactivation,
        h_open_mv=p.h_open[1],
        h_open_per_mv=1.0 / p.h_open[2],
        h_shut_rate=p.h_shut[0] * inactivation,
        h_shut_mv=p.h_shut[1],
        h_shut_per_mv=1.0 / p.h_shut[2],
        p_open_rate=p.p_open[0] * p.p_open[2] * fast,
        p_open_mv=p.p_open[1],
        p_open_per_mv=1.0 / p.p_open[2],
        p_shut_rate=p.p_shut[0] * p.p_shut[2] * fast,
        p_shut_mv=p.p_shut[1],
        p_shut_per_mv=1.0 / p.p_shut[2],
        s_open_rate=0.3 * slow,
        s_open_mv=-53.0,
        s_open_per_mv=1.0 / 5.0,
        s_shut_rate=0.03 * slow,
        s_shut_mv=-90.0,
        s_shut_per_mv=1.0,
        n_open_rate=0.0462 * 1.1 * slow,
        n_open_mv=-83.2,
        n_open_per_mv=1.0 / 1.1,
        n_shut_rate=0.0824 * 10.5 * slow,
        n_shut_mv=-66.0,
        n_shut_per_mv=1.0 / 10.5,
        q_rate=0.00522 * slow,
        q_mv=p.hcn_half_mv,
        q_per_mv=1.0 / 12.2,
        one=1.0,
    )


def rates(v_mv: Any, pools: Any, k: Any) -> tuple[Any, ...]:
    """Return opening, closing and common divisor of every gate at a membrane potential in mV."""
    a, a_over = linoid((v_mv - k.m_open_mv) * k.m_open_per_mv)
    b, b_over = linoid((k.m_shut_mv - v_mv) * k.m_shut_per_mv)
    c, c_over = linoid((k.h_open_mv - v_mv) * k.h_open_per_mv)
    d_over = k.one + exp((k.h_shut_mv - v_mv) * k.h_shut_per_mv)
    e, e_over = linoid((v_mv - k.p_open_mv) * k.p_open_per_mv)
    f, f_over = linoid((k.p_shut_mv - v_mv) * k.p_shut_per_mv)
    g_over = k.one + exp((k.s_open_mv - v_mv) * k.s_open_per_mv)
    i_over = k.one + exp((k.s_shut_mv - v_mv) * k.s_shut_per_mv)
    n, n_over = linoid((v_mv - k.n_open_mv) * k.n_open_per_mv)
    o, o_over = linoid((k.n_shut_mv - v_mv) * k.n_shut_per_mv)
    q = exp((k.q_mv - v_mv) * k.q_per_mv)
    return (
        k.m_open_rate * a * b_over,
        k.m_shut_rate * b * a_over,
        a_over * b_over,
        k.h_open_rate * c * d_over,
        k.h_shut_rate * c_over,
        c_over * d_over,
        k.p_open_rate * e * f_over,
        k.p_shut_rate * f * e_over,
        e_over * f_over,
        k.s_open_rate * i_over,
        k.s_shut_rate * g_over,
        g_over * i_over,
        k.n_open_rate * n * o_over,
        k.n_shut_rate * o * n_over,
        n_over * o_over,
        k.q_rate * q * q,
        k.q_rate,
        q,
    )


def sodium_conductance(sodium_gates: Any, k: Any) -> Any:
    """Return the transient sodium conductance in S/cm²."""
    m, h = sodium_gates
    return k.sodium_s_cm2 * m * m * m * h


def other_currents(v_mv: Any, gates: Any, pools: Any, place: Any, k: Any) -> tuple[Any, Any, Any, Any]:
    """Return persistent sodium, potassium and other conductance in S/cm², and the others' source in S/cm² mV."""
    _, _, p, s, n, q = gates
    potassium = k.slow_potassium_s_cm2 * s + k.fast_potassium_s_cm2 * n * n * n * n
    hcn = k.hcn_s_cm2 * q
    return (
        k.persistent_s_cm2 * p * p * p,
        potassium,
        k.leak_s_cm2 + hcn,
        k.leak_s_cm2 * k.leak_mv + hcn * k.hcn_mv,
    )


def reversals_mv(pools: Any, k: Any) -> tuple[Any, Any]:
    """Return the reversal potentials of sodium and potassium in mV."""
    return k.sodium_mv, k.potassium_mv
