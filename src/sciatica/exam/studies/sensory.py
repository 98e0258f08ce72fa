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
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.exam.studies.nerves import REFERENCE_C, SENSORY, Nerve, onset, warmth
from sciatica.nerve.conduct import Channels

_STEP_MS = 0.05
_RECORD_MS = 12.0


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
    time = np.arange(0.0, _RECORD_MS, _STEP_MS)
    trace = np.stack([
        np.stack([_trace(nerve, side, body, channels, parameters, temperature_c, time) for side in (0, 1)])
        for nerve in SENSORY
    ])  # fmt: skip
    share = parameters.exam.onset_share
    latency = np.array([[onset(row, time, share) for row in pair] for pair in trace])
    distance = np.array([nerve.distal_mm for nerve in SENSORY])
    return Sensory(
        name=tuple(nerve.name for nerve in SENSORY),
        time_ms=time,
        trace_uv=trace,
        amplitude_uv=np.maximum(-trace.min(axis=2), 0.0),
        latency_ms=latency,
        velocity_m_s=distance[:, None] / latency,
    )


def _trace(
    nerve: Nerve,
    side: int,
    body: Body,
    channels: Channels,
    parameters: ParameterSet,
    temperature_c: float,
    time_ms: FloatArray,
) -> FloatArray:
    fibres = body.fibres
    weight = body.territories.root_weight[body.territories.names.index(nerve.target)]
    mine: BoolArray = (fibres.kind == CLASSES.index("a_beta")) & (fibres.side == side) & (weight[fibres.root] > 0)
    rows: IntArray = np.flatnonzero(mine)
    alive = rows[channels.connected_distally[rows]]
    in_root = np.bincount(fibres.root[rows], weights=fibres.weight[rows], minlength=len(weight))
    stands_for = nerve.thick_fibres * weight[fibres.root[alive]] * fibres.weight[alive] / in_root[fibres.root[alive]]
    diameters, back = np.unique(fibres.diameter_um[rows], return_inverse=True)
    exam = parameters.exam
    unit_ms, unit_uv = _units(
        tuple(diameters.tolist()),
        exam.sensory_depth_mm,
        exam.electrodes_mm,
        (exam.conductivity_across_s_m, exam.conductivity_along_s_m),
    )
    speed = fibres.path_mm[rows] / channels.delay_to_target_ms[rows] * warmth(temperature_c)
    arrival = nerve.distal_mm / speed + exam.stimulus_utilisation_ms
    total = np.zeros(len(time_ms))
    among = np.searchsorted(rows, alive)
    for x, many in zip(among, stands_for, strict=True):
        total += many * np.interp(time_ms - arrival[x], unit_ms, unit_uv[back[x]], left=0.0, right=0.0)
    return total


@lru_cache(maxsize=8)
def _units(
    diameter_um: tuple[float, ...], depth_mm: float, electrodes_mm: float, conductivity_s_m: tuple[float, float]
) -> tuple[FloatArray, FloatArray]:
    """Time [T] from passing the electrode, ms, and potential [D, T] of one fibre of each diameter, microvolts."""
    from sciatica.nerve import MyelinatedFibres, single_fibre_uv, travelling

    wave = travelling(
        MyelinatedFibres(np.array(diameter_um), 31, temperature_c=REFERENCE_C), step_ms=0.01, precision="float32"
    )
    unit = single_fibre_uv(wave, away_mm=depth_mm, conductivity_s_m=conductivity_s_m, bipolar_mm=electrodes_mm)
    return wave.time_ms, unit
