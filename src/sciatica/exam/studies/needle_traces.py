"""The records of a needle: fibres firing on their own at rest, units one by one, and all of them in a full effort.

About the needle's tip lie fibres of some units, large ones more often, since they hold more fibres. Each has its
potential there (`muscle.emg.needle`). A slight effort shows the small ones among them one after the other; a full one
all whose axons still pass, each at its highest rate. Potentials of a muscle that has lost nothing are the same in
everybody and are made once.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from sciatica.core.parameters import Parameters, ParameterSet
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.exam.studies.summed import times_ms
from sciatica.muscle import emg
from sciatica.muscle.units import Units

STEP_MS = 0.025
_UNIT_MS = 30.0
_REST_MS = 1000.0
_EFFORT_MS = 500.0
_ABOUT = 16
"""Units whose fibres lie about the tip."""
_TRACK = 1
"""Which of many needles: over eight of them 8 to 15 % of healthy units are polyphasic, by this one 9 %."""


@dataclass(frozen=True)
class Taken:
    """Units at one needle."""

    shown_uv: FloatArray
    """[k, T] potentials taken in a slight effort; nan where there is no unit."""
    effort_uv: FloatArray
    """[T] the record of a full effort."""


def unit_time_ms() -> FloatArray:
    """[T] of a unit potential."""
    return times_ms(round(_UNIT_MS / STEP_MS), STEP_MS)


def rest_time_ms() -> FloatArray:
    """[T] of the record at rest, coarser: a whole second is kept."""
    return times_ms(round(_REST_MS / (4.0 * STEP_MS)), 4.0 * STEP_MS)


def effort_time_ms() -> FloatArray:
    """[T] of the record of a full effort."""
    return times_ms(round(_EFFORT_MS / (4.0 * STEP_MS)), 4.0 * STEP_MS)


def units_taken(
    units: Units,
    muscle: int,
    side: int,
    open_: BoolArray,
    sampled: int,
    parameters: ParameterSet,
    rng: np.random.Generator,
) -> Taken:
    """What the needle in one muscle shows of its units.

    Args:
        units: as they are on the day.
        muscle, side: where.
        open_: [n] whose axons still bring impulses.
        sampled: potentials taken in a slight effort.
        parameters: the constants of all rooms.
        rng: which of the small units are taken, and when each fires.
    """
    about = _layout(tuple(units.innervation.tolist()), muscle)
    wave = _potentials(units, muscle, side, about, parameters.muscle)
    alive = np.isfinite(wave[:, 0])
    # a slight effort brings the smaller ones first
    first = np.argsort(about, kind="stable")
    first = first[alive[first] & open_[about[first]]]
    low = first[: max(sampled, len(first) * 2 // 3)]
    pick = np.sort(rng.permutation(max(len(low), 1))[:sampled])
    shown = np.full((sampled, wave.shape[1]), np.nan)
    if len(low):
        shown[: min(sampled, len(low))] = wave[low[pick[: len(low)]]]
    rate = parameters.exam.effort_rate_hz / units.slowness[muscle]
    steps = round(_EFFORT_MS / STEP_MS)
    impulses = np.zeros((len(about), steps))
    for u in range(len(about)):
        gap = 1000.0 / rate * np.maximum(1.0 + parameters.exam.effort_interval_cv * rng.standard_normal(64), 0.3)
        when = (np.cumsum(gap) - gap[0] * (1.0 + rng.random())) / STEP_MS
        if alive[u] and open_[about[u]]:
            at = when[(when >= 0.0) & (when < steps)].astype(np.int64)
            impulses[u, at] = 1.0
    record = np.zeros(steps + wave.shape[1])
    for u in range(len(about)):
        for at in np.flatnonzero(impulses[u]):
            record[at : at + wave.shape[1]] += wave[u]
    noise = parameters.exam.needle_noise_uv * rng.standard_normal(steps // 4)
    return Taken(shown, record[:steps].reshape(-1, 4).mean(axis=1) + noise)


def at_rest(
    heard: int, largest_uv: float, units: Units, muscle: int, parameters: ParameterSet, rng: np.random.Generator
) -> FloatArray:
    """[T] a second at rest with so many fibrillating fibres within reach, the nearest the largest.

    Each fires steadily at a rate of its own, and its potential is a single fibre's, positive first.
    """
    time = rest_time_ms()
    record = parameters.exam.needle_noise_uv * rng.standard_normal(len(time))
    shape = _single_fibre(float(units.fibre_mm[muscle]) / 2.0, parameters.muscle)
    for k in range(min(heard, 6)):
        size = largest_uv * (1.0 if k == 0 else rng.random())
        rate = parameters.exam.fibrillation_rate_hz * float(np.exp(0.5 * rng.standard_normal()))
        when = np.arange(rng.random(), rate + 1.0) * 1000.0 / rate
        for at in np.searchsorted(time, when[when < time[-1]]):
            room = min(len(shape), len(record) - at)
            record[at : at + room] += size * shape[:room]
    return record


@lru_cache(maxsize=64)
def _layout(innervation: tuple[float, ...], muscle: int) -> IntArray:
    """[units about the tip] their ranks: the more fibres a unit has, the likelier some lie there."""
    share = np.array(innervation)
    rng = np.random.default_rng(7919 + muscle + 1000 * _TRACK)
    return np.asarray(np.sort(rng.choice(len(share), _ABOUT, p=share / share.sum())))


def _potentials(units: Units, muscle: int, side: int, about: IntArray, p: Parameters) -> FloatArray:
    """[units about the tip, T] their potentials; nan where the axon is lost."""
    size, adopted = units.size[muscle, side][about], units.adopted[muscle, side][about]
    if (size == 1.0).all() and (adopted == 0.0).all():
        return _whole(_Muscle(units, muscle), tuple(about.tolist()), p)
    return _made(units, muscle, side, about, p)


class _Muscle:
    """A muscle's healthy units as a key: what of them shapes a potential at a needle."""

    def __init__(self, units: Units, muscle: int) -> None:
        self.units, self.muscle = units, muscle
        self.key = (muscle, float(units.fibre_mm[muscle]), tuple(units.fibres_of(muscle).tolist()))

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Muscle) and self.key == other.key


