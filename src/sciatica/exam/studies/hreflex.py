"""The H reflex of the soleus, as a stimulus behind the knee grows.

The thickest afferents are excited before motor axons; their volley lifts motoneurons over threshold, and these answer.
A motor axon that the stimulus excites itself gives the M wave and sends an impulse upward: the reflex impulse of that
axon meets it and is lost. So the H grows first and is cancelled, axon by axon, as the M grows (Hoffmann's reflex and
Magladery's collision). How easily an axon is excited goes with its diameter and with where in the nerve it lies.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import ndtr

from sciatica.body import CLASSES, Body
from sciatica.cord import axons as cord_axons
from sciatica.cord import pools, reflexes
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.exam.studies.motor import STEP_MS, Axons, answering, axons_of, distal_ms
from sciatica.exam.studies.nerves import REFERENCE_C, onset, slowing, warmth
from sciatica.exam.studies.summed import summed, times_ms
from sciatica.muscle import emg
from sciatica.muscle.units import Units
from sciatica.nerve.conduct import Channels

MUSCLE = "soleus"
LANDMARK = "knee"
STRENGTHS = np.geomspace(0.4, 2.4, 15)
_RECORD_MS = 80.0


@dataclass(frozen=True)
class HReflex:
    """M and H of the soleus, left and right, at I strengths."""

    time_ms: FloatArray
    """[T] from the stimulus."""
    strength: FloatArray
    """[I] stimulus over that which excites half of the motor axons."""
    trace_mv: FloatArray
    """[2, I, T] M and H together."""
    m_mv: FloatArray
    """[2, I] largest deflection of the M wave."""
    h_mv: FloatArray
    """[2, I] of the H wave."""
    latency_ms: FloatArray
    """[2] onset of the largest H; nan where there is none."""
    m_latency_ms: FloatArray
    """[2] onset of the largest M."""
    ratio: FloatArray
    """[2] largest H over the same person's with healthy nerves."""


def h_reflex(
    body: Body,
    channels: Channels,
    posture: int,
    units: Units,
    parameters: ParameterSet,
    *,
    temperature_c: float = REFERENCE_C,
) -> HReflex:
    """The H reflex of one person on one day; arguments as :func:`sciatica.exam.studies.late_responses`."""
    made = pools.build(body, parameters.cord)
    row = body.muscles.names.index(MUSCLE)
    samples = round(_RECORD_MS / STEP_MS)
    time = times_ms(samples, STEP_MS)
    wave = emg.unit_potentials(units, row, parameters.muscle, step_ms=STEP_MS, montage="belly").wave_uv
    seen = 1e-3 * parameters.exam.late_seen_uv
    m, h = (np.zeros((2, len(STRENGTHS), samples)) for _ in range(2))
    best = np.zeros((2, 2))
    for side in (0, 1):
        axons = axons_of(MUSCLE, side, made, body, channels, parameters, temperature_c)
        start = np.array([body.position_mm(root, LANDMARK) for root in range(body.muscles.root_weight.shape[1])])
        here = start[made.root[pools.unit_mask(made, row, side)]][axons.unit]
        excited = _excited(1.0, body.fibres.diameter_um[axons.fibre], parameters)
        near = distal_ms(axons.path_mm - here, axons, parameters)
        weight = 1e-3 * axons.real
        direct = weight * answering(axons, units, row, side)
        for i in range(len(STRENGTHS)):
            m[side, i] = summed(wave, axons.unit, near, direct * excited[i], STEP_MS, samples)
            for well in (True, False):
                arrival, chance = _reflex(
                    body, channels, posture, side, made, row, axons, i, well, start, temperature_c, parameters
                )
                size = axons.fibres * (1.0 if well else units.size[row, side][axons.unit])
                trace = summed(wave, axons.unit, arrival, weight * size * chance * (1.0 - excited[i]), STEP_MS, samples)
                best[int(well), side] = max(best[int(well), side], np.abs(trace).max())
                if not well:
                    h[side, i] = trace
    m_mv, h_mv = np.abs(m).max(axis=2), np.abs(h).max(axis=2)
    share = parameters.exam.onset_share
    latency = [onset(h[s, int(np.argmax(h_mv[s]))], time, share) if h_mv[s].max() >= seen else np.nan for s in (0, 1)]
    return HReflex(
        time_ms=time,
        strength=STRENGTHS.copy(),
        trace_mv=m + h,
        m_mv=m_mv,
        h_mv=h_mv,
        latency_ms=np.array(latency),
        m_latency_ms=np.array([onset(m[s, -1], time, share) for s in (0, 1)]),
        ratio=best[0] / best[1],
    )


def _excited(threshold: float, diameter_um: FloatArray, parameters: ParameterSet) -> FloatArray:
    """[I, K] share of the axons of each diameter that each strength excites.

    Thresholds fall with diameter, and scatter with the place in the nerve: their logarithm is a bell.
    """
    p = parameters.exam
    own = threshold * p.reference_motor_um / diameter_um
    return np.asarray(ndtr((np.log(STRENGTHS)[:, None] - np.log(own)[None, :]) / p.stimulus_scatter))


def _reflex(
    body: Body,
    channels: Channels,
    posture: int,
    side: int,
    made: pools.Pools,
    row: int,
    axons: Axons,
    strength: int,
    well: bool,
    start_mm: FloatArray,
    temperature_c: float,
    parameters: ParameterSet,
) -> tuple[FloatArray, FloatArray]:
    """[K] when the reflex reaches each unit's end plates, and the chance that it does."""
    cord, fibres = parameters.cord, body.fibres
    volley = reflexes.volley(body, channels, posture, row, side, start_mm, healthy=well)
    weight = body.muscles.root_weight[row]
    rows = np.flatnonzero((fibres.kind == CLASSES.index("a_alpha")) & (fibres.side == side) & (weight[fibres.root] > 0))
    excited = _excited(parameters.exam.spindle_threshold, fibres.diameter_um[rows], parameters)[strength]
    slower = warmth(temperature_c) * slowing(body.person, parameters)
    volley = replace(volley, arrival_ms=volley.arrival_ms / slower, share=volley.share * excited)
    time, drive = reflexes.excitation(volley, 0.0, cord)
    chance, when = reflexes.answer(time, drive, cord.reflex_background, made.threshold, cord)
    way = axons.path_mm / axons.speed_m_s + parameters.exam.motor_terminal_ms
    whole = np.ones(len(way), dtype=bool)
    if not well:
        mine = pools.unit_mask(made, row, side)
        spared = cord_axons.spared(made, channels, fibres.path_mm)[mine][axons.unit]
        joined = channels.connected_to_cord[axons.fibre] & channels.connected_distally[axons.fibre]
        whole = spared | (channels.passes[axons.fibre, posture] & joined)
        way = way + np.where(spared, 0.0, np.nan_to_num(channels.added_delay_ms[axons.fibre, posture]))
    return parameters.exam.stimulus_utilisation_ms + when[axons.unit] + way, chance[axons.unit] * whole
