"""Sensory conduction: thick skin fibres of a nerve set off at the calf, summed at an electrode at the ankle.

Each fibre's potential is that of its travelling impulse beside it (`nerve.compound`), in a volume that conducts better
along than across; the number of fibres is anatomy's, the distance from electrode to nerve assumed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from sciatica.body import CLASSES, Body
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.exam.studies.nerves import REFERENCE_C, SENSORY, Nerve, slowing, warmth
from sciatica.exam.studies.summed import summed, times_ms
from sciatica.nerve.conduct import Channels

_STEP_MS = 0.05
_RECORD_MS = 12.0
_COPIES = 12
"""Real fibres drawn for each simulated one."""


@dataclass(frozen=True)
class Sensory:
    """Sensory responses of S nerves, left and right."""

    name: tuple[str, ...]
    time_ms: FloatArray
    """[T] from the stimulus."""
    trace_uv: FloatArray
    """[S, 2, T]"""
    amplitude_uv: FloatArray
    """[S, 2] from the baseline to the negative peak."""
    latency_ms: FloatArray
    """[S, 2] onset; nan where there is no response."""
    peak_ms: FloatArray
    """[S, 2] negative peak; nan where there is no response."""
    velocity_m_s: FloatArray
    """[S, 2] distance over onset latency."""


def sensory_studies(
    body: Body, channels: Channels, parameters: ParameterSet, *, temperature_c: float = REFERENCE_C
) -> Sensory:
    """The sensory studies of one person on one day.

    Args:
        body, channels: the person and what each fibre does; only what conducts in the limb is asked of it.
        parameters: the constants of all rooms.
        temperature_c: of the limb.

    Raises:
        InputError: a limb too cold or too warm.
    """
    time = times_ms(round(_RECORD_MS / _STEP_MS), _STEP_MS)
    trace = np.stack([
        np.stack([_trace(nerve, side, body, channels, parameters, temperature_c) for side in (0, 1)])
        for nerve in SENSORY
    ])  # fmt: skip
    share = parameters.exam.onset_share
    latency = np.array([[_take_off(row, time, share) for row in pair] for pair in trace])
    distance = np.array([nerve.distal_mm for nerve in SENSORY])
    return Sensory(
        name=tuple(nerve.name for nerve in SENSORY),
        time_ms=time,
        trace_uv=trace,
        amplitude_uv=np.maximum(-trace.min(axis=2), 0.0),
        latency_ms=latency,
        peak_ms=np.where(np.isfinite(latency), time[np.argmin(trace, axis=2)], np.nan),
        velocity_m_s=distance[:, None] / latency,
    )


def _trace(
    nerve: Nerve, side: int, body: Body, channels: Channels, parameters: ParameterSet, temperature_c: float
) -> FloatArray:
    fibres, exam = body.fibres, parameters.exam
    weight = body.territories.root_weight[body.territories.names.index(nerve.target)]
    touch = (fibres.kind == CLASSES.index("a_beta")) & (fibres.side == side)
    velocity = fibres.path_mm / channels.delay_to_target_ms
    kinds = np.unique(fibres.diameter_um[touch])
    before_ms, unit_uv = _units(
        tuple(kinds.tolist()),
        exam.sensory_depth_mm,
        exam.electrodes_mm,
        (exam.conductivity_across_s_m, exam.conductivity_along_s_m),
    )
    kind, arrival, many = [], [], []
    for root in np.flatnonzero(weight > 0):
        rows = np.flatnonzero(touch & (fibres.root == root))
        rows = rows[np.argsort(fibres.diameter_um[rows], kind="stable")]
        # each fibre stands for a stratum of diameters, whose real fibres are spread over its velocities
        at = (np.arange(len(rows) * _COPIES) + 0.5) / (len(rows) * _COPIES)
        speed = np.interp(at, (np.arange(len(rows)) + 0.5) / len(rows), velocity[rows])
        own = np.repeat(rows, _COPIES)
        share = weight[root] * fibres.weight[own] / fibres.weight[own].sum()
        kind.append(np.searchsorted(kinds, fibres.diameter_um[own]))
        arrival.append(nerve.distal_mm / (speed * warmth(temperature_c) * slowing(body.person, parameters)))
        many.append(nerve.thick_fibres * share * channels.connected_distally[own])
    left = sensory_left(body.person.age_years, parameters)
    return summed(
        unit_uv,
        np.concatenate(kind),
        np.concatenate(arrival) + exam.stimulus_utilisation_ms - before_ms,
        left * np.concatenate(many),
        _STEP_MS,
        round(_RECORD_MS / _STEP_MS),
    )


def sensory_left(age_years: float, parameters: ParameterSet) -> float:
    """Share of the thick skin fibres of a young person that is left at an age.

    Amplitudes of the dorsal sural nerve fall with the exponent of the squared age.
    """
    young = parameters.exam.velocity_falls_from_years
    square = max(age_years**2 - young**2, 0.0)
    return float(np.exp(-parameters.exam.sensory_loss_per_year_square * square))


@lru_cache(maxsize=8)
def _units(
    diameter_um: tuple[float, ...], depth_mm: float, electrodes_mm: float, conductivity_s_m: tuple[float, float]
) -> tuple[float, FloatArray]:
    """How long before the impulse passes the electrode the record begins, ms, and potentials [D, T], microvolts."""
    from sciatica.nerve import MyelinatedFibres, single_fibre_uv, travelling

    wave = travelling(
        MyelinatedFibres(np.array(diameter_um), 31, temperature_c=REFERENCE_C), step_ms=0.01, precision="float32"
    )
    unit = single_fibre_uv(wave, away_mm=depth_mm, conductivity_s_m=conductivity_s_m, bipolar_mm=electrodes_mm)
    time = np.arange(wave.time_ms[0], wave.time_ms[-1], _STEP_MS)
    return float(-time[0]), np.stack([np.interp(time, wave.time_ms, row) for row in unit])


def _take_off(trace: FloatArray, time_ms: FloatArray, share: float) -> float:
    """When the negative deflection leaves the baseline, ms: before it, the response may be positive; nan for none."""
    size = -float(trace.min())
    if size <= 0.0:
        return float("nan")
    peak = int(np.argmin(trace))
    before = np.flatnonzero(-trace[:peak] < share * size)
    return float(time_ms[before[-1] + 1]) if before.size else float(time_ms[0])
