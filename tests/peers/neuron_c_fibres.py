"""Writes NEURON's tables of the C fibres beside this file; needs the optional group that holds neuron and pyfibers.

    python tests/peers/neuron_c_fibres.py

One section cut into equal compartments with sealed ends, which is the very cable that `UnmyelinatedFibres` describes,
with the channels that PyFibers compiles (its own fibre classes chain one-compartment sections, which is the same
equations). Rest as PyFibers sets it: Sundt's leak reversal balances the other currents at -60 mV, Tigerholm's leaks
balance sodium and potassium each at -55 mV. The table of rates inside `RattayAberham` (1 mV apart) is switched off, so
that NEURON evaluates the published formulas.
"""

from pathlib import Path
from typing import Any

import numpy as np

HERE = Path(__file__).parent
REST_MV = {"sundt2015": -60.0, "rattay_aberham1993": -70.0, "tigerholm2014": -55.0}
LENGTH_UM = {"sundt2015": 50.0, "rattay_aberham1993": 50.0, "tigerholm2014": 25.0}
PULSE_MS = 0.5
COMPARTMENTS, AT, NEAR, FAR = 121, 3, 50, 80
THRESHOLD_COMPARTMENTS, MIDDLE, HEARD = 81, 40, 65
OFFSETS_MS = (-0.6, -0.4, -0.2, -0.1, -0.05, 0.05, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1.0, 1.5, 2.0, 3.0, 4.0)

SODIUM = ("nattxs", "nav1p8", "nav1p9", "h", "nakpump")
POTASSIUM = ("ks", "kf", "h", "kdrTiger", "nakpump", "kna")
TIGERHOLM_DENSITY = {
    "kna": 0.00042, "ks": 0.0069733, "kf": 0.012756, "h": 0.0025377, "nattxs": 0.10664, "nav1p8": 0.24271,
    "nav1p9": 9.4779e-05, "kdrTiger": 0.018002,
}  # fmt: skip


def neuron() -> Any:
    """Return NEURON's interpreter with PyFibers' channels loaded, its compiled folder found wherever we stand."""
    import pyfibers  # noqa: F401
    from neuron import h

    h.load_file("stdrun.hoc")
    h.cvode.active(0)
    return h


def version() -> str:
    """Return what wrote a table."""
    import importlib.metadata

    return f"NEURON {importlib.metadata.version('neuron')}, PyFibers {importlib.metadata.version('pyfibers')}"


def cable(h: Any, membrane: str, diameter_um: float, compartments: int, temperature_c: float, length_um: float) -> Any:
    """Return one section of equal compartments with a membrane, balanced at its rest."""
    part = h.Section(name="axon")
    part.nseg, part.L, part.diam, part.cm = compartments, compartments * length_um, diameter_um, 1.0
    part.Ra = 35.4 if membrane == "tigerholm2014" else 100.0
    h.celsius = temperature_c
    if membrane == "sundt2015":
        for name in ("nahh", "borgkdr", "pas"):
            part.insert(name)
        part.gnabar_nahh, part.mshift_nahh, part.hshift_nahh = 0.04, -6.0, 6.0
        part.gkdrbar_borgkdr, part.g_pas, part.ek, part.ena = 0.04, 1e-4, -90.0, 50.0
        h.finitialize(REST_MV[membrane])
        for at in part:
            at.e_pas = at.v + (at.ina + at.ik) / at.g_pas
    elif membrane == "rattay_aberham1993":
        part.insert("RattayAberham")
        part.ena, part.ek = 45.0, -82.0
        h.usetable_RattayAberham = 0
    else:
        for name in (*TIGERHOLM_DENSITY, "nakpump", "naoiTiger", "koiTiger", "leak", "extrapump"):
            part.insert(name)
        for name, density in TIGERHOLM_DENSITY.items():
            setattr(part, f"gbar_{name}", density)
        part.smalla_nakpump = -0.0047891
        for name in ("ks", "kf", "h", "nattxs", "nav1p8", "nav1p9", "nakpump", "kdrTiger"):
            setattr(part, f"celsiusT_{name}", temperature_c)
        h.finitialize(REST_MV[membrane])
        for at in part:
            sodium = sum(getattr(at, f"ina_{name}") for name in SODIUM)
            potassium = sum(getattr(at, f"ik_{name}") for name in POTASSIUM)
            leak_na, leak_k = -sodium / (at.v - at.ena), -potassium / (at.v - at.ek)
            at.gnaleak_leak, at.gkleak_leak = max(leak_na, 0.0), max(leak_k, 0.0)
            at.pumpina_extrapump = -sodium if leak_na < 0.0 else 0.0
            at.pumpik_extrapump = -potassium if leak_k < 0.0 else 0.0
    return part