@lru_cache(maxsize=128)
def _whole(muscle: _Muscle, about: tuple[int, ...], p: Parameters) -> FloatArray:
    units, row = muscle.units, muscle.muscle
    healthy = replace(units, size=np.ones_like(units.size), adopted=np.zeros_like(units.adopted))
    found = _made(healthy, row, 0, np.array(about), p)
    found.flags.writeable = False
    return found


def _made(units: Units, muscle: int, side: int, about: IntArray, p: Parameters) -> FloatArray:
    out = np.full((len(about), len(unit_time_ms())), np.nan)
    for k, unit in enumerate(about):
        # the same places in both legs and in everybody: what differs is what the lesion has made of the units
        rng = np.random.default_rng([muscle, k, _TRACK])
        if units.size[muscle, side, unit] > 0.0:
            out[k] = emg.needle(units, muscle, side, np.array([float(unit)]), p, rng, duration_ms=_UNIT_MS).wave_uv[0]
    return out


@lru_cache(maxsize=32)
def _single_fibre(half_mm: float, p: Parameters) -> FloatArray:
    """[T] one fibre's potential beside the needle's core, peak to peak 1, at the record's step."""
    from sciatica.muscle.emg import fibre

    step = 4.0 * STEP_MS
    spacing = np.array([p.fibre_velocity_m_s * step])
    along = np.arange(int(np.ceil(half_mm / spacing[0])))[None, :] * spacing[0]
    at = min(p.needle_from_plate_mm, 0.6 * half_mm)
    near = np.array([[0.1]])
    weights = [fibre.steepness(along, np.array(sign * at), near, p.conductivity_ratio) for sign in (1.0, -1.0)]
    wave = fibre.potentials_uv(
        (weights[0], weights[1]),
        np.array([p.fibre_velocity_m_s]),
        np.array([p.fibre_diameter_um]),
        spacing,
        round(20.0 / step),
        p,
    )[0]
    centre = int(np.argmax(np.abs(wave)))
    wave = wave[max(0, centre - round(2.0 / step)) : centre + round(4.0 / step)]
    return np.asarray(wave / np.ptp(wave))
