"""What the facts of a bloodless arm share: the pump starved for 13 minutes and fed again, and the fibre's excitability.

The tissue's law says how the energy falls without blood; `nerve.ions` what then becomes of sodium and potassium; the
fibre engine what impulses and thresholds become of that. Tests are those of Grosskreutz 1999: thresholds 2 ms
(refractoriness) and 7 ms (supernormality) after a supramaximal impulse, against the threshold without one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray

DIAMETER_UM = 10.0
MEMBRANE = "gaines2018_sensory"
NODES = 21
MINUTES = 13.0
RELEASED_MINUTES = 5.0
DELAYS_MS = (2.0, 7.0)
TEST_MS = 0.1
_QUIET_MS = 2.0
_STEP_S = 10.0


@dataclass(frozen=True)
class Seen:
    """Before, at the end of 13 min without blood, and 5 min after its return: [3] each."""

    threshold_na: FloatArray
    refractoriness: FloatArray
    """Threshold 2 ms after an impulse over that without, less one."""
    supernormality: FloatArray
    """One less that at 7 ms."""
    potassium_shift_mv: FloatArray
    pump: FloatArray
    """The pump's current over its healthy one."""
    velocity: FloatArray
    """Conduction velocity over the healthy one, 0 where nothing arrives."""


@lru_cache(maxsize=8)
def arm(parameters: ParameterSet) -> Seen:
    """A sensory fibre of the arm in a cuff of 13 minutes."""
    from sciatica.nerve import Injury, MyelinatedFibres
    from sciatica.nerve.slow import ion_effects, ions

    p = parameters.nerve
    one = MyelinatedFibres(np.array([DIAMETER_UM]), NODES, temperature_c=p.temperature_c)
    axon = ions.axon(one, p)
    states = [(axon.rest, ions.Drive())]
    pools, energy = axon.rest, 1.0
    for begin_s in np.arange(0.0, MINUTES * 60.0, _STEP_S):
        energy = _energy(begin_s + _STEP_S / 2, parameters)
        pools = ions.advance(pools, axon, ions.Drive(energy=energy, blood=0.0), _STEP_S)
    states.append((pools, ions.Drive(energy=energy, blood=0.0)))
    lacking = 1.0 - energy
    for after_s in np.arange(0.0, RELEASED_MINUTES * 60.0, _STEP_S):
        energy = 1.0 - lacking * float(np.exp(-(after_s + _STEP_S / 2) / p.reflow_energy_s))
        pools = ions.advance(pools, axon, ions.Drive(energy=energy), _STEP_S)
    states.append((pools, ions.Drive(energy=energy)))
    injuries = []
    for pools, drive in states:
        injuries.append(ion_effects.applied(Injury.healthy(one), one, pools, axon, drive, p))
    threshold, refractoriness, supernormality, velocity = _excitability(injuries, p.temperature_c)
    potassium = np.array([ions.reversals_mv(s, axon, d)[1][0] for s, d in states])
    pump = np.array([ions.pump_current_na(s, axon, d)[0] for s, d in states])
    return Seen(
        threshold, refractoriness, supernormality, potassium - potassium[0], pump / pump[0], velocity / velocity[0]
    )


def _energy(seconds: float, parameters: ParameterSet) -> float:
    from sciatica.tissue.energy import energy_after

    energy, _ = energy_after(np.ones(1), np.zeros(1), np.array([seconds / 86400.0]), parameters.tissue)
    return float(energy[0])


def _excitability(injuries: list, temperature_c: float) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:  # type: ignore[type-arg]
    """Thresholds of a 1 ms pulse at the middle node, alone and after an impulse from the same place; and velocity."""
    from dataclasses import fields

    from sciatica.nerve import Injury, MyelinatedFibres, Pulses, simulate

    far, middle, test_ms = NODES - 4, NODES // 2, TEST_MS
    cases = [(i, d) for i in injuries for d in (None, *DELAYS_MS)]
    low, high = np.full(len(cases), 0.4), np.full(len(cases), 3.5)
    velocity = np.zeros(len(injuries))
    for _ in range(3):
        tried = np.linspace(low, high, 12)[1:-1]  # [tries, cases]
        tries = len(tried)
        width = np.full(tries * len(cases), DIAMETER_UM)
        fibres = MyelinatedFibres(width, NODES, temperature_c=temperature_c, membrane=MEMBRANE)
        stacked = {
            f.name: np.concatenate([np.repeat(getattr(i, f.name), tries, axis=0) for i, _ in cases])
            for f in fields(Injury)
        }
        onset = np.repeat([[_QUIET_MS if d is None else _QUIET_MS + d] for _, d in cases], tries, axis=0)
        first = np.repeat([[np.nan if d is None else _QUIET_MS] for _, d in cases], tries, axis=0)
        place = np.full(len(onset), middle)
        strong = Pulses(place, first, 0.1, np.full(len(onset), 8.0))
        test = Pulses(place, onset, test_ms, tried.T.ravel())
        seen = simulate(
            fibres, Injury(**stacked), [strong, test], duration_ms=_QUIET_MS + DELAYS_MS[-1] + 3.0, step_ms=0.01,
            spike_places=(middle + 4, far), start="equilibrium",
        )  # fmt: skip
        late = seen.spike_time_ms[:, 1] > onset + 0.05
        number = seen.spike_count[:, 1].reshape(len(cases), tries)
        asked = np.array([1 if d is None else 2 for _, d in cases])
        fires = (number >= asked[:, None]) & late.any(axis=1).reshape(len(cases), tries)
        begins = np.where(fires.any(axis=1), fires.argmax(axis=1), tries)
        grid = np.vstack([low, tried, high])
        rows = np.arange(len(cases))
        low, high = grid[begins, rows], grid[begins + 1, rows]
        for i in range(len(injuries)):
            row = (3 * i + 2) * tries  # its first impulse is the strong one
            times = seen.spike_time_ms[row, :, 0]
            velocity[i] = 1.0 / (times[1] - times[0]) if np.isfinite(times).all() else 0.0
    threshold = (0.5 * (low + high)).reshape(len(injuries), 1 + len(DELAYS_MS))
    return (
        threshold[:, 0], threshold[:, 1] / threshold[:, 0] - 1.0, 1.0 - threshold[:, 2] / threshold[:, 0], velocity
    )  # fmt: skip
