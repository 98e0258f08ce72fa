"""Surface EMG: what each unit's discharge gives an electrode on the skin, and the sum over spikes.

Each real unit has its fibres in a territory somewhere in the muscle's cross-section (a circle under skin and fat), its
end plates in a band, its tendons a fibre length apart. A few lines of the ``fibre`` model, spread over territory, band
and velocities, stand for its hundreds of fibres; at the skin nothing finer can be seen. The skin is an insulating
plane, so that every potential there is twice that in an endless medium; fat conducts like muscle; fibres run along the
electrodes: no pennation.

One simulated unit stands for several real ones. In a contraction these fire unlike each other, so that the sum grows
with the root of their number (``surface``); in an M wave they fire together (``compound``).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray, IntArray
from sciatica.muscle.emg import fibre
from sciatica.muscle.units import Units

_PLACES, _LINES = 6, 4
"""Real units of each kind that are drawn, and lines of each."""
_GOLDEN = 0.6180339887498949
_FINE_MS = 0.1


@dataclass(frozen=True)
class Potentials:
    """What one discharge of one real motor unit gives, for the n kinds of units of one muscle."""

    wave_uv: FloatArray
    """[n, W] from the moment when the end plates fire."""
    step_ms: float
    real_units: float
    """Real units that each simulated one stands for."""

    @property
    def peak_to_peak_uv(self) -> FloatArray:
        """[n]"""
        return np.asarray(np.ptp(self.wave_uv, axis=1))


def unit_potentials(
    units: Units,
    muscle: int,
    parameters: Parameters,
    *,
    step_ms: float = 0.5,
    montage: str = "bipolar",
    size: FloatArray | None = None,
) -> Potentials:
    """The surface potential of each unit of a muscle.

    Args:
        units: the motor units.
        muscle: its row.
        parameters: the constants of ``muscle``.
        step_ms: sampling step.
        montage: ``bipolar``, two electrodes beside the end plates along the fibres; or ``belly``, one over them
            against one far away, as for an M wave.
        size: [n] how many times its healthy fibres each unit holds (``units.size[muscle, side]``); 1 if not given.

    Raises:
        InputError: an unknown montage.
    """
    if montage not in ("bipolar", "belly"):
        raise InputError("no such montage", field="montage", given=montage, wanted="bipolar | belly")
    geometry = tuple(float(v[muscle]) for v in (units.fibre_mm, units.belly_mm, units.radius_mm))
    fibres = units.fibres_of(muscle)
    wave = _waves(geometry, tuple(fibres.tolist()), parameters, step_ms, montage)
    grown = wave if size is None else wave * np.asarray(size, dtype=np.float64)[:, None]
    return Potentials(grown, step_ms, float(units.real_units[muscle]))


@lru_cache(maxsize=64)
def _waves(
    geometry: tuple[float, ...], fibres_of: tuple[float, ...], p: Parameters, step_ms: float, montage: str
) -> FloatArray:
    """[n, W] of healthy units; geometry: length of a fibre and of the belly, and its radius, mm."""
    fibre_mm, belly_mm, radius_mm = geometry
    fibres, n = np.array(fibres_of), len(fibres_of)
    half = fibre_mm / 2.0
    order = np.arange(n * _PLACES * _LINES)
    spread = np.stack([(order * a + 0.5) % 1.0 for a in (_GOLDEN, 0.7548776662, 0.5698402910, 0.3247179572)])
    place = order // _LINES
    unit = place // _PLACES
    depth, aside = _places(n * _PLACES, radius_mm)
    radius = np.minimum(territory_radius_mm(fibres, p), radius_mm)
    angle, out = 2.0 * np.pi * spread[0], np.sqrt(spread[1]) * radius[unit]
    y = np.maximum(p.skin_mm + radius_mm + depth[place] + out * np.cos(angle), p.skin_mm)
    x = aside[place] + out * np.sin(angle)
    across = np.hypot(x, y)
    within = p.end_plate_band_mm * (spread[2] - 0.5)
    room = min(p.end_plate_scatter_mm, belly_mm - fibre_mm)
    plate = within + room * ((place * 0.6710436067 + 0.3) % 1.0 - 0.5)
    velocity = p.fibre_velocity_m_s * (1.0 + p.fibre_velocity_cv * np.sqrt(12.0) * (spread[3] - 0.5))
    spacing = velocity * _FINE_MS
    along = np.arange(int(np.ceil((half + p.end_plate_band_mm) / spacing.min())))[None, :] * spacing[:, None]
    near, far = p.electrode_from_plate_mm, p.electrode_from_plate_mm + p.electrode_distance_mm
    electrodes = [(0.0, 1.0)] if montage == "belly" else [(near, 1.0), (far, -1.0)]
    weights = []
    for sign in (1.0, -1.0):
        total = np.zeros_like(along)
        for centre, polarity in electrodes:
            for edge in np.array([-0.375, -0.125, 0.125, 0.375]) * p.electrode_length_mm:
                at = sign * (centre + edge - plate)[:, None]
                total += 0.25 * polarity * fibre.steepness(along, at, across[:, None], p.conductivity_ratio)
        weights.append(np.where(along <= (half - sign * within)[:, None], total, 0.0))
    samples = int(np.ceil((half + p.end_plate_band_mm + 20.0) / p.fibre_velocity_m_s / _FINE_MS))
    diameter = np.full(len(order), p.fibre_diameter_um)
    # the skin insulates: its mirror image doubles every potential there
    found = 2.0 * fibre.potentials_uv((weights[0], weights[1]), velocity, diameter, spacing, samples, p)
    mean = found.reshape(n, _PLACES * _LINES, -1).mean(axis=1)
    wave = _coarser(mean * fibres[:, None], step_ms)
    wave.flags.writeable = False
    return wave


def territory_radius_mm(fibres: FloatArray, parameters: Parameters) -> FloatArray:
    """Radius of the circle over which a unit's fibres are scattered, from their number in a cross-section."""
    return np.asarray(np.sqrt(fibres / (np.pi * parameters.unit_fibres_per_mm2)))


