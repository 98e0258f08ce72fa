"""From raw spikes and traces to the record of an episode: EMG, strength, twitches and spasms are read off here."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sciatica.body import CLASSES, Body
from sciatica.cord import afferents, motor_pool
from sciatica.cord.afferents import ChannelsLike
from sciatica.cord.carried import Carried
from sciatica.cord.pools import Pools
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray, IntArray
from sciatica.episode.ending import Readings, told
from sciatica.episode.record import Episode, Spikes
from sciatica.episode.script import Segment
from sciatica.episode.traces import Made
from sciatica.muscle import emg, spasm
from sciatica.muscle.strength import strength
from sciatica.muscle.units import Units


def gather(
    body: Body,
    channels: ChannelsLike,
    script: Sequence[Segment],
    parameters: ParameterSet,
    units: Units,
    traces: Made,
    readings: Readings,
    pools: Pools,
    echo_s: FloatArray,
    events: IntArray,
    *,
    steps: int,
    carried: Carried,
    held: tuple[str, ...],
    windows: int,
    window_ms: float,
) -> Episode:
    """The record of an episode.

    Args:
        body, channels, script, parameters: what was played.
        units: the motor units.
        traces: means over the output steps.
        readings: what held the pools up meanwhile.
        pools: the motoneurons.
        echo_s: [U] how long after an ectopic impulse its F wave would follow.
        events: [X, 3] unit, step since the beginning and road of every spike that arrived, in order of time.
        steps: length of the episode in time steps.
        carried: what is carried on.
        held: what was held, in words.
        windows, window_ms: how many exchange windows were run, and how long.
    """
    muscle, step_s = parameters.muscle, parameters.episode.step_ms / 1000.0
    number = len(units.strength)
    unit, road = np.asarray(events[:, 0]), np.asarray(events[:, 2])
    time_s = np.asarray(events[:, 1] * step_s, dtype=np.float64)
    ectopic = road == motor_pool.ECTOPIC
    rate_by_muscle = np.einsum("mr,srct->msct", body.muscles.root_weight, traces.class_rate_hz)
    # what fatigue left of each road's activation
    left = np.divide(traces.force, traces.by_road.sum(axis=0), out=np.ones_like(traces.force), where=traces.force > 0)
    found = spasm.detect(traces.time_s, traces.by_road[1:] * left, rate_by_muscle, CLASSES, afferents.SENSORY, muscle)
    recorded, waves = _emg(events, units, steps, parameters)
    return Episode(
        time_s=traces.time_s,
        segment=traces.segment,
        segment_names=tuple(segment.name for segment in script),
        pain=traces.pain,
        pain_by_root=traces.pain_by_root,
        wind_up=traces.wind_up,
        class_rate_hz=traces.class_rate_hz,
        guarding=traces.guarding,
        activation=traces.by_road.sum(axis=0),
        activation_by_road=traces.by_road,
        force=traces.force,
        persistent_current=traces.persistent_current,
        emg=waves,
        emg_muscle=recorded,
        emg_time_s=np.arange(steps, dtype=np.float64) * step_s,
        strength=strength(body, channels, script[0].posture, parameters, lost_days=channels.lost_days),
        twitches=spasm.twitches(unit[ectopic], time_s[ectopic], number, muscle),
        discharges=spasm.discharges(unit[ectopic], time_s[ectopic], echo_s, number, step_s, muscle),
        spasms=told(found, readings, pools, unit, time_s, parameters),
        spikes=Spikes(unit, time_s, road - 1, number),
        carried=carried,
        held=held,
        windows=windows,
        window_ms=window_ms,
    )


def _emg(events: IntArray, units: Units, steps: int, parameters: ParameterSet) -> tuple[IntArray, FloatArray]:
    """Rows [E] of the recorded muscles and their EMG [E, 2, steps], microvolts."""
    recorded = np.flatnonzero(units.surface_emg)
    number = len(units.strength)
    waves = np.zeros((len(recorded), 2, steps))
    pool = events[:, 0] // number
    step_ms = parameters.episode.step_ms
    for e, m in enumerate(recorded):
        potentials = emg.unit_potentials(units, int(m), parameters.muscle, step_ms=step_ms)
        for side in range(2):
            mine = events[pool == 2 * m + side]
            unit, step = mine[:, 0] % number, mine[:, 1]
            waves[e, side] = emg.surface(potentials, unit, step, steps, units.size[m, side])
    return recorded, waves
