"""Motoneurons that fire on: integrate-and-fire cells with an afterhyperpolarisation and a persistent inward current.

A reduction of the calcium current of Powers & Heckman 2017 (J Neurophysiol 117:1171, ModelDB 239582) to one
compartment. Everything is in units of the cell's own rheobase (u = 1 just fires):

    tau_v dv/dt = u + pic m h - a - l + noise - v, and at v >= 1 a spike, then v = 0 for the refractory time

    tau_m dm/dt = 1 / (1 + exp((m_half - z)/m_slope)) - m, where z = u + pic m h is the dendrite, which sees no spikes

    tau_h dh/dt = floor + (1 - floor) / (1 + exp((z - h_half)/h_slope)) - h, the slow inactivation

    a, the afterhyperpolarisation, is set to kick + residual a by each spike and decays with tau_ahp

    l, the late adaptation, rises by a step with each spike and decays over tens of seconds

u rises with the drive x of the pool as x / threshold below recruitment, and beyond it with the gain of the unit. With
a small current the cell follows its drive; above about 4 m_slope the current holds itself, and a short push can leave
the cell firing until h and l end it. The reduction is ours: the time constants 40 ms, 2500 ms and 90 to 30 ms are the
paper's, the amplitudes are not, and are marked so in ``parameters.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numba
import numpy as np

from sciatica.cord.pools import Pools
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray

VOLTAGE, AHP, GATE, INACTIVATION, LATE, REFRACTORY, NOISE = range(7)
VOLUNTARY, ECTOPIC, POOL, GUARDING = 1, 2, 3, 4
"""Where a spike came from; 0 is no spike."""
ROADS = ("voluntary", "ectopic", "pool", "guarding")


@dataclass(frozen=True)
class Drive:
    """What a pool is told in one control step; arrays are [Q]."""

    voluntary: FloatArray
    guarding: FloatArray
    afferent: FloatArray
    """Segmental and group III/IV drive; what arrives by Ia and Ib comes on the fast path."""
    pic: FloatArray
    """Amplitude of the persistent inward current."""


def fresh_state(pools: Pools) -> FloatArray:
    """[7, U] motoneurons at rest."""
    state = np.zeros((7, len(pools)))
    state[INACTIVATION] = 1.0
    return state


def unit_constants(pools: Pools, slowness: FloatArray, step_ms: float, parameters: Parameters) -> FloatArray:
    """[3, U] threshold, gain above threshold, and what a step leaves of the afterhyperpolarisation.

    Args:
        pools: the units.
        slowness: [M] twitch time of each muscle over that of the reference muscle: motoneurons of slow muscles have
            the longer afterhyperpolarisation (Eccles, Eccles & Lundberg 1958).
        step_ms: time step.
        parameters: the constants of ``cord``.
    """
    p, count = parameters, pools.pools
    tau = p.ahp_tau_low_ms * (p.ahp_tau_high_ms / p.ahp_tau_low_ms) ** pools.rank
    tau = (np.repeat(slowness, 2)[:, None] ** p.ahp_slowness_power) * tau[None, :]
    gain = p.gain_low + (p.gain_high - p.gain_low) * pools.rank
    return np.stack(
        [
            np.tile(pools.threshold, count),
            np.tile(gain, count),
            np.exp(-step_ms / tau).ravel(),
        ]
    )


def scalars(step_ms: float, parameters: Parameters) -> FloatArray:
    """[19] the kernel's scalar constants, in the order in which it unpacks them."""
    p = parameters
    noise_keep = np.exp(-step_ms / p.noise_tau_ms)
    common = p.common_noise_share
    return np.array(
        [
            1.0 - np.exp(-step_ms / p.membrane_tau_ms),
            p.ahp_kick,
            p.ahp_residual,
            p.pic_half,
            p.pic_slope,
            1.0 - np.exp(-step_ms / p.pic_tau_ms),
            p.inactivation_half,
            p.inactivation_slope,
            p.inactivation_floor,
            1.0 - np.exp(-10.0 * step_ms / p.inactivation_tau_ms),
            p.late_step,
            np.exp(-step_ms / p.late_tau_ms),
            p.refractory_ms / step_ms,
            noise_keep,
            p.noise_sigma * np.sqrt((1.0 - noise_keep**2) * (1.0 - common)),
            p.noise_sigma * np.sqrt((1.0 - noise_keep**2) * common),
            NormalDist().inv_cdf(1.0 - p.f_wave_probability),
            p.ia_drive_per_hz,
            p.ib_drive_per_hz,
        ]
    )


