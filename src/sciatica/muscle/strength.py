"""Strength: what a full effort gives through the axons that are left.

Every pool is driven fully, without noise, with its spikes sent through the surviving axons and their shortest passing
intervals; the force in the second half of the effort is compared with that of the same pools through healthy axons.
"""

from __future__ import annotations

import numpy as np

from sciatica.body import Body
from sciatica.cord import axons, motor_pool, pools
from sciatica.cord.afferents import ChannelsLike
from sciatica.cord.pools import Pools
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.muscle import force
from sciatica.muscle import units as motor_units
from sciatica.muscle.units import Units


def strength(body: Body, channels: ChannelsLike, posture: int, parameters: ParameterSet) -> FloatArray:
    """[M, 2] force of a full effort in a posture, as a share of healthy.

    Args:
        body: the person.
        channels: what each fibre does in each posture.
        posture: index of the posture.
        parameters: the constants of ``cord``, ``muscle`` and ``episode``.
    """
    step_ms = parameters.episode.step_ms
    made = pools.build(body, parameters.cord)
    units = motor_units.build(body.muscles, parameters.muscle, made.units_per_pool)
    path = body.fibres.path_mm
    through = axons.in_posture(made, channels, path, posture, step_ms, 1)
    interval = np.where(through.passes & through.connected, through.minimum_interval_steps, np.inf)
    drive = np.ones(made.pools)
    now = effort(made, units, drive, interval, parameters)
    healthy = effort(made, units, drive, np.zeros(len(made)), parameters)
    return np.asarray((now / healthy).reshape(made.muscles, 2))


def effort(
    made: Pools, units: Units, drive: FloatArray, minimum_interval_steps: FloatArray, parameters: ParameterSet
) -> FloatArray:
    """[Q] mean force (share of the tetanus) in the second half of a steady willed effort, without noise.

    Args:
        made, units: the pools and their units.
        drive: [Q] 0-1.
        minimum_interval_steps: [U] shortest interval that each axon passes; inf where it is blocked.
        parameters: the constants of ``cord``, ``muscle`` and ``episode``.
    """
    step_ms = parameters.episode.step_ms
    total = round(parameters.muscle.strength_test_s * 1000.0 / step_ms)
    half = total // 2
    ring = 1 << int(np.ceil(np.log2(2 * total)))
    arriving, antidromic, last = axons.fresh(len(made), ring)
    fast, unused = np.zeros((2, ring, made.pools)), np.zeros((2, ring, made.pools))
    driven = np.zeros((4, made.pools))
    driven[0], driven[3] = drive, parameters.cord.pic_healthy
    noise, common = motor_pool.empty_noise(made, total)
    fired = np.zeros((total, len(made)), dtype=np.uint8)
    motor_pool.advance(
        motor_pool.fresh_state(made),
        motor_pool.unit_constants(made, units.slowness, step_ms, parameters.cord),
        motor_pool.scalars(step_ms, parameters.cord),
        driven,
        fast,
        antidromic,
        noise,
        common,
        fired,
        0,
        total,
        0,
    )
    ones = np.ones(len(made), dtype=np.int64)
    axons.transmit(
        fired,
        0,
        total,
        1,
        np.isfinite(minimum_interval_steps),
        minimum_interval_steps,
        0 * ones,
        ones,
        ones.astype(bool),
        np.empty(0, dtype=np.int64),
        np.zeros(len(made) + 1, dtype=np.int64),
        np.zeros(len(made), dtype=np.int64),
        np.empty(0, dtype=np.uint8),
        0,
        last,
        arriving,
        antidromic,
    )
    state, counts = force.fresh_state(made), np.zeros((4, made.pools))
    events = np.zeros((int((fired > 0).sum()) + 1, 3), dtype=np.int32)
    rest, later = np.zeros(made.pools), np.ones(made.pools, dtype=np.int64)
    for begin in (0, half):
        counts[:] = 0.0
        force.advance(
            state,
            force.unit_constants(units, step_ms),
            force.scalars(parameters.muscle),
            arriving,
            rest + 1.0,
            rest,
            rest,
            later,
            unused,
            counts,
            events,
            0,
            begin,
            half,
        )
    return np.asarray(counts.sum(axis=0) / half)
