"""What the ganglion cells of Sundt et al. (2015) share: the axon's channels, an M current, and calcium with its SK.

`sundt2015` is the axon alone. Within the ganglion (the stem, both processes near the T-junction, the soma) its
authors add slow outward currents, since only these let the junction pass fewer spikes than the axon could
carry. M current (KCNQ): Yamada, Koch and Adams' kinetics moved by 5 mV, temperature factor 3 from 23.5 °C.
Calcium: an L current m² into a shell that empties within half a second, which opens SK channels q² (Aradi
and Holmes 1999), both at the published rates whatever the temperature. The leak balances all at -60 mV, section by
section, as the authors' code does (ModelDB 187473, doi:10.1152/jn.00226.2015).
"""

from typing import Any, NamedTuple

import numpy as np

from sciatica.nerve.engine.elementary import exp, linoid
from sciatica.nerve.engine.full.elementary import power
from sciatica.nerve.membranes import sundt2015

FULL_ORDER_ONLY = True
REST_MV = -60.0
CAPACITANCE_UF_CM2 = 1.0
AXIAL_RESISTIVITY_OHM_CM = 100.0
SECTIONS = ("node", "ganglion", "soma")
GATES = ("m", "h", "n", "l", "km", "cal_m", "sk_q")
SODIUM_GATES = 2
POOLS = ("calcium_um",)
POOLS_START = (0.07,)

LEAK_S_CM2 = 1e-4
CALCIUM_OUT_MM = 2.0
CALCIUM_MV = 1e3 * 8.31446 * 298.15 / (2.0 * 96485.33) * float(np.log(CALCIUM_OUT_MM / (1e-3 * POOLS_START[0])))


class Densities(NamedTuple):
    """Conductances of one section in S/cm²."""

    sodium: float = 0.04
    delayed_rectifier: float = 0.04
    km: float = 0.0
    calcium: float = 0.0
    sk: float = 0.0


class Constants(NamedTuple):
    """What the kernels receive; rates are multiplied by half the time step and by temperature."""

    sodium_s_cm2: float
    kdr_s_cm2: float
    km_s_cm2: float
    cal_s_cm2: float
    sk_s_cm2: float
    leak_s_cm2: float
    leak_mv: float
    sodium_mv: float
    potassium_mv: float
    fast_rate: float
    n_open_per_mv: float
    n_shut_per_mv: float
    l_per_mv: float
    km_rate: float
    half_step_ms: float
    calcium_per_ms: float
    m_open: float = 0.32 * 4.0
    m_open_mv: float = -65.0 + 13.1 + 6.0
    m_open_per_mv: float = 1.0 / 4.0
    m_shut: float = 0.28 * 5.0
    m_shut_mv: float = -65.0 + 40.1 + 6.0
    fifth_per_mv: float = 1.0 / 5.0
    h_open: float = 0.128
    h_open_mv: float = -65.0 + 17.0 - 6.0
    h_open_per_mv: float = 1.0 / 18.0
    h_shut: float = 4.0
    h_shut_mv: float = -65.0 + 40.0 - 6.0
    n_speed: float = 0.03
    n_mv: float = -32.0
    l_speed: float = 0.001
    l_mv: float = -61.0
    km_speed: float = 0.0033
    km_mv: float = -30.0
    km_per_mv: float = 1.0 / 20.0
    cal_open: float = 156.9
    cal_open_mv: float = 81.5
    tenth_per_mv: float = 0.1
    cal_shut: float = 0.29
    cal_shut_per_mv: float = -1.0 / 10.86
    cal_mv: float = CALCIUM_MV
    calcium_um: float = POOLS_START[0]
    calcium_um_per_ma: float = 26.0
    sk_open: float = 0.00246 * float(np.exp(28.48 / 4.5))
    sk_open_order: float = 36.0 / 4.5 / float(np.log(10.0))
    sk_shut: float = 0.006 * float(np.exp(-60.4 / 35.0))
    sk_shut_order: float = -36.0 / 35.0 / float(np.log(10.0))
    one: float = 1.0