@numba.njit(cache=True)  # type: ignore[misc,unused-ignore]
def advance(
    state: Any,
    constants: Any,
    scalar: Any,
    drive: Any,
    fast: Any,
    antidromic: Any,
    noise: Any,
    common: Any,
    fired: Any,
    start: int,
    steps: int,
    noise_start: int,
) -> None:
    """Advances all pools by ``steps`` time steps, in place.

    Args:
        state: [7, U]; constants: [3, U]; scalar: [19].
        drive: [4, Q] voluntary, guarding, afferent drive and persistent-current amplitude.
        fast: [2, ring, Q] rates of Ia and Ib afferents above rest, Hz, by step of arrival; emptied where read.
        antidromic: [ring, U] uint8, spikes that come back up the motor axon, by step of arrival; emptied where read.
        noise: [B, U / 2] and common: [B, M] normal deviates, a row a step; both sides share them.
        fired: [steps, U] uint8 out: 0, or the road of the spike.
        start: number of the first step; noise_start: the step at which row 0 of ``noise`` begins.
    """
    k_v, kick, residual = scalar[0], scalar[1], scalar[2]
    m_half, m_slope, k_m = scalar[3], scalar[4], scalar[5]
    h_half, h_slope, h_floor, k_h = scalar[6], scalar[7], scalar[8], scalar[9]
    late_step, late_keep, dead_steps = scalar[10], scalar[11], scalar[12]
    noise_keep, noise_own, noise_common, back_from = scalar[13], scalar[14], scalar[15], scalar[16]
    pools = drive.shape[1]
    number = state.shape[1] // pools
    ia_gain, ib_gain = scalar[17], scalar[18]
    ring = fast.shape[1]
    for q in range(pools):
        x_voluntary, x_guarding, x_slow, pic = drive[0, q], drive[1, q], drive[2, q], drive[3, q]
        muscle = q // 2
        for s in range(steps):
            slot = (start + s) % ring
            row = start + s - noise_start
            slow = (start + s) % 10 == 0
            x_afferent = x_slow + ia_gain * fast[0, slot, q] - ib_gain * fast[1, slot, q]
            x = x_voluntary + x_guarding + x_afferent
            fast[0, slot, q] = 0.0
            fast[1, slot, q] = 0.0
            shared = noise_common * common[row, muscle]
            for i in range(number):
                u = q * number + i
                threshold = constants[0, u]
                scale = 1.0 / threshold
                direct = x * scale if x < threshold else 1.0 + constants[1, u] * (x - threshold)
                inward = pic * state[2, u] * state[3, u]
                z = direct + inward
                if z < -1.0:
                    z = -1.0
                deviate = noise[row, muscle * number + i]
                state[6, u] = noise_keep * state[6, u] + noise_own * deviate + shared
                below = (m_half - z) / m_slope
                # far below half activation the gate is shut: no need of an exponential
                opened = 0.0 if below > 9.0 else 1.0 / (1.0 + np.exp(below))
                state[2, u] += k_m * (opened - state[2, u])
                if slow:
                    target = h_floor + (1.0 - h_floor) / (1.0 + np.exp((z - h_half) / h_slope))
                    state[3, u] += k_h * (target - state[3, u])
                state[1, u] *= constants[2, u]
                state[4, u] *= late_keep
                fired[s, u] = 0
                invaded = antidromic[slot, u] > 0
                antidromic[slot, u] = 0
                if invaded and state[5, u] <= 0.0:
                    # the soma is invaded as if it had fired, and seldom fires back (the F wave)
                    state[0, u] = 0.0
                    state[1, u] = kick + residual * state[1, u]
                    state[5, u] = dead_steps
                    if deviate > back_from:
                        fired[s, u] = 2
                    continue
                if state[5, u] > 0.0:
                    state[5, u] -= 1.0
                    continue
                state[0, u] += k_v * (z - state[1, u] - state[4, u] + state[6, u] - state[0, u])
                if state[0, u] >= 1.0:
                    state[0, u] = 0.0
                    state[1, u] = kick + residual * state[1, u]
                    state[4, u] += late_step
                    state[5, u] = dead_steps
                    # a spike belongs to whichever current held the cell up most
                    held = x_afferent * scale + inward
                    if x_voluntary * scale >= held and x_voluntary >= x_guarding:
                        fired[s, u] = 1
                    elif x_guarding * scale >= held:
                        fired[s, u] = 4
                    else:
                        fired[s, u] = 3


def empty_noise(pools: Pools, rows: int) -> tuple[FloatArray, FloatArray]:
    """Noise of nothing: for measurements without chance."""
    return np.zeros((rows, len(pools) // 2)), np.zeros((rows, pools.muscles))


def draw_noise(pools: Pools, rows: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Normal deviates [rows, U/2] and [rows, M]; both sides share them, so that a mirrored lesion mirrors exactly."""
    return rng.standard_normal((rows, len(pools) // 2)), rng.standard_normal((rows, pools.muscles))
