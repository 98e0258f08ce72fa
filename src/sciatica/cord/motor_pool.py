"""Motoneurons that fire on: integrate-and-fire cells with an afterhyperpolarisation and a persistent inward current.

A reduction of the motoneurons of Powers & Heckman 2017 (J Neurophysiol 117:1171, ModelDB 239582, the pool made "more
like human" tibialis anterior) from five compartments to one. Everything is in units of the cell's own rheobase (u = 1
just fires):

    tau_v dv/dt = z - a - l + noise - v, and at v >= 1 a spike, then v = 0 for the refractory time

    z = u + pic m h, the dendrite, which sees no spikes

    tau_m dm/dt = 1 / (1 + exp((m_half - z)/m_slope)) - m, the persistent current's activation

    tau_h dh/dt = floor + (1 - floor) / (1 + exp((z - h_half)/h_slope)) - h, its slow inactivation

    a, the afterhyperpolarisation, is set to kick + residual a by each spike and decays with tau_ahp

    l, the late adaptation, rises by a step with each spike and decays over tens of seconds

Theirs are the equations of m and h (one gate each, as of Booth 1997), tau_m 40 ms, tau_h 2500 ms, the fall of tau_ahp
from 90 to 30 ms along the size order, and that the current sits in the dendrite. Ours are the single compartment, the
scale of rheobases, every amplitude and half activation, the floor of h, the late adaptation and the noise: they are
marked ``assumed`` in ``parameters.csv``.

u rises with the drive x of the pool as x / threshold below recruitment, and beyond it with the gain of the unit. With
a small current the cell follows its drive; above about 4 m_slope the current holds itself, and a short push can leave
the cell firing until h, l, or the loss of what little drive it still needs, ends it. The drive of a pool is

    x = voluntary + guarding + segmental and group III/IV + k_Ia Ia + k_II II - k_Ib Ib
        - sum_k recurrent[k] R[k] - sum_k reciprocal[k] Ia[k]

R, the Renshaw cells of a pool, follow the mean rate of its motoneurons (their collaterals also carry spikes that climb
back up the axon); tau_R dR/dt = rate - R. Inhibition acts from the step after the spikes that caused it.
"""

from __future__ import annotations

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
FIRES_BACK = 2
"""In the ring of antidromic spikes: an invaded motoneuron answers at this step."""


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


def pool_constants(pools: Pools, step_ms: float, parameters: Parameters) -> FloatArray:
    """[23, Q] the kernel's constants of each pool, in the order in which it unpacks them."""
    return np.repeat(scalars(step_ms, parameters)[:, None], pools.pools, axis=1)


def scalars(step_ms: float, parameters: Parameters) -> FloatArray:
    """[23] the same of one pool: a search may give every pool its own."""
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
            p.ii_drive_per_hz,
            1.0 - np.exp(-step_ms / p.renshaw_tau_ms),
            1000.0 / (step_ms * p.units_per_pool),
            max(1.0, round(p.f_wave_turn_ms / step_ms)),
        ]
    )


