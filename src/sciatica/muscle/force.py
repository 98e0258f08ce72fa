"""From spikes to force: every unit's running activity, its force, and what spindles and tendon organs say of it.

Isometric: lengths do not change within an episode, so force-length and force-velocity curves would be constants here.
The spindle's term for co-activation and the sign of its length term follow Prochazka & Gorassini 1998 (PMID 9490851);
their coefficients for people are not known and stand as assumed constants.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from sciatica.cord.pools import Pools
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.muscle.units import Units

FIRST, SECOND, TAG = range(3)
ROADS = 4


def fresh_state(pools: Pools) -> FloatArray:
    """[3, U] muscles at rest: two stages of the activity and the road of the last spike."""
    return np.zeros((3, len(pools)))


def unit_constants(units: Units, step_ms: float) -> FloatArray:
    """[3, U] what a step leaves, step over contraction time, and share of the pool's force."""
    per_step = np.repeat(step_ms / units.contraction_ms, 2, axis=0).ravel()
    share = np.tile(units.strength, 2 * len(units.twitch_ms))
    return np.stack([np.exp(-per_step), per_step, share])


def scalars(parameters: Parameters) -> FloatArray:
    """[5] the kernel's scalar constants."""
    p = parameters
    return np.array(
        [
            p.fusion_steepness,
            p.ia_coactivation_hz,
            p.ia_stretch_hz,
            p.ib_force_hz,
            p.ib_stretch_hz,
        ]
    )


@numba.njit(cache=True)  # type: ignore[misc,unused-ignore]
def advance(
    state: Any,
    constants: Any,
    scalar: Any,
    arriving: Any,
    capacity: Any,
    stretch: Any,
    passing: Any,
    delay_steps: Any,
    fast: Any,
    activation: Any,
    events: Any,
    count: int,
    start: int,
    steps: int,
) -> int:
    """Advances all muscles by ``steps`` time steps, in place.

    Args:
        state: [3, U]; constants: [3, U]; scalar: [5].
        arriving: [ring, U] uint8, roads of the spikes by step of arrival; emptied where read.
        capacity: [Q] share of the force that fatigue has left.
        stretch: [Q] 0-1, how far the muscle is held stretched.
        passing: [Q] share of the muscle's large afferents that conducts.
        delay_steps: [Q] muscle to cord.
        fast: [2, ring, Q] out: Ia and Ib rates above rest, Hz, by step of arrival at the cord.
        activation: [4, Q] added to: the force of each road (share of the unfatigued maximum), summed over the steps.
        events: [X, 3] int32 out: unit, step, road of each spike that arrived.
        count: rows of ``events`` already used.
        start, steps: the window.

    Returns:
        rows of ``events`` used now.
    """
    steep, ia_emg, ia_stretch, ib_force, ib_stretch = scalar[0], scalar[1], scalar[2], scalar[3], scalar[4]
    pools = capacity.shape[0]
    number = state.shape[1] // pools
    ring = arriving.shape[0]
    for q in range(pools):
        for s in range(steps):
            slot = (start + s) % ring
            by_road = np.zeros(4)
            for i in range(number):
                u = q * number + i
                road = arriving[slot, u]
                first = state[0, u]
                second = constants[0, u] * (state[1, u] + constants[1, u] * first)
                first *= constants[0, u]
                if road > 0:
                    arriving[slot, u] = 0
                    first += 1.0
                    state[2, u] = road
                    events[count, 0] = u
                    events[count, 1] = start + s
                    events[count, 2] = road
                    count += 1
                state[0, u] = first
                state[1, u] = second
                if second > 1e-4:
                    by_road[int(state[2, u]) - 1] += constants[2, u] * (1.0 - np.exp(-steep * second * second * second))
            driven = by_road[0] + by_road[2] + by_road[3]
            force = (driven + by_road[1]) * capacity[q]
            for r in range(4):
                activation[r, q] += by_road[r]
            later = (start + s + delay_steps[q]) % ring
            fast[0, later, q] += passing[q] * (ia_emg * driven + ia_stretch * stretch[q])
            fast[1, later, q] += passing[q] * (ib_force * force + ib_stretch * stretch[q])
    return count
