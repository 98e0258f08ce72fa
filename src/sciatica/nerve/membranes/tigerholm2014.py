"""Human C-nociceptor of Tigerholm et al. (2014), doi:10.1152/jn.00777.2012: spikes that fill the axon with sodium.

Sodium channels Nav1.7 (m³hs), Nav1.8 (m³hsu) and Nav1.9 (mhs, here the persistent sodium); potassium as
delayed rectifier n⁴, M current (a quarter slow, three quarters fast), A current and a sodium-gated one; an
HCN current half sodium, half potassium; an electrogenic pump, and leaks of either ion. Sodium and potassium
are states, inside the axon and in a sleeve of 29 nm around it that empties into the tissue within 290 ms. Each
spike lets sodium in; the pump needs minutes to bring it out, the driving force of sodium falls, and
conduction slows: this is what makes a nociceptor's slowing the mark of its class.

Constants are those of the code that Pelot et al. (2021, doi:10.1152/jn.00315.2020, ModelDB 266498) took over from the
authors' and that PyFibers runs. As there the leaks are no constants: they hold sodium and potassium each in
balance at -55 mV and the resting concentrations, at every temperature (`constants` works them out).
`steady_state` finds the rest where nothing imposes it, as with a failing pump. Three of the published time
constants are two formulas that meet at a voltage; here they are joined over a twentieth of a millivolt.
"""

from typing import Any

import numpy as np
from scipy.optimize import brentq

from sciatica.nerve.engine.elementary import exp
from sciatica.nerve.engine.full.elementary import log, power
from sciatica.nerve.membranes._tigerholm2014_constants import Constants, without_leaks

FULL_ORDER_ONLY = True
REST_MV = -55.0
CAPACITANCE_UF_CM2 = 1.0
AXIAL_RESISTIVITY_OHM_CM = 35.4
SECTIONS = ("node",)
GATES = (
    "nav17_m", "nav17_h", "nav17_s", "nav18_m", "nav18_h", "nav18_s", "nav18_u", "nav19_m", "nav19_h", "nav19_s",
    "km_slow", "km_fast", "ka_m", "ka_h", "hcn_slow", "hcn_fast", "kdr_n",
)  # fmt: skip
SODIUM_GATES = 7
POOLS = ("sodium_in_mm", "sodium_out_mm", "potassium_in_mm", "potassium_out_mm")
POOLS_START = (11.4, 154.0, 121.7, 5.6)


def constants(temperature_c: float, half_step_ms: float, section: str = "node") -> Constants:
    """Return the published constants at a temperature, with the leaks that balance either ion at rest."""
    bare = without_leaks(temperature_c, half_step_ms)
    sodium, potassium = ion_currents_ma_cm2(REST_MV, POOLS_START, bare)
    sodium_mv, potassium_mv = (float(e) for e in reversals_mv(POOLS_START, bare))
    leak_sodium, leak_potassium = -sodium / (REST_MV - sodium_mv), -potassium / (REST_MV - potassium_mv)
    # where a leak would have to be negative the authors' code adds a constant pump current instead
    return bare._replace(
        leak_sodium_s_cm2=max(leak_sodium, 0.0),
        leak_s_cm2=max(leak_potassium, 0.0),
        further_sodium_ma_cm2=-sodium if leak_sodium < 0.0 else 0.0,
        further_potassium_ma_cm2=-potassium if leak_potassium < 0.0 else 0.0,
    )