@numba.njit(cache=True, nogil=True)  # type: ignore[misc,unused-ignore]
def advance(
    state: Any,
    constants: Any,
    per_pool: Any,
    edge_first: Any,
    edge_by: Any,
    recurrent: Any,
    reciprocal: Any,
    renshaw: Any,
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
        state: [7, U]; constants: [3, U]; per_pool: [23, Q].
        edge_first, edge_by, recurrent, reciprocal: the fields of :class:`sciatica.cord.circuits.Circuits`.
        renshaw: [Q] Renshaw cells, as the rate (Hz a motoneuron) that they follow.
        drive: [5, Q] voluntary, guarding, afferent drive, persistent-current amplitude, noise factor.
        fast: [3, ring, Q] rates of Ia, Ib and II afferents above rest, Hz, by step of arrival; emptied where read.
        antidromic: [ring, U] uint8, spikes that come back up the motor axon, by step of arrival; emptied where read.
        noise: [B, U / 2] and common: [B, M] normal deviates, a row a step; both sides share them.
        fired: [steps, U] uint8 out: 0, or the road of the spike.
        start: number of the first step; noise_start: the step at which row 0 of ``noise`` begins.
    """
    pools = drive.shape[1]
    number = state.shape[1] // pools
    ring = fast.shape[1]
    fast_drive = np.empty(pools)
    for s in range(steps):
        slot = (start + s) % ring
        row = start + s - noise_start
        slow = (start + s) % 10 == 0
        for q in range(pools):
            x = per_pool[17, q] * fast[0, slot, q] - per_pool[18, q] * fast[1, slot, q]
            x += per_pool[19, q] * fast[2, slot, q]
            for edge in range(edge_first[q // 2], edge_first[q // 2 + 1]):
                other = 2 * edge_by[edge] + q % 2
                x -= recurrent[edge] * renshaw[other] + reciprocal[edge] * fast[0, slot, other]
            fast_drive[q] = x
        for q in range(pools):
            for kind in range(3):
                fast[kind, slot, q] = 0.0
            k_v, kick, residual = per_pool[0, q], per_pool[1, q], per_pool[2, q]
            m_half, m_slope, k_m = per_pool[3, q], per_pool[4, q], per_pool[5, q]
            h_half, h_slope, h_floor, k_h = per_pool[6, q], per_pool[7, q], per_pool[8, q], per_pool[9, q]
            late_step, late_keep, dead_steps = per_pool[10, q], per_pool[11, q], per_pool[12, q]
            noise_keep, back_from = per_pool[13, q], per_pool[16, q]
            x_voluntary, x_guarding, pic = drive[0, q], drive[1, q], drive[3, q]
            noise_own = per_pool[14, q] * drive[4, q]
            shared = per_pool[15, q] * drive[4, q] * common[row, q // 2]
            x_afferent = drive[2, q] + fast_drive[q]
            x = x_voluntary + x_guarding + x_afferent
            discharged = 0
            for i in range(number):
                u = q * number + i
                threshold = constants[0, u]
                scale = 1.0 / threshold
                direct = x * scale if x < threshold else 1.0 + constants[1, u] * (x - threshold)
                inward = pic * state[2, u] * state[3, u]
                z = direct + inward
                if z < -1.0:
                    z = -1.0
                deviate = noise[row, q // 2 * number + i]
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
                invaded = antidromic[slot, u] == 1
                if antidromic[slot, u] == FIRES_BACK:
                    fired[s, u] = 2
                antidromic[slot, u] = 0
                if invaded and state[5, u] <= 0.0:
                    # the soma is invaded as if it had fired, and seldom fires back (the F wave)
                    state[0, u] = 0.0
                    state[1, u] = kick + residual * state[1, u]
                    state[5, u] = dead_steps
                    discharged += 1
                    if deviate > back_from:
                        antidromic[(slot + int(per_pool[22, q])) % ring, u] = FIRES_BACK
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
                    discharged += 1
                    # a spike belongs to whichever current held the cell up most
                    held = x_afferent * scale + inward
                    if x_voluntary * scale >= held and x_voluntary >= x_guarding:
                        fired[s, u] = 1
                    elif x_guarding * scale >= held:
                        fired[s, u] = 4
                    else:
                        fired[s, u] = 3
            renshaw[q] += per_pool[20, q] * (discharged * per_pool[21, q] - renshaw[q])


def empty_noise(pools: Pools, rows: int) -> tuple[FloatArray, FloatArray]:
    """Noise of nothing: for measurements without chance."""
    return np.zeros((rows, len(pools) // 2)), np.zeros((rows, pools.muscles))


def draw_noise(pools: Pools, rows: int, rng: np.random.Generator) -> tuple[FloatArray, FloatArray]:
    """Normal deviates [rows, U/2] and [rows, M]; both sides share them, so that a mirrored lesion mirrors exactly."""
    return rng.standard_normal((rows, len(pools) // 2)), rng.standard_normal((rows, pools.muscles))
