"""Ours and NEURON's, in turn, at equal step and at equal accuracy.

Equal accuracy: each engine at its largest step (and compartment) whose conduction velocity lies within 1 % of the
one that both share as the step goes to 0; NEURON in whichever of its modes is then fastest. Times are the
processor's, of one thread each, so that other work on the machine does not count.
"""

import time
from collections.abc import Callable
from typing import Any

import numpy as np

from sciatica.bench import neuron
from sciatica.bench.neuron import VARIABLE, Mode, Peer
from sciatica.bench.timing import Times, interleaved, ratio
from sciatica.nerve import MyelinatedFibres, Pulses, UnmyelinatedFibres, conduction_velocity_m_s, simulate
from sciatica.nerve.run import largest_step_ms

WITHIN = 0.01
STEP_MS = 0.005
DIAMETER_UM, NODES, SPAN_MS = 10.0, 41, 1.0
NEAR, FAR = 14, 28
RATIOS = ("peers.neuron.equal_accuracy_ratio", "peers.neuron.equal_step_ratio", "peers.neuron.c_fibre_ratio")

EULER_STEPS = (0.001, 0.0008, 0.0006, 0.0005, 0.0004, 0.0003)
SECOND_ORDER_STEPS = (0.02, 0.01, 0.005, 0.0025, 0.001)
TOLERANCES = (1.0, 0.3, 0.1, 0.03, 0.01)

C_DIAMETER_UM, C_LENGTH_MM, C_SPAN_MS = 0.8, 8.0, 16.0
C_OURS_UM = (10.0, 12.5, 14.0, 16.0, 18.0, 20.0, 25.0)
C_OURS_MS = (0.02, 0.025, 0.03, 0.035, 0.04, 0.045, 0.05)
C_NEURON_UM = (10.0, 12.5, 14.0, 16.0, 18.0, 20.0)
C_NEURON_MS = (0.01, 0.0125, 0.015, 0.02)


def compared(
    work: Callable[[float, int], None], node_ms: float, limit_m_s: float, rounds: int, quick: bool
) -> dict[str, Any]:
    """Return all comparisons, or nulls and the reason where NEURON cannot be measured."""
    reason = neuron.missing()
    if reason is not None:
        return dict.fromkeys(RATIOS) | {"peers.neuron.why_not": reason}
    return mrg2002(work, node_ms, limit_m_s, rounds, quick) | sundt2015(rounds, quick)


def mrg2002(
    work: Callable[[float, int], None], node_ms: float, limit_m_s: float, rounds: int, quick: bool
) -> dict[str, Any]:
    """Compare on MRG fibres of 10 µm; `work` is ours by step and threads and amounts to `node_ms` nodes times ms."""
    peer = neuron.mrg2002(DIAMETER_UM, NODES)
    fine = [velocity(peer, Mode("euler", 0, step)) for step in ((0.01, 0.005) if quick else (0.001, 0.0005))]
    theirs = 2.0 * fine[1] - fine[0]
    shared = 0.5 * (theirs + limit_m_s)
    numbers: dict[str, Any] = {f"peers.{name}.version": version for name, version in neuron.versions().items()}
    numbers |= {"peers.neuron.cv_limit_m_s": theirs, "peers.shared_cv_limit_m_s": shared}
    fitting = _correct_modes(numbers, lambda mode: velocity(peer, mode), shared, quick)
    ours_ms = _largest_step(shared, quick)
    loops = {mode.name: neuron.loop(peer, mode, SPAN_MS) for mode in fitting}
    loops["equal step"] = neuron.loop(peer, Mode("euler", 0, STEP_MS), SPAN_MS)
    ours = {"ours": lambda: work(STEP_MS, 1), "ours at its largest": lambda: work(ours_ms, 1)}
    times = interleaved(ours | loops, rounds, time.process_time)
    scale = node_ms / (NODES * SPAN_MS)
    numbers["peers.neuron.equal_step_ratio"] = _put_ratio(
        numbers, "peers.neuron.equal_step_ratio", times["equal step"], times["ours"], scale
    )
    numbers["peers.neuron.node_steps_per_s"] = NODES * SPAN_MS / STEP_MS / times["equal step"].median
    numbers["peers.neuron.equal_step_cv_error_pct"] = 100.0 * (velocity(peer, Mode("euler", 0, STEP_MS)) / shared - 1.0)
    for mode in fitting:
        numbers[f"peers.neuron.{mode.name}_s_per_ms"] = times[mode.name].median / SPAN_MS
    best = min(fitting, key=lambda mode: times[mode.name].median)
    numbers["peers.neuron.equal_accuracy_mode"] = best.name
    numbers["peers.neuron.equal_accuracy_step_or_tolerance"] = best.step_or_tolerance
    numbers["peers.ours.equal_accuracy_step_us"] = ours_ms * 1e3
    numbers["peers.neuron.equal_accuracy_ratio"] = _put_ratio(
        numbers, "peers.neuron.equal_accuracy_ratio", times[best.name], times["ours at its largest"], scale
    )
    return numbers


