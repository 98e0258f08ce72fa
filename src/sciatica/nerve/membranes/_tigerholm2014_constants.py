"""Published constants of `tigerholm2014`, in the order in which its functions use them (sources there).

Fields without a value depend on temperature and step. `_mv` is where a curve has its middle, `_per_mv` its slope;
rates are in 1/ms and are multiplied by the temperature factor of their channel (`nav17_rate` and so on), which
holds the half step too.
"""

from typing import NamedTuple

FARADAY_C_MOL = 96485.33212
GAS_J_MOL_K = 8.31446262
SLEEVE_UM = 0.029
SLEEVE_PERMEABILITY_UM_MS = 1e-4


class Constants(NamedTuple):
    """What the kernels receive."""

    nav17_rate: float
    nav18_rate: float
    kdr_rate: float
    km_rate: float
    ka_rate: float
    hcn_rate: float
    nernst_mv: float
    inside_per_ua: float
    sleeve_per_ua: float
    sleeve_rate: float
    leak_sodium_s_cm2: float = 0.0
    leak_s_cm2: float = 0.0
    further_sodium_ma_cm2: float = 0.0
    further_potassium_ma_cm2: float = 0.0
    nav17_s_cm2: float = 0.10664
    nav18_s_cm2: float = 0.24271
    nav19_s_cm2: float = 9.4779e-5
    km_s_cm2: float = 0.0069733
    ka_s_cm2: float = 0.012756
    kdr_s_cm2: float = 0.018002
    kna_s_cm2: float = 0.37 * 0.00042
    kna_half_mm: float = 38.7
    kna_order: float = 3.5
    hcn_s_cm2: float = 0.0025377
    pump_ma_cm2: float = 0.0047891
    pump_potassium_mm: float = 1.0
    pump_offset_mm: float = 8.0
    pump_share: float = 1.62
    pump_first_mm: float = 6.7
    pump_second_mm: float = 67.6
    sodium_out_mm: float = 154.0
    potassium_out_mm: float = 5.6
    m7_open: float = 15.5
    m7_open_mv: float = 5.0
    m7_open_per_mv: float = -1.0 / 12.08
    m7_shut: float = 35.2
    m7_shut_mv: float = -72.7
    m7_shut_per_mv: float = 1.0 / 16.7
    h7_open: float = 0.38685
    h7_open_mv: float = -122.35
    h7_open_per_mv: float = 1.0 / 15.29
    h7_shut: float = 2.00283
    h7_shut_less: float = 0.00283
    h7_shut_mv: float = -5.5266
    h7_shut_per_mv: float = -1.0 / 12.70195
    s7_open_least: float = 3e-5
    s7_open: float = 9.2e-4
    s7_open_mv: float = -93.9
    s7_open_per_mv: float = 1.0 / 16.6
    s7_shut: float = 132.05
    s7_shut_mv: float = 384.9
    s7_shut_per_mv: float = -1.0 / 28.5
    m8_open: float = 2.85
    m8_open_less: float = 2.839
    m8_open_mv: float = 1.159
    m8_open_per_mv: float = 1.0 / 13.95
    m8_shut: float = 7.6205
    m8_shut_mv: float = -46.463
    m8_shut_per_mv: float = 1.0 / 8.8289
    h8_mv: float = -32.2
    h8_per_mv: float = 1.0 / 4.0
    h8_least_ms: float = 1.218
    h8_ms: float = 42.043
    h8_tau_mv: float = -38.1
    h8_per_mv2: float = -1.0 / (2.0 * 15.19**2)
    s8_mv: float = -45.0
    u8_mv: float = -51.0
    su8_per_mv: float = 1.0 / 8.0
    s8_low: float = 0.0054203
    s8_low_mv: float = -79.816
    s8_low_per_mv: float = 1.0 / 16.269
    s8_high: float = 0.0050757
    s8_high_mv: float = -15.968
    s8_high_per_mv: float = -1.0 / 11.542
    u8_low: float = 0.0002 * 2.0434
    u8_low_mv: float = -67.499
    u8_low_per_mv: float = 1.0 / 19.51
    u8_high: float = 0.0002 * 1.9952
    u8_high_mv: float = -30.963
    u8_high_per_mv: float = -1.0 / 14.792
    m9_open: float = 1.032
    m9_open_mv: float = -6.99
    m9_open_per_mv: float = -1.0 / 14.87115
    m9_shut: float = 5.79
    m9_shut_mv: float = -130.4
    m9_shut_per_mv: float = 1.0 / 22.9
    h9_open: float = 0.06435
    h9_open_mv: float = -73.26415
    h9_open_per_mv: float = 1.0 / 3.71928
    h9_shut: float = 0.13496
    h9_shut_mv: float = -10.27853
    h9_shut_per_mv: float = -1.0 / 9.09334
    s9_open: float = 1.6e-7
    s9_open_per_mv: float = -1.0 / 12.0
    s9_shut: float = 0.0005
    s9_shut_mv: float = -32.0
    s9_shut_per_mv: float = -1.0 / 23.0
    km_mv: float = -30.0
    km_per_mv: float = -1.0 / 6.0
    km_joint_mv: float = -60.0
    km_low_ms: float = 219.0
    km_ms: float = 1000.0
    km_ms_per_mv: float = 13.0
    km_fast: float = 0.00395
    km_open_per_mv: float = 1.0 / 40.0
    km_shut_per_mv: float = -1.0 / 20.0
    ka_m_mv: float = 9.6
    ka_m_per_mv: float = -1.0 / 16.4
    ka_m_least_ms: float = 0.25
    ka_m_ms: float = 10.04
    ka_m_tau_mv: float = -24.67
    ka_m_per_mv2: float = -1.0 / (2.0 * 34.8**2)
    ka_h_mv: float = -34.9
    ka_h_per_mv: float = 1.0 / 4.6
    ka_h_least_ms: float = 20.0
    ka_h_ms: float = 50.0
    ka_h_tau_mv: float = -40.0
    ka_h_per_mv2: float = -1.0 / (2.0 * 40.0**2)
    hcn_mv: float = -87.2
    hcn_per_mv: float = 1.0 / 9.7
    hcn_joint_mv: float = -70.0
    hcn_high_mv: float = -25.0
    hcn_high_per_mv: float = -1.0 / 20.0
    hcn_low_mv: float = -240.0
    hcn_low_per_mv: float = 1.0 / 50.0
    hcn_slow_high_ms: float = 300.0
    hcn_slow_high_rise_ms: float = 542.0
    hcn_slow_low_ms: float = 2500.0
    hcn_slow_low_rise_ms: float = 100.0
    hcn_fast_high_ms: float = 140.0
    hcn_fast_high_rise_ms: float = 50.0
    hcn_fast_low_ms: float = 250.0
    hcn_fast_low_rise_ms: float = 12.0
    kdr_mv: float = -25.0
    kdr_per_mv: float = -1.0 / 15.4
    kdr_joint_mv: float = -31.0
    kdr_high_ms: float = 0.16
    kdr_high_rise_ms: float = 0.8
    kdr_high_mv: float = -11.0
    kdr_high_per_mv: float = -0.0267
    kdr_low_ms: float = 0.688
    kdr_low_rise_ms: float = 1000.0
    kdr_low_mv: float = -75.2
    kdr_low_per_mv: float = 1.0 / 6.5
    kdr_low_other_mv: float = 131.5
    kdr_low_other_per_mv: float = -1.0 / 34.8
    joint_per_mv: float = 40.0
    half: float = 0.5
    quarter: float = 0.25
    three_halves: float = 1.5
    ua_per_ma: float = 1e3
    one: float = 1.0


def without_leaks(temperature_c: float, half_step_ms: float) -> Constants:
    """Return the constants at a temperature, the leaks still to be found."""

    def rate(q10: float, from_c: float) -> float:
        return float(q10 ** ((temperature_c - from_c) / 10.0) * half_step_ms)

    return Constants(
        nav17_rate=rate(2.5, 21.0),
        nav18_rate=rate(2.5, 22.0),
        kdr_rate=rate(3.3, 22.0),
        km_rate=rate(3.3, 21.0),
        ka_rate=rate(3.3, 23.0),
        hcn_rate=rate(3.0, 22.0),
        nernst_mv=1e3 * GAS_J_MOL_K * (temperature_c + 273.15) / FARADAY_C_MOL,
        inside_per_ua=1e-3 * half_step_ms / FARADAY_C_MOL,
        sleeve_per_ua=10.0 * half_step_ms / (FARADAY_C_MOL * SLEEVE_UM),
        sleeve_rate=half_step_ms * SLEEVE_PERMEABILITY_UM_MS / SLEEVE_UM,
    )