def run(
    h: Any, part: Any, rest_mv: float, at: int, amplitude_na: float, shown: tuple[int, ...], step_us: float,
    duration_ms: float, second_order: bool = False, onset_ms: float = 0.1,
) -> tuple[np.ndarray, np.ndarray]:  # fmt: skip
    """Return times in ms [T] and membrane potentials in mV [shown, T] after a current pulse into one compartment."""
    clamp = h.IClamp(part((at + 0.5) / part.nseg))
    clamp.delay, clamp.dur, clamp.amp = onset_ms, PULSE_MS, amplitude_na
    time = h.Vector().record(h._ref_t)
    traces = [h.Vector().record(part((place + 0.5) / part.nseg)._ref_v) for place in shown]
    h.secondorder, h.dt, h.steps_per_ms = (2 if second_order else 0), step_us * 1e-3, 1e3 / step_us
    h.finitialize(rest_mv)
    for _ in range(round(duration_ms / (step_us * 1e-3))):
        h.fadvance()
    return np.array(time), np.array([np.array(trace) for trace in traces])


def rise(time: np.ndarray, voltage: np.ndarray, level: float) -> float:
    """Return when a trace first climbs through a level, straight within the step; nan where it never does."""
    up = np.flatnonzero((voltage[:-1] < level) & (voltage[1:] >= level))
    if not len(up):
        return float("nan")
    i = int(up[0])
    return float(time[i] + (level - voltage[i]) / (voltage[i + 1] - voltage[i]) * (time[i + 1] - time[i]))


def aligned(time: np.ndarray, voltage: np.ndarray, rest_mv: float) -> np.ndarray:
    """Return a spike at OFFSETS_MS from where it climbs through half its height."""
    start = rise(time, voltage, 0.5 * (rest_mv + float(voltage.max())))
    return np.interp(start + np.array(OFFSETS_MS), time, voltage)


def started_na(diameter_um: float) -> float:
    """Return a current in nA that certainly starts a spike at the end of the cable."""
    return 1.0 * diameter_um


def velocity_m_s(
    h: Any, membrane: str, diameter_um: float, temperature_c: float, step_us: float, second_order: bool = False
) -> float:
    """Return NEURON's velocity between compartments NEAR and FAR from crossings of -30 mV."""
    length, rest = LENGTH_UM[membrane], REST_MV[membrane]
    part = cable(h, membrane, diameter_um, COMPARTMENTS, temperature_c, length)
    duration = 1.5 + 1.6 * FAR * length * 1e-3 / (0.35 * diameter_um**0.5)
    time, voltage = run(
        h, part, rest, AT, started_na(diameter_um), (NEAR, FAR), step_us, duration, second_order=second_order
    )
    return (FAR - NEAR) * length * 1e-3 / (rise(time, voltage[1], -30.0) - rise(time, voltage[0], -30.0))


def threshold_na(h: Any, membrane: str, diameter_um: float, temperature_c: float, step_us: float) -> float:
    """Return the least current in nA into compartment MIDDLE after which compartment HEARD fires, to 0.02 %."""
    length, rest = LENGTH_UM[membrane], REST_MV[membrane]
    part = cable(h, membrane, diameter_um, THRESHOLD_COMPARTMENTS, temperature_c, length)

    def fires(amplitude: float) -> bool:
        _, voltage = run(h, part, rest, MIDDLE, amplitude, (HEARD,), step_us, 12.0)
        return bool((voltage > -30.0).any())

    low, high = 0.0, 0.02
    while not fires(high):
        low, high = high, 1.5 * high
    while high - low > 2e-4 * high:
        middle = 0.5 * (low + high)
        low, high = (low, middle) if fires(middle) else (middle, high)
    return 0.5 * (low + high)