def velocity(peer: Peer, mode: Mode) -> float:
    """Return NEURON's velocity over the middle third of the MRG fibre."""
    return neuron.velocity_m_s(peer, mode, NEAR, FAR, SPAN_MS)


def _put_ratio(numbers: dict[str, Any], key: str, theirs: Times, ours: Times, scale: float) -> float:
    """Put a ratio's least and largest beside it and return it; `scale` is how much more work ours was."""
    middle, least, largest = (scale * each for each in ratio(theirs, ours))
    numbers[f"{key}.least"], numbers[f"{key}.largest"] = least, largest
    return middle


def _correct_modes(
    numbers: dict[str, Any], velocity_of: Callable[[Mode], float], shared_m_s: float, quick: bool
) -> list[Mode]:
    """Return of each of NEURON's modes the largest step or tolerance that is within 1 %; write down the errors."""
    tried = {
        "euler": [Mode("euler", 0, step) for step in EULER_STEPS],
        "second_order": [Mode("second_order", 2, step) for step in SECOND_ORDER_STEPS],
        VARIABLE: [Mode(VARIABLE, 0, tolerance) for tolerance in TOLERANCES],
    }
    fitting = []
    for name, settings in tried.items():
        error = np.nan
        for mode in settings[-1:] if quick else settings:
            error = velocity_of(mode) / shared_m_s - 1.0
            if abs(error) <= WITHIN:
                fitting.append(mode)
                break
        numbers[f"peers.neuron.{name}_cv_error_pct"] = None if np.isnan(error) else 100.0 * error
    return fitting


def _largest_step(shared_m_s: float, quick: bool) -> float:
    """Return our largest step within 1 % of a velocity, in ms."""
    fibre = MyelinatedFibres(np.array([DIAMETER_UM]), NODES)
    for step in np.arange(round(largest_step_ms(fibre) * 1e3), 4, -1) * 1e-3 if not quick else ():
        if abs(conduction_velocity_m_s(fibre, step_ms=float(step))[0] / shared_m_s - 1.0) <= WITHIN:
            return float(step)
    return STEP_MS


