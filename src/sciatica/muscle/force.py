"""From spikes to force: every unit's running activity, its force at the muscle's length, and what spindles and tendon
organs say of it.

Force = (active units) FL(l) FV(v), with the curves of De Groote, Kinney, Rao & Fregly 2016
(doi:10.1007/s10439-016-1591-9) in the form of opensim-core, which corrects a misprint of their supplement and shifts
four coefficients so that the curves pass through (1, 1), (-1, 0) and (0, 1). In an episode muscles are isometric but
for a stretch that the script gives: the fibre then goes to the new length at a set speed, tendon taken as stiff (with
a compliant one: ``hill.balance``).

Spindles: the form of Prochazka & Gorassini 1998 (PMID 9490851), velocity to a power below one, length, and the term for
co-activation; secondaries lack the velocity. Tendon organs: force, and tension of the passive muscle.
"""

from __future__ import annotations

from typing import Any

import numba
import numpy as np

from sciatica.cord.pools import Pools
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.muscle import fatigue
from sciatica.muscle.units import Units

FIRST, SECOND, TAG = range(3)
ROADS = 4
IA, IB, II = range(3)
FAST = 3
"""Rows of the fast afferents: ``IA``, ``IB``, ``II``."""


@numba.njit(cache=True)  # type: ignore[misc,unused-ignore]
def force_length(length: float) -> float:
    """Active force over its greatest, of a fibre of this length (optimal lengths)."""
    found = 0.81507 * np.exp(-0.5 * ((length - 1.05503) / (0.16238 + 0.06330 * length)) ** 2)
    found += 0.43300 * np.exp(-0.5 * ((length - 0.71678) / (-0.02995 + 0.20036 * length)) ** 2)
    found += 0.1 * np.exp(-0.5 * ((length - 1.0) / 0.35355) ** 2)
    return float(found)


@numba.njit(cache=True)  # type: ignore[misc,unused-ignore]
def force_velocity(velocity: float) -> float:
    """Active force over the isometric, at a velocity of lengthening (share of the greatest of shortening)."""
    s = -8.149 * velocity - 0.374
    return float(-0.32113 * np.log(s + np.sqrt(s * s + 1.0)) + 0.88253)


@numba.njit(cache=True)  # type: ignore[misc,unused-ignore]
def passive_force(length: float) -> float:
    """Passive force over the greatest active, of a fibre of this length (optimal lengths); 1 at 1.6."""
    least = np.exp(4.0 * (0.2 - 1.0) / 0.6)
    return float((np.exp(4.0 * (length - 1.0) / 0.6) - least) / (np.exp(4.0) - least))


def fresh_state(pools: Pools) -> FloatArray:
    """[3, U] muscles at rest: two stages of the activity and the road of the last spike."""
    return np.zeros((3, len(pools)))


def fresh_held(pools: Pools) -> FloatArray:
    """[Q] fibre lengths of muscles that nobody stretches, in optimal lengths."""
    return np.ones(pools.pools)


def target_length(stretch: FloatArray, parameters: Parameters) -> FloatArray:
    """[Q] fibre length (optimal lengths) that a stretch of 0 .. 1 of what the joint allows asks for."""
    return np.asarray(1.0 + parameters.stretch_range * stretch)


def unit_constants(
    units: Units, step_ms: float, capacity: FloatArray | None = None, parameters: Parameters | None = None
) -> FloatArray:
    """[3, U] what a step leaves, step over contraction time, and share of the pool's force.

    Args:
        units: the motor units.
        step_ms: the time step.
        capacity: [U] what fatigue has left of each: tired units are slower; rested ones if not given.
        parameters: the constants of ``muscle``; needed with ``capacity``.
    """
    per_step = np.repeat(step_ms / units.contraction_ms, 2, axis=0).ravel()
    if capacity is not None and parameters is not None:
        per_step = per_step / fatigue.slowed(capacity, parameters)
    return np.stack([np.exp(-per_step), per_step, units.share])


def scalars(step_ms: float, parameters: Parameters) -> FloatArray:
    """[14] the kernel's scalar constants."""
    p = parameters
    return np.array(
        [
            p.fusion_steepness,
            p.ia_coactivation_hz,
            p.spindle_length_hz,
            p.spindle_velocity_hz,
            p.spindle_velocity_power,
            p.ii_coactivation_hz,
            p.ii_length_hz,
            p.spindle_rest_hz,
            p.ib_force_hz,
            p.ib_stretch_hz,
            p.stretch_range,
            p.stretch_speed_per_s * step_ms / 1000.0,
            1000.0 / step_ms,
            p.greatest_velocity_per_s,
        ]
    )


