"""Motor conduction: all motor axons of a small foot muscle set off at ankle and knee, summed under one electrode.

Every motor unit's potential comes from its muscle fibres (`muscle.emg`), when its own axon has brought the impulse and
its end plates have answered. Slow axons bring theirs late, so the response from the knee is lower and longer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.body import Body
from sciatica.cord import pools
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.exam.studies.nerves import MOTOR, REFERENCE_C, Nerve, onset, warmth
from sciatica.muscle import emg
from sciatica.muscle.units import Units
from sciatica.nerve.conduct import Channels

_STEP_MS = 0.1
_RECORD_MS = 50.0


@dataclass(frozen=True)
class Motor:
    """Motor responses of S nerves, left and right, from ankle and knee."""

    name: tuple[str, ...]
    time_ms: FloatArray
    """[T] from the stimulus."""
    trace_mv: FloatArray
    """[S, 2, 2, T] by nerve, side, and place of the stimulus: ankle, knee."""
    amplitude_mv: FloatArray
    """[S, 2, 2] largest deflection from the baseline."""
    latency_ms: FloatArray
    """[S, 2, 2] onset; nan where there is no response."""
    velocity_m_s: FloatArray
    """[S, 2] between knee and ankle."""


@dataclass(frozen=True)
class Axons:
    """The motor axons of one muscle and side; n units."""

    fibre: IntArray
    speed_m_s: FloatArray
    path_mm: FloatArray
    """Cord to muscle."""
    alive: BoolArray
    """The piece in the limb conducts."""


def axons_of(nerve: Nerve, side: int, made: pools.Pools, body: Body, channels: Channels, temperature_c: float) -> Axons:
    """The axons of the muscle under the electrode.

    Args:
        nerve, side: whose.
        made: the body's motor pools.
        body, channels: the person and what each fibre does.
        temperature_c: of the limb.
    """
    mine = pools.unit_mask(made, body.muscles.names.index(nerve.target), side)
    fibre = made.fibre[mine]
    speed = body.fibres.path_mm[fibre] / channels.delay_to_target_ms[fibre] * warmth(temperature_c)
    return Axons(fibre, speed, made.path_mm[mine], channels.connected_distally[fibre])


def knee_mm(nerve: Nerve, body: Body) -> float:
    """From the stimulus at the ankle to that at the knee, mm, along the nerve of the muscle's main root."""
    root = int(np.argmax(body.muscles.root_weight[body.muscles.names.index(nerve.target)]))
    return body.position_mm(root, "ankle") - body.position_mm(root, "knee")


def distal_ms(nerve: Nerve, axons: Axons, parameters: ParameterSet) -> FloatArray:
    """[n] from a stimulus at the ankle to the end plates: the axon, its thin ends, and the end plate."""
    return np.asarray(
        parameters.exam.stimulus_utilisation_ms + nerve.distal_mm / axons.speed_m_s + parameters.exam.motor_terminal_ms
    )


def motor_studies(
    body: Body,
    channels: Channels,
    units: Units,
    parameters: ParameterSet,
    *,
    temperature_c: float = REFERENCE_C,
) -> Motor:
    """The motor studies of one person on one day.

    Args:
        body, channels: the person and what each fibre does.
        units: motor units as they are on the day, denervated and sprouted.
        parameters: the constants of all rooms.
        temperature_c: of the limb.

    Raises:
        InputError: a limb too cold or too warm.
    """
    made = pools.build(body, parameters.cord)
    time: FloatArray = np.arange(round(_RECORD_MS / _STEP_MS), dtype=np.float64) * _STEP_MS
    trace = np.zeros((len(MOTOR), 2, 2, len(time)))
    for s, nerve in enumerate(MOTOR):
        muscle = body.muscles.names.index(nerve.target)
        waves = emg.unit_potentials(units, muscle, parameters.muscle, step_ms=_STEP_MS, montage="belly")
        for side in (0, 1):
            axons = axons_of(nerve, side, made, body, channels, temperature_c)
            near = np.where(axons.alive, distal_ms(nerve, axons, parameters), np.nan)
            jitter = _between_units_ms(near)
            for place, latency in enumerate((near, near + knee_mm(nerve, body) / axons.speed_m_s)):
                trace[s, side, place] = 1e-3 * emg.compound(
                    waves, latency, units.size[muscle, side], jitter_ms=jitter, duration_ms=_RECORD_MS
                )
    share = parameters.exam.onset_share
    latency = np.array([[[onset(t, time, share) for t in pair] for pair in rows] for rows in trace])
    knee = np.array([knee_mm(nerve, body) for nerve in MOTOR])
    return Motor(
        name=tuple(nerve.name for nerve in MOTOR),
        time_ms=time,
        trace_mv=trace,
        amplitude_mv=np.abs(trace).max(axis=3),
        latency_ms=latency,
        velocity_m_s=knee[:, None] / (latency[:, :, 1] - latency[:, :, 0]),
    )


def _between_units_ms(latency_ms: FloatArray) -> float:
    """Mean distance between the latencies of neighbouring units: the real ones behind them lie between."""
    known = np.sort(latency_ms[np.isfinite(latency_ms)])
    return float((known[-1] - known[0]) / max(len(known) - 1, 1)) if known.size else 0.0
