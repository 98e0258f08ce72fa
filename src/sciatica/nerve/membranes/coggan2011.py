"""Afterdischarge membrane of Coggan, Ocker, Sejnowski and Prescott (2011), doi:10.1088/1741-2560/8/6/065002.

A reduced (Morris-Lecar) axon membrane: sodium that opens at once, delayed potassium w, leak, and the slow
persistent sodium z that makes two attractors, rest and repetitive firing. Sodium that flows in gathers
inside, lowers its own reversal and ends an afterdischarge. Constants of the authors' code (ModelDB 143072),
whose persistent sodium is that of Coggan, Prescott, Bartol and Sejnowski (2010, Proc Natl Acad Sci USA).

Notes. The authors' m is instantaneous; here it is a gate of 2 µs, so that a shift can act on it. Their
coded surface-to-volume factor, 2/0.005, is ten times that of the stated radius of 0.5 µm: the ten is kept, so
that a fibre of 1 µm is their axon, and thinner or thicker ones follow their own surface and volume. No
temperature is given, and none acts. It is a membrane without a cable: the axial resistivity is that of the
authors' axon in NEURON.

The scan of sodium over leak, with the public simulator: three compartments of 1 µm are one patch, since the
current along them is a thousand times stronger than that across; a factor on sodium is the ratio's.

    factor = np.array([0.3, 0.7, 1.0, 2.0, 4.0])       # gNa/gL 4.5, 10.5, 15, 30, 60
    fibres = UnmyelinatedFibres(np.ones(5), 3, compartment_length_um=1.0, membrane="coggan2011")
    injury = Injury.healthy(fibres)
    injury.sodium_factor[:] = factor[:, None]
    kick = Pulses(np.ones(5, int), np.full((5, 1), 10.0), 5.0, np.full(5, PATCH_NA))   # PATCH_NA: 50 µA/cm²
    recording = simulate(fibres, injury, kick, duration_ms=1000.0, step_ms=0.01, spike_places=(1,))

Failure, one spike, an afterdischarge that ends by itself, firing that a kick starts and nothing ends, and
firing from rest: in this order. Between the last two borders lies the hysteresis: without the kick such a
membrane stays silent.
"""

from typing import Any, NamedTuple

from sciatica.nerve.engine.elementary import exp
from sciatica.nerve.engine.full.elementary import log

FULL_ORDER_ONLY = True
REST_MV = -68.6
CAPACITANCE_UF_CM2 = 2.0
AXIAL_RESISTIVITY_OHM_CM = 150.0
SECTIONS = ("node",)
GATES = ("m", "w", "z")
SODIUM_GATES = 1
POOLS = ("sodium_inside_mm",)
POOLS_START = (18.67,)
PATCH_NA = 50.0 * 3.0 * 3.141592653589793e-5  # 50 µA/cm² over three compartments of 1 by 1 µm


class Constants(NamedTuple):
    """What the kernels receive; rates are per half step."""

    sodium_s_cm2: float
    potassium_s_cm2: float
    persistent_s_cm2: float
    leak_s_cm2: float
    leak_mv: float
    potassium_mv: float
    nernst_mv: float
    outside_mm: float
    inside_mm: float
    return_rate: float
    mm_cm_per_ua_cm2: float
    m_rate: float
    m_mv: float
    m_per_mv: float
    w_rate: float
    w_mv: float
    w_per_mv: float
    z_rate: float
    z_mv: float
    z_per_mv: float
    half: float


def constants(temperature_c: float, half_step_ms: float, section: str = "node") -> Constants:
    """Return the published constants, the same at every temperature, rates in units of one per half step."""
    return Constants(
        sodium_s_cm2=0.030,
        potassium_s_cm2=0.020,
        persistent_s_cm2=0.0008,
        leak_s_cm2=0.002,
        leak_mv=-70.0,
        potassium_mv=-100.0,
        nernst_mv=25.0,
        outside_mm=138.0,
        inside_mm=17.5,
        return_rate=half_step_ms / 100.0,
        # 1 µA/cm² is 1e-9 C/ms/cm², hence 1e-3 / 96485 mM cm/ms; the ten is the authors'
        mm_cm_per_ua_cm2=10.0 * 1e-3 / 96485.0 * half_step_ms,
        m_rate=500.0 * half_step_ms,
        m_mv=-1.2,
        m_per_mv=1.0 / 18.0,
        w_rate=0.5 * 0.15 * half_step_ms,
        w_mv=-10.0,
        w_per_mv=1.0 / 10.0,
        z_rate=0.5 * 0.05 * half_step_ms,
        z_mv=-45.0,
        z_per_mv=1.0 / 10.0,
        half=0.5,
    )


def rates(v_mv: Any, pools: Any, k: Any) -> tuple[Any, ...]:
    """Return opening, closing and common divisor of m, w and z: (1 + tanh x)/2, w and z at cosh(x/2)."""
    x = (v_mv - k.m_mv) * k.m_per_mv
    y = (v_mv - k.w_mv) * k.w_per_mv
    z = (v_mv - k.z_mv) * k.z_per_mv
    m_up, m_down = exp(x), exp(-x)
    w_up, w_down, w_half = exp(y), exp(-y), exp(k.half * y) + exp(-k.half * y)
    z_up, z_down, z_half = exp(z), exp(-z), exp(k.half * z) + exp(-k.half * z)
    return (
        k.m_rate * m_up,
        k.m_rate * m_down,
        m_up + m_down,
        k.w_rate * w_half * w_up,
        k.w_rate * w_half * w_down,
        w_up + w_down,
        k.z_rate * z_half * z_up,
        k.z_rate * z_half * z_down,
        z_up + z_down,
    )


def sodium_conductance(sodium_gates: Any, k: Any) -> Any:
    """Return the transient sodium conductance in S/cm²."""
    (m,) = sodium_gates
    return k.sodium_s_cm2 * m


def other_currents(v_mv: Any, gates: Any, pools: Any, place: Any, k: Any) -> tuple[Any, Any, Any, Any]:
    """Return persistent sodium, potassium and leak conductance in S/cm², and the leak's source in S/cm² mV."""
    _, w, z = gates
    return k.persistent_s_cm2 * z, k.potassium_s_cm2 * w, k.leak_s_cm2, k.leak_s_cm2 * k.leak_mv


def reversals_mv(pools: Any, k: Any) -> tuple[Any, Any]:
    """Return the reversal potentials of sodium and potassium in mV."""
    (inside,) = pools
    return k.nernst_mv * log(k.outside_mm / inside), k.potassium_mv


def pool_rates(
    v_mv: Any, sodium_ua_cm2: Any, potassium_ua_cm2: Any, gates: Any, pools: Any, place: Any, k: Any
) -> tuple[Any]:
    """Return the change of sodium inside in mM per half step: what flows in, less its return to 17.5 mM."""
    (inside,) = pools
    surface_per_volume, _ = place
    return (-k.mm_cm_per_ua_cm2 * surface_per_volume * sodium_ua_cm2 - k.return_rate * (inside - k.inside_mm),)
