"""Soma of a rat's dorsal root ganglion, Kovalsky, Amir and Devor (2009, J Neurophysiol 102:1430): it oscillates.

A fast sodium current m³h (squid kinetics moved by 6 mV), an intermediate and a late one, both with activation at
once and slow inactivation, and a leak; no delayed rectifier. A small steady depolarisation sets off oscillations
below threshold, a larger one spikes on top of them, in bursts and then without end: the ectopic firing of an injured
ganglion. The late current, lost slowly as the cell is depolarised, ends the bursts.

Constants of the authors' code (ModelDB 140038), which runs at 20 °C; only the fast channels have a temperature
factor there (3 from 6.3 °C), so other temperatures extrapolate. The code keeps its rates in a table 1 mV apart,
straight between: with it NEURON's cell rings at .012 nA without end, as its authors note, with the formulas
themselves (here, and in NEURON without the table) the ringing fades and lasts only from about .03 nA. Its cell is
one compartment, 50 µm wide and long; the axial resistivity is NEURON's own default. Intermediate and late sodium
stand as the persistent sodium, as far as injury is concerned; potassium's reversal serves none of its channels.
"""

from typing import Any, NamedTuple

from sciatica.nerve.engine.elementary import exp, linoid

FULL_ORDER_ONLY = True
REST_MV = -57.5
CAPACITANCE_UF_CM2 = 1.0
AXIAL_RESISTIVITY_OHM_CM = 35.4
SECTIONS = ("node",)
GATES = ("fast_m", "fast_h", "intermediate_h", "late_h")
SODIUM_GATES = 2
POOLS: tuple[str, ...] = ()
POOLS_START: tuple[float, ...] = ()


class Constants(NamedTuple):
    """What the kernels receive."""

    fast_rate: float
    half_step_ms: float
    fast_s_cm2: float = 25e-3
    intermediate_s_cm2: float = 27e-3
    late_s_cm2: float = 1.28e-4
    leak_s_cm2: float = 1.42e-3
    leak_mv: float = -65.5
    sodium_mv: float = 62.0
    potassium_mv: float = -94.0
    m_open_mv: float = -34.0
    m_shut: float = 4.0
    m_shut_mv: float = -59.0
    m_shut_per_mv: float = 1.0 / 18.0
    h_open: float = 0.07
    h_open_per_mv: float = 1.0 / 20.0
    h_shut_mv: float = -29.0
    tenth_per_mv: float = 0.1
    intermediate_m_open_mv: float = -25.0
    intermediate_m_shut_mv: float = -50.0
    intermediate_h_mv: float = -72.5
    intermediate_h_per_mv: float = 1.0 / 8.0
    intermediate_h_ms: float = 0.2218
    intermediate_h_ms_per_mv: float = -0.06883
    late_m_mv: float = -51.8
    late_m_per_mv: float = 1.0 / 4.6
    late_h_most: float = 0.9827
    late_h_mv: float = -55.67
    late_h_per_mv: float = 1.0 / 6.552
    late_h_least_ms: float = 63.2
    late_h_ms: float = 25.0
    late_h_ms_per_mv: float = -1.0 / 25.5
    one: float = 1.0


def constants(temperature_c: float, half_step_ms: float, section: str = "node") -> Constants:
    """Return the published constants at a temperature."""
    return Constants(fast_rate=3.0 ** ((temperature_c - 6.3) / 10.0) * half_step_ms, half_step_ms=half_step_ms)


def rates(v_mv: Any, pools: Any, k: Any) -> tuple[Any, ...]:
    """Return opening, closing and common divisor of every gate at a membrane potential in mV."""
    a, a_over = linoid((v_mv - k.m_open_mv) * k.tenth_per_mv)
    d_over = k.one + exp((k.h_shut_mv - v_mv) * k.tenth_per_mv)
    shut = exp((v_mv - k.intermediate_h_mv) * k.intermediate_h_per_mv)
    intermediate_ms = k.intermediate_h_ms * exp(v_mv * k.intermediate_h_ms_per_mv)
    late = k.one + exp((v_mv - k.late_h_mv) * k.late_h_per_mv)
    late_ms = k.late_h_least_ms + k.late_h_ms * exp(v_mv * k.late_h_ms_per_mv)
    return (
        k.fast_rate * a,
        k.fast_rate * k.m_shut * exp((k.m_shut_mv - v_mv) * k.m_shut_per_mv) * a_over,
        a_over,
        k.fast_rate * k.h_open * exp((k.m_shut_mv - v_mv) * k.h_open_per_mv) * d_over,
        k.fast_rate,
        d_over,
        k.half_step_ms,
        k.half_step_ms * shut,
        (k.one + shut) * intermediate_ms,
        k.half_step_ms * k.late_h_most,
        k.half_step_ms * (late - k.late_h_most),
        late * late_ms,
    )


def sodium_conductance(sodium_gates: Any, k: Any) -> Any:
    """Return the fast sodium conductance in S/cm²."""
    m, h = sodium_gates
    return k.fast_s_cm2 * m * m * m * h


def other_currents(v_mv: Any, gates: Any, pools: Any, place: Any, k: Any) -> tuple[Any, Any, Any, Any]:
    """Return intermediate and late sodium, potassium (none) and leak in S/cm², and the leak's source in S/cm²
    mV."""
    _, _, intermediate_h, late_h = gates
    a, a_over = linoid((v_mv - k.intermediate_m_open_mv) * k.tenth_per_mv)
    b = k.m_shut * exp((k.intermediate_m_shut_mv - v_mv) * k.m_shut_per_mv)
    intermediate_m = a / (a + b * a_over)
    late_m = k.one / (k.one + exp((k.late_m_mv - v_mv) * k.late_m_per_mv))
    return (
        k.intermediate_s_cm2 * intermediate_m * intermediate_h + k.late_s_cm2 * late_m * late_h,
        k.one - k.one,
        k.leak_s_cm2,
        k.leak_s_cm2 * k.leak_mv,
    )


def reversals_mv(pools: Any, k: Any) -> tuple[Any, Any]:
    """Return the reversal potentials of sodium and potassium in mV."""
    return k.sodium_mv, k.potassium_mv
