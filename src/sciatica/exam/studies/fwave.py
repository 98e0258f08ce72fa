"""F waves: a few motoneurons fire back after each shock at the ankle.

What is read is not a unit but the record: an F wave begins with the fastest unit of the few that answered, so latencies
lie closer together than the units' own, and it is called absent where nothing stands out of the baseline. The
electrodes over abductor hallucis hear all small muscles of the sole, by way of the reference on the toe
(doi:10.1002/mus.24677), so that more units can answer than the muscle has.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.body import Body
from sciatica.cord import pools
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import BoolArray, FloatArray
from sciatica.exam.studies.motor import STEP_MS, answering, axons_of, distal_ms
from sciatica.exam.studies.nerves import MOTOR, REFERENCE_C, Nerve
from sciatica.exam.studies.summed import summed, times_ms
from sciatica.muscle import emg
from sciatica.muscle.units import Units
from sciatica.nerve.conduct import Channels

SHOCKS = 20
_RECORD_MS = 100.0


@dataclass(frozen=True)
class FWaves:
    """F waves of S motor nerves, left and right."""

    time_ms: FloatArray
    """[T] from the stimulus at the ankle."""
    trace_mv: FloatArray
    """[S, 2, shocks, T] the record after each shock, M wave and F wave."""
    onset_ms: FloatArray
    """[S, 2, shocks] of each F wave; nan where none came."""
    latency_ms: FloatArray
    """[S, 2] the shortest of all shocks; nan where none came back."""
    persistence: FloatArray
    """[S, 2] share of the shocks after which one came back."""
    dispersion_ms: FloatArray
    """[S, 2] longest less shortest onset."""
    size_mv: FloatArray
    """[S, 2] mean size of those that came, peak to peak; nan for none."""


def f_waves(
    body: Body,
    channels: Channels,
    posture: int,
    units: Units,
    parameters: ParameterSet,
    rng: np.random.Generator,
    *,
    temperature_c: float = REFERENCE_C,
    shocks: int = SHOCKS,
) -> FWaves:
    """The F waves of one person on one day; arguments as :func:`sciatica.exam.studies.late_responses`."""
    made = pools.build(body, parameters.cord)
    time = times_ms(round(_RECORD_MS / STEP_MS), STEP_MS)
    direct, back = (np.zeros((len(MOTOR), 2, shocks, len(time))) for _ in range(2))
    for s, nerve in enumerate(MOTOR):
        seed = int(rng.integers(2**63))
        for side in (0, 1):
            # the same chance in both legs, so that a mirrored lesion gives mirrored records
            chance = np.random.default_rng(seed)
            direct[s, side], back[s, side] = _one_nerve(
                nerve, side, made, body, channels, posture, units, parameters, chance, temperature_c, shocks
            )
    stands_out: BoolArray = np.abs(back) >= 1e-3 * parameters.exam.late_seen_uv
    came: BoolArray = np.asarray(stands_out.any(axis=3))
    onset = np.where(came, time[stands_out.argmax(axis=3)], np.nan)
    any_: BoolArray = np.asarray(came.any(axis=2))
    shortest = np.where(any_, np.where(came, onset, np.inf).min(axis=2), np.nan)
    longest = np.where(any_, np.where(came, onset, -np.inf).max(axis=2), np.nan)
    size = (np.ptp(back, axis=3) * came).sum(axis=2) / np.maximum(came.sum(axis=2), 1)
    return FWaves(
        time_ms=time,
        trace_mv=direct + back,
        onset_ms=onset,
        latency_ms=shortest,
        persistence=came.mean(axis=2),
        dispersion_ms=longest - shortest,
        size_mv=np.where(any_, size, np.nan),
    )


def _one_nerve(
    nerve: Nerve,
    side: int,
    made: pools.Pools,
    body: Body,
    channels: Channels,
    posture: int,
    units: Units,
    parameters: ParameterSet,
    rng: np.random.Generator,
    temperature_c: float,
    shocks: int,
) -> tuple[FloatArray, FloatArray]:
    """M wave [T] and F waves [shocks, T] of one nerve, mV."""
    row = body.muscles.names.index(nerve.target)
    wave = emg.unit_potentials(units, row, parameters.muscle, step_ms=STEP_MS, montage="belly").wave_uv
    samples = round(_RECORD_MS / STEP_MS)
    near = axons_of(nerve.target, side, made, body, channels, parameters, temperature_c)
    m = summed(
        wave,
        near.unit,
        distal_ms(nerve.distal_mm, near, parameters),
        1e-3 * near.real * answering(near, units, row, side),
        STEP_MS,
        samples,
    )
    axons = axons_of(nerve.target, side, made, body, channels, parameters, temperature_c, others=nerve.others)
    fibre = axons.fibre
    # upward and, after the turn, downward through the lesion: a pair of impulses must pass
    apart = 2.0 * channels.to_lesion_ms[fibre] + parameters.cord.f_wave_turn_ms
    through = channels.passes[fibre, posture] & (channels.minimum_interval_ms[fibre, posture] <= apart)
    open_ = axons.alive & channels.connected_to_cord[fibre] & through
    way = (axons.path_mm - nerve.distal_mm) / axons.speed_m_s
    way = way + np.nan_to_num(channels.added_delay_ms[fibre, posture])
    arrival = distal_ms(nerve.distal_mm, axons, parameters) + 2.0 * way + parameters.cord.f_wave_turn_ms
    # large cells fire back more easily than small ones, the mean being that of the pool
    power = parameters.exam.f_wave_size_power
    rank = (axons.unit + 0.5) / (axons.unit.max() + 1.0)
    own = np.minimum((1.0 + power) * rank**power * parameters.cord.f_wave_probability, 1.0)
    chance = 1.0 - (1.0 - own) ** axons.real
    answers = rng.random((shocks, len(fibre))) < chance
    near_units = float(body.muscles.motor_units[row])
    far = rng.random(len(fibre)) >= near_units / (near_units + nerve.others)
    size = 1e-3 * axons.fibres * units.size[row, side][axons.unit] * np.where(far, parameters.exam.foot_heard, 1.0)
    f = [summed(wave, axons.unit, arrival, np.where(a & open_, size, 0.0), STEP_MS, samples) for a in answers]
    return m, np.array(f)