def _places(number: int, radius_mm: float) -> tuple[FloatArray, FloatArray]:
    """[number] depth below and distance beside the middle of the muscle, mm: evenly scattered over a circle."""
    order = np.arange(number)
    out = radius_mm * np.sqrt((order * _GOLDEN + 0.25) % 1.0)
    angle = 2.0 * np.pi * ((order * 0.7548776662 + 0.1) % 1.0)
    return np.asarray(out * np.cos(angle)), np.asarray(out * np.sin(angle))


def _coarser(wave: FloatArray, step_ms: float) -> FloatArray:
    every = max(1, round(step_ms / _FINE_MS))
    length = -(-wave.shape[-1] // every) * every
    padded = np.zeros((*wave.shape[:-1], length))
    padded[..., : wave.shape[-1]] = wave
    return np.asarray(padded.reshape(*wave.shape[:-1], -1, every).mean(axis=-1))


def surface(
    potentials: Potentials, unit: IntArray, step: IntArray, steps: int, size: FloatArray | None = None
) -> FloatArray:
    """[steps] the EMG of one muscle, microvolts.

    Args:
        potentials: of its units, sampled at the record's step.
        unit, step: [X] which unit (0 .. n - 1) and when its spike reached the end plates.
        steps: length of the record.
        size: [n] fibres of each unit over the healthy unit's, where ``potentials`` are healthy ones.
    """
    wave = potentials.wave_uv * np.sqrt(potentials.real_units)
    if size is not None:
        wave = wave * size[:, None]
    width = wave.shape[1]
    record = np.zeros(steps + width)
    for k in range(len(wave)):
        impulses = np.bincount(step[unit == k], minlength=steps)[:steps]
        when = np.flatnonzero(impulses)
        if when.size:
            np.add.at(record, when[:, None] + np.arange(width)[None, :], impulses[when][:, None] * wave[k])
    return record[:steps]


def compound(
    potentials: Potentials,
    latency_ms: FloatArray,
    amplitude: FloatArray | None = None,
    *,
    jitter_ms: float = 0.0,
    duration_ms: float = 60.0,
) -> FloatArray:
    """[T] potential of all units fired once, at the step of ``potentials``, microvolts: a compound potential.

    Args:
        potentials: of the units, usually of the ``belly`` montage.
        latency_ms: [n] from stimulus to end plates; nan or inf where the unit does not answer.
        amplitude: [n] share of the unit's potential that is there (``units.size``); 1 if not given.
        jitter_ms: by how much the real units behind one simulated one are spread evenly about its latency.
        duration_ms: length of the record.
    """
    step = potentials.step_ms
    time = np.arange(int(np.ceil(duration_ms / step))) * step
    share = np.ones(len(latency_ms)) if amplitude is None else np.asarray(amplitude, dtype=np.float64)
    here = np.arange(potentials.wave_uv.shape[1]) * step
    copies = 9 if jitter_ms > 0.0 else 1
    offsets = (np.arange(copies) + 0.5) / copies - 0.5
    found = np.zeros(len(time))
    for k in np.flatnonzero(np.isfinite(latency_ms)):
        for offset in offsets:
            wave = np.interp(time - latency_ms[k] - jitter_ms * offset, here, potentials.wave_uv[k], left=0, right=0)
            found += potentials.real_units * share[k] / copies * wave
    return found