def rates(v_mv: Any, pools: Any, k: Any) -> tuple[Any, ...]:
    """Return opening, closing and common divisor of every gate at a membrane potential in mV."""
    m7a = k.one + exp((v_mv - k.m7_open_mv) * k.m7_open_per_mv)
    m7b = k.one + exp((v_mv - k.m7_shut_mv) * k.m7_shut_per_mv)
    h7a = k.one + exp((v_mv - k.h7_open_mv) * k.h7_open_per_mv)
    h7b = k.one + exp((v_mv - k.h7_shut_mv) * k.h7_shut_per_mv)
    s7a = k.one + exp((v_mv - k.s7_open_mv) * k.s7_open_per_mv)
    s7b = k.one + exp((v_mv - k.s7_shut_mv) * k.s7_shut_per_mv)
    m8a = k.one + exp((v_mv - k.m8_open_mv) * k.m8_open_per_mv)
    m8b = k.one + exp((v_mv - k.m8_shut_mv) * k.m8_shut_per_mv)
    h8 = exp((v_mv - k.h8_mv) * k.h8_per_mv)
    from_h8 = v_mv - k.h8_tau_mv
    h8_ms = k.h8_least_ms + k.h8_ms * exp(from_h8 * from_h8 * k.h8_per_mv2)
    s8 = exp((v_mv - k.s8_mv) * k.su8_per_mv)
    s8a = k.one + exp((v_mv - k.s8_low_mv) * k.s8_low_per_mv)
    s8b = k.one + exp((v_mv - k.s8_high_mv) * k.s8_high_per_mv)
    s8_speed = k.nav18_rate * (k.s8_low / s8a + k.s8_high / s8b)
    u8 = exp((v_mv - k.u8_mv) * k.su8_per_mv)
    u8a = k.one + exp((v_mv - k.u8_low_mv) * k.u8_low_per_mv)
    u8b = k.one + exp((v_mv - k.u8_high_mv) * k.u8_high_per_mv)
    u8_speed = k.nav18_rate * (k.u8_low / u8a + k.u8_high / u8b)
    m9a = k.one + exp((v_mv - k.m9_open_mv) * k.m9_open_per_mv)
    m9b = k.one + exp((v_mv - k.m9_shut_mv) * k.m9_shut_per_mv)
    h9a = k.one + exp((v_mv - k.h9_open_mv) * k.h9_open_per_mv)
    h9b = k.one + exp((v_mv - k.h9_shut_mv) * k.h9_shut_per_mv)
    s9 = k.one + exp((v_mv - k.s9_shut_mv) * k.s9_shut_per_mv)
    km = exp((v_mv - k.km_mv) * k.km_per_mv)
    above = k.one / (k.one + exp((k.km_joint_mv - v_mv) * k.joint_per_mv))
    km_ms = k.km_low_ms + above * (k.km_ms + k.km_ms_per_mv * v_mv - k.km_low_ms)
    from_km = v_mv - k.km_mv
    km_speed = k.km_rate * k.km_fast * (exp(from_km * k.km_open_per_mv) + exp(from_km * k.km_shut_per_mv))
    ka = k.one + exp((v_mv - k.ka_m_mv) * k.ka_m_per_mv)
    ka_4 = ka * ka * ka * ka
    from_ka = v_mv - k.ka_m_tau_mv
    ka_ms = k.ka_m_least_ms + k.ka_m_ms * exp(from_ka * from_ka * k.ka_m_per_mv2)
    kh = exp((v_mv - k.ka_h_mv) * k.ka_h_per_mv)
    from_kh = v_mv - k.ka_h_tau_mv
    kh_ms = k.ka_h_least_ms + k.ka_h_ms * exp(from_kh * from_kh * k.ka_h_per_mv2)
    hcn = exp((v_mv - k.hcn_mv) * k.hcn_per_mv)
    above = k.one / (k.one + exp((k.hcn_joint_mv - v_mv) * k.joint_per_mv))
    high = exp((v_mv - k.hcn_high_mv) * k.hcn_high_per_mv)
    low = exp((v_mv - k.hcn_low_mv) * k.hcn_low_per_mv)
    slow_ms = above * (k.hcn_slow_high_ms + k.hcn_slow_high_rise_ms * high)
    slow_ms = slow_ms + (k.one - above) * (k.hcn_slow_low_ms + k.hcn_slow_low_rise_ms * low)
    fast_ms = above * (k.hcn_fast_high_ms + k.hcn_fast_high_rise_ms * high)
    fast_ms = fast_ms + (k.one - above) * (k.hcn_fast_low_ms + k.hcn_fast_low_rise_ms * low)
    kdr = exp((v_mv - k.kdr_mv) * k.kdr_per_mv)
    above = k.one / (k.one + exp((k.kdr_joint_mv - v_mv) * k.joint_per_mv))
    low = exp((v_mv - k.kdr_low_mv) * k.kdr_low_per_mv) + exp((v_mv - k.kdr_low_other_mv) * k.kdr_low_other_per_mv)
    kdr_ms = above * (k.kdr_high_ms + k.kdr_high_rise_ms * exp((v_mv - k.kdr_high_mv) * k.kdr_high_per_mv))
    kdr_ms = kdr_ms + (k.one - above) * (k.kdr_low_ms + k.kdr_low_rise_ms / low)
    return (
        k.nav17_rate * k.m7_open * m7b, k.nav17_rate * k.m7_shut * m7a, m7a * m7b,
        k.nav17_rate * k.h7_open * h7b, k.nav17_rate * (k.h7_shut - k.h7_shut_less * h7b) * h7a, h7a * h7b,
        k.nav17_rate * (k.s7_open_least * s7a + k.s7_open) * s7b, k.nav17_rate * k.s7_shut * s7a, s7a * s7b,
        k.nav18_rate * (k.m8_open * m8a - k.m8_open_less) * m8b, k.nav18_rate * k.m8_shut * m8a, m8a * m8b,
        k.nav18_rate, k.nav18_rate * h8, (k.one + h8) * h8_ms,
        s8_speed, s8_speed * s8, k.one + s8,
        u8_speed, u8_speed * u8, k.one + u8,
        k.nav17_rate * k.m9_open * m9b, k.nav17_rate * k.m9_shut * m9a, m9a * m9b,
        k.nav17_rate * k.h9_open * h9b, k.nav17_rate * k.h9_shut * h9a, h9a * h9b,
        k.nav17_rate * k.s9_open * exp(v_mv * k.s9_open_per_mv) * s9, k.nav17_rate * k.s9_shut, s9,
        k.km_rate, k.km_rate * km, (k.one + km) * km_ms,
        km_speed, km_speed * km, k.one + km,
        k.ka_rate, k.ka_rate * (ka_4 - k.one), ka_4 * ka_ms,
        k.ka_rate, k.ka_rate * kh, (k.one + kh) * kh_ms,
        k.hcn_rate, k.hcn_rate * hcn, (k.one + hcn) * slow_ms,
        k.hcn_rate, k.hcn_rate * hcn, (k.one + hcn) * fast_ms,
        k.kdr_rate, k.kdr_rate * kdr, (k.one + kdr) * kdr_ms,
    )  # fmt: skip


