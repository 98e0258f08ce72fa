"""Concentric needle EMG: unit potentials fibre by fibre, in health and after sprouting.

The fibres of a unit are scattered over its territory; the needle's tip stands somewhere in it. Its core, an ellipse of
150 by 580 um, is read against its shaft: both are averages of points. Near fibres make the spike; their number, their
end plates' scatter and their speeds make the rest. Fibres that a unit took over lie among its own, so that the unit is
denser, hence taller; young sprouts conduct slowly and unevenly, so that their fibres come late and apart: long and
polyphasic, and shorter again as they ripen. The thick shaft is taken as conducting like muscle.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft

from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.muscle.emg import fibre
from sciatica.muscle.emg.skin import territory_radius_mm
from sciatica.muscle.units import Units

_STEP_MS = 0.025
_NEAR_MM = 3.0
"""Fibres beyond are heard by core and shaft alike."""
_CORE_MM = np.linspace(-0.24, 0.24, 5)
_SHAFT_MM = np.linspace(0.5, 12.0, 8)
_DISTANCES = 48
_BEFORE_MS = 5.0


@dataclass(frozen=True)
class Needle:
    """Unit potentials at one place of the needle."""

    wave_uv: FloatArray
    """[k, T]"""
    unit: FloatArray
    """[k] which unit of the muscle."""
    step_ms: float


def needle(
    units: Units,
    muscle: int,
    side: int,
    which: FloatArray,
    parameters: Parameters,
    rng: np.random.Generator,
    *,
    duration_ms: float = 40.0,
) -> Needle:
    """Potentials of some units at a concentric needle, each with the tip at a random place among its fibres.

    Args:
        units: the motor units; sprouted ones know which fibres they took over and when.
        muscle, side: where.
        which: [k] units, 0 (smallest) .. n - 1.
        parameters: the constants of ``muscle``.
        rng: where fibres, end plates and tip happen to be.
        duration_ms: length of the record, end plates at 5 ms.

    Raises:
        InputError: a unit that is not there or has lost its axon.
    """
    samples = round(duration_ms / _STEP_MS)
    chosen = np.asarray(which, dtype=np.int64)
    waves = np.zeros((len(chosen), samples))
    for k, unit in enumerate(chosen):
        if not 0 <= unit < len(units.strength) or units.size[muscle, side, unit] <= 0.0:
            raise InputError("no such living unit", field="which", given=int(unit), wanted="a unit with an axon")
        waves[k] = _one(units, muscle, side, int(unit), samples, parameters, rng)
    return Needle(waves, chosen.astype(np.float64), _STEP_MS)


def _one(
    units: Units, muscle: int, side: int, unit: int, samples: int, p: Parameters, rng: np.random.Generator
) -> FloatArray:
    own = float(units.fibres_of(muscle)[unit])
    radius = float(territory_radius_mm(np.array(own), p))
    count = max(1, rng.poisson(own * units.size[muscle, side, unit]))
    x, y = _scattered(count, radius, rng)
    tip = _scattered(1, radius, rng)
    x, y = x - tip[0], y - tip[1]
    # the core takes the room of some fibres: none can lie within it
    near = (np.hypot(x, y) < _NEAR_MM) & (np.hypot(x, y) > p.fibre_diameter_um / 2000.0)
    count, x, y = int(near.sum()), x[near], y[near]
    if not count:
        return np.zeros(samples)
    adopted = rng.random(count) < units.adopted[muscle, side, unit]
    young = float(np.exp(-units.adopted_days[muscle, side] / p.sprout_ripening_days))
    spread = np.where(adopted, p.fibre_diameter_cv * (1.0 + young), p.fibre_diameter_cv)
    diameter = np.maximum(p.fibre_diameter_um * (1.0 + spread * rng.standard_normal(count)), 0.3 * p.fibre_diameter_um)
    faster = p.fibre_velocity_m_s_per_um * (diameter - p.fibre_diameter_um)
    velocity = np.maximum(p.fibre_velocity_m_s + faster, 0.3 * p.fibre_velocity_m_s)
    late = np.where(adopted, p.sprout_delay_ms * young * rng.gamma(1.0, 1.0, count), 0.0)
    plate = rng.normal(0.0, p.end_plate_band_mm / 4.0, count)
    half = float(units.fibre_mm[muscle]) / 2.0
    at = min(p.needle_from_plate_mm, 0.6 * half)
    later = (at - plate) / velocity - at / p.fibre_velocity_m_s + late + _BEFORE_MS
    step = np.rint(later / _STEP_MS).astype(np.int64)
    loud = (diameter / p.fibre_diameter_um) ** 2
    grid, spectrum = _template(half, samples, p)
    impulses = np.zeros((len(grid), samples))
    here = (step >= 0) & (step < samples)
    for points, polarity in ((_CORE_MM, 1.0), (_SHAFT_MM, -1.0)):
        across = np.hypot(x[here, None], y[here, None] - points[None, :])
        place = np.interp(np.log(np.maximum(across, grid[0])), np.log(grid), np.arange(len(grid)))
        low = np.minimum(place.astype(np.int64), len(grid) - 2)
        share = polarity / len(points) * loud[here, None]
        when = np.broadcast_to(step[here, None], low.shape)
        np.add.at(impulses, (low, when), share * (1.0 - place + low))
        np.add.at(impulses, (low + 1, when), share * (place - low))
    length = 2 * (spectrum.shape[1] - 1)
    return np.asarray(irfft((rfft(impulses, length) * spectrum).sum(axis=0), length)[:samples])


@lru_cache(maxsize=32)
def _template(half_mm: float, samples: int, p: Parameters) -> tuple[FloatArray, Any]:
    """What a mean fibre gives a point electrode: distances [R] from its line, mm, and spectra [R, W] of the potentials.

    Fibres of a unit differ in distance, in when they come and in size; what else their speed and end plate change in
    the shape is too little for a needle.
    """
    grid = np.geomspace(p.fibre_diameter_um / 2000.0, _SHAFT_MM[-1] + _NEAR_MM + 1.0, _DISTANCES)
    at = min(p.needle_from_plate_mm, 0.6 * half_mm)
    spacing = p.fibre_velocity_m_s * _STEP_MS
    along: FloatArray = np.arange(int(np.ceil(half_mm / spacing)), dtype=np.float64)[None, :] * spacing
    weights = [fibre.steepness(along, np.array(sign * at), grid[:, None], p.conductivity_ratio) for sign in (1.0, -1.0)]
    one = np.ones(len(grid))
    wave = fibre.potentials_uv(
        (weights[0], weights[1]),
        p.fibre_velocity_m_s * one,
        p.fibre_diameter_um * one,
        spacing * one,
        samples,
        p,
    )
    length = next_fast_len(2 * samples, real=True)
    length += length % 2
    return grid, rfft(wave, length)


def _scattered(count: int, radius: float, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    out, angle = radius * np.sqrt(rng.random(count)), 2.0 * np.pi * rng.random(count)
    return np.asarray(out * np.cos(angle)), np.asarray(out * np.sin(angle))


def interference(potentials: Needle, trains_ms: list[FloatArray], duration_ms: float) -> FloatArray:
    """[T] the record of several units at once, microvolts: the pattern that fills as more are recruited.

    Args:
        potentials: one for each unit.
        trains_ms: for each, the times at which it fires.
        duration_ms: length of the record.
    """
    steps = round(duration_ms / potentials.step_ms)
    width = potentials.wave_uv.shape[1]
    record = np.zeros(steps + width)
    for wave, times in zip(potentials.wave_uv, trains_ms, strict=True):
        for begin in np.rint(np.asarray(times) / potentials.step_ms).astype(np.int64):
            if 0 <= begin < steps:
                record[begin : begin + width] += wave
    return record[:steps]