def sundt2015(rounds: int, quick: bool) -> dict[str, Any]:
    """Compare on C fibres of 0.8 µm, each engine with compartments and step of its own that are within 1 %."""
    lengths, steps = ((50.0,), (0.02,)) if quick else (C_OURS_UM, C_OURS_MS)
    shared = float("nan") if quick else _c_limit()
    ours = _coarsest({(dx, dt): _c_velocity(dx, dt) for dx in lengths for dt in steps}, shared)
    settings = {}
    for dx in (25.0,) if quick else C_NEURON_UM:
        peer = neuron.sundt2015(C_DIAMETER_UM, C_LENGTH_MM, dx)
        for dt in (0.02,) if quick else C_NEURON_MS:
            settings[dx, dt] = _c_neuron(peer, Mode("second_order", 2, dt))
        del peer
    theirs = _coarsest(settings, shared)
    peer = neuron.sundt2015(C_DIAMETER_UM, C_LENGTH_MM, theirs[0])
    modes = [Mode("second_order", 2, theirs[1])]
    for tolerance in () if quick else TOLERANCES:
        mode = Mode(VARIABLE, 0, tolerance)
        if abs(_c_neuron(peer, mode) / shared - 1.0) <= WITHIN:
            modes.append(mode)
            break
    batch = 32 if quick else 1024
    loops = {mode.name: neuron.loop(peer, mode, C_SPAN_MS) for mode in modes}
    times = interleaved({"ours": lambda: _c_work(batch, *ours), **loops}, rounds, time.process_time)
    best = min(modes, key=lambda mode: times[mode.name].median)
    numbers: dict[str, Any] = {
        "peers.c_fibre.cv_limit_m_s": None if quick else shared,
        "peers.ours.c_fibre_compartment_um": ours[0],
        "peers.ours.c_fibre_step_us": ours[1] * 1e3,
        "peers.neuron.c_fibre_compartment_um": theirs[0],
        "peers.neuron.c_fibre_step_us": theirs[1] * 1e3,
        "peers.neuron.c_fibre_mode": best.name,
    }
    numbers["peers.neuron.c_fibre_ratio"] = _put_ratio(
        numbers, "peers.neuron.c_fibre_ratio", times[best.name], times["ours"], batch
    )
    return numbers


def _coarsest(velocity_of: dict[tuple[float, float], float], shared_m_s: float) -> tuple[float, float]:
    """Return the compartment and step of least work among those within 1 %."""
    good = [
        key for key, value in velocity_of.items() if np.isnan(shared_m_s) or abs(value / shared_m_s - 1.0) <= WITHIN
    ]
    return max(good, key=lambda key: key[0] * key[1])


def _c_limit() -> float:
    """Return the velocity as compartment and step go to 0, second order in both, in m/s."""
    dx, dt = 10.0, 0.01
    both = _c_velocity(dx, dt)
    return both + (_c_velocity(0.5 * dx, dt) - both) * 4.0 / 3.0 + (_c_velocity(dx, 0.5 * dt) - both) * 4.0 / 3.0


def _c_fibres(batch: int, compartment_um: float) -> UnmyelinatedFibres:
    count = round(C_LENGTH_MM * 1e3 / compartment_um) + 1
    return UnmyelinatedFibres(np.full(batch, C_DIAMETER_UM), count, compartment_um)


def _c_run(batch: int, compartment_um: float, step_ms: float) -> Any:
    fibres = _c_fibres(batch, compartment_um)
    pulses = Pulses(np.full(batch, 2), np.full((batch, 1), 0.1), 0.5, np.full(batch, 0.5 * C_DIAMETER_UM))
    near, far = _c_places(fibres.compartments)
    return simulate(fibres, None, pulses, duration_ms=C_SPAN_MS, step_ms=step_ms, spike_places=(near, far), threads=1)


def _c_places(count: int) -> tuple[int, int]:
    return count // 3, 2 * count // 3


def _c_work(batch: int, compartment_um: float, step_ms: float) -> None:
    _c_run(batch, compartment_um, step_ms)


def _c_velocity(compartment_um: float, step_ms: float) -> float:
    seen = _c_run(1, compartment_um, step_ms)
    if (seen.spike_count != 1).any():
        return float("nan")
    near, far = seen.spike_places
    first = seen.spike_time_ms[0, :, 0]
    return float((far - near) * compartment_um * 1e-3 / (first[1] - first[0]))


def _c_neuron(peer: Peer, mode: Mode) -> float:
    return neuron.velocity_m_s(peer, mode, *_c_places(len(peer.places)), C_SPAN_MS)