def sodium_conductance(sodium_gates: Any, k: Any) -> Any:
    """Return the conductance of Nav1.7 and Nav1.8 in S/cm²."""
    m7, h7, s7, m8, h8, s8, u8 = sodium_gates
    return k.nav17_s_cm2 * m7 * m7 * m7 * h7 * s7 + k.nav18_s_cm2 * m8 * m8 * m8 * h8 * s8 * u8


def other_currents(v_mv: Any, gates: Any, pools: Any, place: Any, k: Any) -> tuple[Any, Any, Any, Any]:
    """Return persistent sodium (Nav1.9), potassium and other conductance in S/cm², and the other source in
    S/cm² mV: leaks, the HCN channels and the pump."""
    _, _, _, _, _, _, _, m9, h9, s9, km_slow, km_fast, ka_m, ka_h, hcn_slow, hcn_fast, n = gates
    sodium_in, sodium_out, potassium_in, potassium_out = pools
    _, pump_factor = place
    sodium_mv = k.nernst_mv * log(sodium_out / sodium_in)
    potassium_mv = k.nernst_mv * log(potassium_out / potassium_in)
    m_current = k.km_s_cm2 * (k.quarter * km_slow + (k.one - k.quarter) * km_fast)
    by_sodium = k.kna_s_cm2 / (k.one + power(k.kna_half_mm / sodium_in, k.kna_order))
    potassium = m_current + k.ka_s_cm2 * ka_m * ka_h + k.kdr_s_cm2 * n * n * n * n + by_sodium
    hcn = k.half * k.hcn_s_cm2 * k.half * (hcn_slow + hcn_fast)
    outside = k.one / (k.one + k.pump_potassium_mm / potassium_out)
    first = k.pump_first_mm / (sodium_in + k.pump_offset_mm)
    second = k.pump_second_mm / (sodium_in + k.pump_offset_mm)
    bound = k.pump_share / (k.one + first * first * first) + k.one / (k.one + second * second * second)
    pump = k.pump_ma_cm2 * outside * outside * bound * (k.three_halves - k.one)
    pump = pump_factor * (pump + k.further_sodium_ma_cm2 + k.further_potassium_ma_cm2)
    sodium_share, potassium_share = hcn + k.leak_sodium_s_cm2, hcn + k.leak_s_cm2
    return (
        k.nav19_s_cm2 * m9 * h9 * s9,
        potassium,
        sodium_share + potassium_share,
        sodium_share * sodium_mv + potassium_share * potassium_mv - pump,
    )


def reversals_mv(pools: Any, k: Any) -> tuple[Any, Any]:
    """Return the reversal potentials of sodium and potassium in mV."""
    sodium_in, sodium_out, potassium_in, potassium_out = pools
    return k.nernst_mv * log(sodium_out / sodium_in), k.nernst_mv * log(potassium_out / potassium_in)