@numba.njit(cache=True, nogil=True)  # type: ignore[misc,unused-ignore]
def advance(
    state: Any,
    constants: Any,
    scalar: Any,
    arriving: Any,
    capacity: Any,
    held: Any,
    target: Any,
    passing: Any,
    delay_steps: Any,
    fast: Any,
    activation: Any,
    work: Any,
    tension: Any,
    events: Any,
    count: int,
    start: int,
    steps: int,
) -> int:
    """Advances all muscles by ``steps`` time steps, in place.

    Args:
        state: [3, U]; constants: [3, U]; scalar: [14].
        arriving: [ring, U] uint8, roads of the spikes by step of arrival; emptied where read.
        capacity: [U] share of each unit's force that fatigue has left.
        held: [Q] fibre lengths now, in optimal lengths; they follow ``target``.
        target: [Q] the lengths that the posture asks for.
        passing: [Q] share of the muscle's large afferents that conducts.
        delay_steps: [2, Q] muscle to cord, of Ia and Ib, and of II.
        fast: [3, ring, Q] out: rates of Ia, Ib and II above rest, Hz, by step of arrival at the cord.
        activation: [4, Q] added to: the active state of each road (share of the unfatigued maximum at best length),
            summed over the steps.
        work: [U] added to: each unit's force as a share of its own tetanus.
        tension: [Q] added to: active force with fatigue, length and velocity, share of the healthy maximum.
        events: [X, 3] int32 out: unit, step, road of each spike that arrived.
        count: rows of ``events`` already used.
        start, steps: the window.

    Returns:
        rows of ``events`` used now.
    """
    steep, ia_emg, ia_length, ia_velocity, ia_power = scalar[0], scalar[1], scalar[2], scalar[3], scalar[4]
    ii_emg, ii_length, rest, ib_force, ib_stretch = scalar[5], scalar[6], scalar[7], scalar[8], scalar[9]
    furthest, most, per_s, greatest = scalar[10], scalar[11], scalar[12], scalar[13]
    pools = held.shape[0]
    number = state.shape[1] // pools
    ring = arriving.shape[0]
    slack = passive_force(1.0)
    taut = passive_force(1.0 + furthest) - slack
    for q in range(pools):
        at_length = force_length(held[q]) / force_length(1.0)
        pulled = ib_stretch * (passive_force(held[q]) - slack) / taut
        for s in range(steps):
            slot = (start + s) % ring
            by_road = np.zeros(4)
            tired = 0.0
            for i in range(number):
                u = q * number + i
                road = arriving[slot, u]
                first = state[0, u]
                second = state[1, u]
                if road == 0 and first == 0.0 and second == 0.0:
                    continue
                second = constants[0, u] * (second + constants[1, u] * first)
                first *= constants[0, u]
                # what has died away is nothing: numbers too small would cost a hundred times as much
                if first < 1e-15 and second < 1e-15:
                    first = 0.0
                    second = 0.0
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
                    own = 1.0 - np.exp(-steep * second * second * second)
                    work[u] += own
                    own *= constants[2, u]
                    by_road[int(state[2, u]) - 1] += own
                    tired += own * (1.0 - capacity[u])
            moved = target[q] - held[q]
            velocity = 0.0
            if moved != 0.0:
                moved = min(max(moved, -most), most)
                held[q] += moved
                velocity = moved * per_s
                at_length = force_length(held[q]) / force_length(1.0)
                pulled = ib_stretch * (passive_force(held[q]) - slack) / taut
            driven = by_road[0] + by_road[2] + by_road[3]
            active = (driven + by_road[1] - tired) * at_length
            if velocity != 0.0:
                active *= force_velocity(velocity / greatest)
            for r in range(4):
                activation[r, q] += by_road[r]
            tension[q] += active
            longer = held[q] - 1.0
            primary = ia_emg * driven + ia_length * longer
            if velocity > 0.0:
                primary += ia_velocity * velocity**ia_power
            elif velocity < 0.0:
                primary -= ia_velocity * (-velocity) ** ia_power
            secondary = ii_emg * driven + ii_length * longer
            soon = (start + s + delay_steps[0, q]) % ring
            late = (start + s + delay_steps[1, q]) % ring
            fast[0, soon, q] += passing[q] * max(primary, -rest)
            fast[1, soon, q] += passing[q] * (ib_force * active + pulled)
            fast[2, late, q] += passing[q] * max(secondary, -rest)
    return count