def waveform_mv(h: Any, membrane: str, diameter_um: float, temperature_c: float, step_us: float) -> np.ndarray:
    """Return the spike at compartment NEAR, aligned at half its height."""
    length, rest = LENGTH_UM[membrane], REST_MV[membrane]
    part = cable(h, membrane, diameter_um, COMPARTMENTS, temperature_c, length)
    duration = 6.0 + 1.6 * NEAR * length * 1e-3 / (0.35 * diameter_um**0.5)
    time, voltage = run(h, part, rest, AT, started_na(diameter_um), (NEAR,), step_us, duration)
    return aligned(time, voltage[0], rest)


def write() -> None:
    """Write the three tables."""
    h = neuron()
    diameters = {
        "sundt2015": (0.4, 0.8, 1.2), "rattay_aberham1993": (0.4, 0.8, 1.2), "tigerholm2014": (0.5, 1.0, 1.5)
    }  # fmt: skip
    cable_words = (
        f"# {version()}; sealed cable, compartments of 50 um (Tigerholm 25), backward Euler (secondorder=0) unless said"
    )
    cases = [(name, d, 37.0) for name, row in diameters.items() for d in row]
    cases += [("sundt2015", 0.8, 30.0), ("rattay_aberham1993", 0.8, 30.0), ("tigerholm2014", 1.0, 30.0)]
    steps = (20.0, 10.0, 5.0, 2.5)
    lines = [
        cable_words,
        f"# velocity in m/s between compartments {NEAR} and {FAR} of {COMPARTMENTS} from crossings of -30 mV,",
        f"# 1 nA/um of diameter for {PULSE_MS} ms into compartment {AT}, by time step in us; second = secondorder=2",
        "membrane,diameter_um,temperature_c,"
        + ",".join(f"step_{s:g}_us" for s in steps)
        + ",second_step_10_us,second_step_5_us",
    ]
    for name, d, celsius in cases:
        values = [velocity_m_s(h, name, d, celsius, s) for s in steps]
        values += [velocity_m_s(h, name, d, celsius, s, second_order=True) for s in (10.0, 5.0)]
        lines.append(f"{name},{d:g},{celsius:g}," + ",".join(f"{v:.6f}" for v in values))
        print(lines[-1], flush=True)
    (HERE / "neuron_c_velocity.csv").write_text("\n".join(lines) + "\n")

    steps = (10.0, 5.0, 2.5)
    lines = [
        cable_words,
        f"# least current in nA for {PULSE_MS} ms into compartment {MIDDLE} of {THRESHOLD_COMPARTMENTS} after which",
        f"# compartment {HEARD} crosses -30 mV within 12 ms, bisected to 0.02 %, by time step in us",
        "membrane,diameter_um,temperature_c," + ",".join(f"step_{s:g}_us" for s in steps),
    ]
    for name, d, celsius in cases[:9]:
        values = [threshold_na(h, name, d, celsius, s) for s in steps]
        lines.append(f"{name},{d:g},{celsius:g}," + ",".join(f"{v:.7f}" for v in values))
        print(lines[-1], flush=True)
    (HERE / "neuron_c_threshold.csv").write_text("\n".join(lines) + "\n")

    lines = [
        cable_words,
        f"# membrane potential in mV at compartment {NEAR} of {COMPARTMENTS}, stimulated as for velocity, by time",
        "# in ms from where the spike climbs through half its height (halfway from rest to peak)",
        "membrane,diameter_um,step_us," + ",".join(f"{t:g}" for t in OFFSETS_MS),
    ]
    for name, d, celsius in cases[:9]:
        for step in (10.0, 5.0, 2.5, 1.25) if d == diameters[name][1] else (10.0, 2.5, 1.25):
            values = waveform_mv(h, name, d, celsius, step)
            lines.append(f"{name},{d:g},{step:g}," + ",".join(f"{v:.4f}" for v in values))
    print("\n".join(lines))
    (HERE / "neuron_c_waveform.csv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    write()