def pool_rates(
    v_mv: Any, sodium_ua_cm2: Any, potassium_ua_cm2: Any, gates: Any, pools: Any, place: Any, k: Any
) -> tuple[Any, Any, Any, Any]:
    """Return the change of the four concentrations in mM per half step; currents outward."""
    sodium_in, sodium_out, potassium_in, potassium_out = pools
    surface_per_volume_per_cm, pump_factor = place
    _, _, _, _, _, _, _, _, _, _, _, _, _, _, hcn_slow, hcn_fast, _ = gates
    sodium_mv = k.nernst_mv * log(sodium_out / sodium_in)
    potassium_mv = k.nernst_mv * log(potassium_out / potassium_in)
    hcn = k.half * k.hcn_s_cm2 * k.half * (hcn_slow + hcn_fast)
    outside = k.one / (k.one + k.pump_potassium_mm / potassium_out)
    first = k.pump_first_mm / (sodium_in + k.pump_offset_mm)
    second = k.pump_second_mm / (sodium_in + k.pump_offset_mm)
    bound = k.pump_share / (k.one + first * first * first) + k.one / (k.one + second * second * second)
    pump = k.pump_ma_cm2 * outside * outside * bound
    sodium = (hcn + k.leak_sodium_s_cm2) * (v_mv - sodium_mv)
    sodium = sodium + pump_factor * (k.three_halves * pump + k.further_sodium_ma_cm2)
    potassium = (hcn + k.leak_s_cm2) * (v_mv - potassium_mv) + pump_factor * (k.further_potassium_ma_cm2 - pump)
    sodium = sodium_ua_cm2 + k.ua_per_ma * sodium
    potassium = potassium_ua_cm2 + k.ua_per_ma * potassium
    inside = k.inside_per_ua * surface_per_volume_per_cm
    return (
        -inside * sodium,
        k.sleeve_per_ua * sodium - k.sleeve_rate * (sodium_out - k.sodium_out_mm),
        -inside * potassium,
        k.sleeve_per_ua * potassium - k.sleeve_rate * (potassium_out - k.potassium_out_mm),
    )


def ion_currents_ma_cm2(
    v_mv: float, pools: tuple[float, ...], k: Constants, pump_factor: float = 1.0
) -> tuple[float, float]:
    """Return all that sodium and all that potassium carries outward in mA/cm², every gate at its steady state."""
    found = rates(v_mv, pools, k)
    gates = tuple(found[i] / (found[i] + found[i + 1]) for i in range(0, len(found), 3))
    place = (0.0, pump_factor)
    persistent, potassium, _, _ = other_currents(v_mv, gates, pools, place, k)
    sodium_mv, potassium_mv = reversals_mv(pools, k)
    transient = sodium_conductance(gates[:SODIUM_GATES], k)
    sodium_ua = k.ua_per_ma * (transient + persistent) * (v_mv - sodium_mv)
    potassium_ua = k.ua_per_ma * potassium * (v_mv - potassium_mv)
    # the sleeve at the tissue's concentrations loses nothing, so what it gains is the whole of each ion's current
    pools = (pools[0], k.sodium_out_mm, pools[2], k.potassium_out_mm)
    _, sodium, _, potassium = pool_rates(v_mv, sodium_ua, potassium_ua, gates, pools, place, k)
    return float(sodium / k.sleeve_per_ua / k.ua_per_ma), float(potassium / k.sleeve_per_ua / k.ua_per_ma)


def steady_state(temperature_c: float, pump_factor: float = 1.0) -> tuple[float, tuple[float, ...]]:
    """Return the membrane potential in mV and the pools in mM where nothing changes any more.

    Sodium that enters leaves as much potassium behind as has to go (the charge on the membrane is small
    beside either), and the sleeve stands at the tissue's concentrations. Of several rests the one nearest to
    the published -55 mV. Raises ValueError where there is none between -100 and 0 mV.
    """
    k = constants(temperature_c, 1.0)
    together = POOLS_START[0] + POOLS_START[2]

    def pools(sodium_in: float) -> tuple[float, ...]:
        return sodium_in, POOLS_START[1], together - sodium_in, POOLS_START[3]

    def sodium_in(v_mv: float) -> float:
        def balance(x: float) -> float:
            return ion_currents_ma_cm2(v_mv, pools(x), k, pump_factor)[0]

        if balance(together - 1e-3) < 0.0:
            return float("nan")
        return float(brentq(balance, 1e-3, together - 1e-3, xtol=1e-12))

    def potassium(v_mv: float) -> float:
        return ion_currents_ma_cm2(v_mv, pools(sodium_in(v_mv)), k, pump_factor)[1]

    grid = np.linspace(-100.0, 0.0, 51)
    found = np.array([potassium(float(v)) for v in grid])
    turns = np.flatnonzero(np.isfinite(found[1:] * found[:-1]) & (np.sign(found[1:]) != np.sign(found[:-1])))
    if not len(turns):
        raise ValueError("no rest between -100 and 0 mV")
    i = int(turns[np.argmin(np.abs(grid[turns] - REST_MV))])
    v_mv = float(brentq(potassium, grid[i], grid[i + 1], xtol=1e-10))
    return v_mv, pools(sodium_in(v_mv))