def constants(
    temperature_c: float, half_step_ms: float, densities: Densities, *, potassium_mv: float, calcium_ms: float
) -> Constants:
    """Return the constants of one section, with the leak that balances it at -60 mV."""
    axon = sundt2015.constants(temperature_c, half_step_ms)
    unbalanced = Constants(
        sodium_s_cm2=densities.sodium,
        kdr_s_cm2=densities.delayed_rectifier,
        km_s_cm2=densities.km,
        cal_s_cm2=densities.calcium,
        sk_s_cm2=densities.sk,
        leak_s_cm2=LEAK_S_CM2,
        leak_mv=REST_MV,
        sodium_mv=sundt2015.SODIUM_REVERSAL_MV,
        potassium_mv=potassium_mv,
        fast_rate=3.0 ** ((temperature_c - 30.0) / 10.0) * half_step_ms,
        n_open_per_mv=axon.n_open_per_mv,
        n_shut_per_mv=axon.n_shut_per_mv,
        l_per_mv=axon.l_per_mv,
        km_rate=3.0 ** ((temperature_c - 23.5) / 10.0) * half_step_ms,
        half_step_ms=half_step_ms,
        calcium_per_ms=half_step_ms / calcium_ms,
    )
    k, v = unbalanced, REST_MV
    found = rates(v, POOLS_START, k)
    gates = tuple(found[i] / (found[i] + found[i + 1]) for i in range(0, len(found), 3))
    _, potassium, other, pushed = other_currents(v, gates, POOLS_START, (0.0, 1.0), k)
    current = sodium_conductance(gates[:2], k) * (v - k.sodium_mv) + potassium * (v - potassium_mv) + other * v - pushed
    return k._replace(leak_mv=float(REST_MV + current / LEAK_S_CM2))


def rates(v_mv: Any, pools: Any, k: Any) -> tuple[Any, ...]:
    """Return opening, closing and common divisor of every gate."""
    (calcium_um,) = pools
    a, a_over = linoid((v_mv - k.m_open_mv) * k.m_open_per_mv)
    b, b_over = linoid((k.m_shut_mv - v_mv) * k.fifth_per_mv)
    d_over = k.one + exp((k.h_shut_mv - v_mv) * k.fifth_per_mv)
    c, c_over = linoid((v_mv - k.cal_open_mv) * k.tenth_per_mv)
    return (
        k.fast_rate * k.m_open * a * b_over,
        k.fast_rate * k.m_shut * b * a_over,
        a_over * b_over,
        k.fast_rate * k.h_open * exp((k.h_open_mv - v_mv) * k.h_open_per_mv) * d_over,
        k.fast_rate * k.h_shut,
        d_over,
        k.fast_rate * k.n_speed * exp((v_mv - k.n_mv) * k.n_open_per_mv),
        k.fast_rate * k.n_speed * exp((k.n_mv - v_mv) * k.n_shut_per_mv),
        k.one,
        k.fast_rate * k.l_speed * exp((k.l_mv - v_mv) * k.l_per_mv),
        k.fast_rate * k.l_speed,
        k.one,
        k.km_rate * k.km_speed * exp((v_mv - k.km_mv) * k.km_per_mv),
        k.km_rate * k.km_speed * exp((k.km_mv - v_mv) * k.km_per_mv),
        k.one,
        k.half_step_ms * k.cal_open * c,
        k.half_step_ms * k.cal_shut * exp(v_mv * k.cal_shut_per_mv) * c_over,
        c_over,
        k.half_step_ms * k.sk_open * power(calcium_um, k.sk_open_order),
        k.half_step_ms * k.sk_shut * power(calcium_um, k.sk_shut_order),
        k.one,
    )


def sodium_conductance(sodium_gates: Any, k: Any) -> Any:
    """Return the transient sodium conductance in S/cm²."""
    m, h = sodium_gates
    return k.sodium_s_cm2 * m * m * m * h


def other_currents(v_mv: Any, gates: Any, pools: Any, place: Any, k: Any) -> tuple[Any, Any, Any, Any]:
    """Return persistent sodium (none), potassium and other conductance in S/cm², and the other source in S/cm²
    mV: calcium and the leak."""
    _, _, n, ell, km, cal, q = gates
    calcium = k.cal_s_cm2 * cal * cal
    return (
        k.one - k.one,
        k.kdr_s_cm2 * n * n * n * ell + k.km_s_cm2 * km + k.sk_s_cm2 * q * q,
        calcium + k.leak_s_cm2,
        calcium * k.cal_mv + k.leak_s_cm2 * k.leak_mv,
    )


def reversals_mv(pools: Any, k: Any) -> tuple[Any, Any]:
    """Return the reversal potentials of sodium and potassium in mV."""
    return k.sodium_mv, k.potassium_mv


def pool_rates(
    v_mv: Any, sodium_ua_cm2: Any, potassium_ua_cm2: Any, gates: Any, pools: Any, place: Any, k: Any
) -> tuple[Any]:
    """Return the change of calcium in µM per half step."""
    (calcium_um,) = pools
    _, _, _, _, _, cal, _ = gates
    inward = k.cal_s_cm2 * cal * cal * (k.cal_mv - v_mv)
    return (k.half_step_ms * k.calcium_um_per_ma * inward - k.calcium_per_ms * (calcium_um - k.calcium_um),)
