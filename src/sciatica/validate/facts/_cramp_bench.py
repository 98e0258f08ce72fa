"""A foot muscle's pool with its afferent loops on the bench, for many guesses of unknown constants at once.

Each draw is a pool of its own in the kernel that episodes use; its muscle is reduced to the sum of its units' forces,
not tired and isometric, and its afferents answer after 20 to 40 ms. The two sides of a draw are two conditions with
the same noise.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np

from sciatica.cord import circuits, drive, motor_pool, pools
from sciatica.cord.pools import Pools
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray, IntArray
from sciatica.muscle.units import response, tetanic_share

SEARCHED = (
    "pic_healthy",
    "pic_highest",
    "pic_half",
    "pic_group_iv_gain",
    "inactivation_half",
    "inactivation_floor",
    "late_tau_ms",
    "ahp_kick",
    "gain_low",
    "noise_sigma",
    "noise_group_iv_gain",
    "ia_drive_per_hz",
    "ib_drive_per_hz",
    "renshaw_drive_per_hz",
    "group_iv_drive_per_hz",
    "group_iv_cramp_hz",
    "group_iv_after_hz",
    "irritant_impulses",
    "irritant_fade_s",
    "irritant_stay_impulses",
)
"""Assumed constants of ``cord`` that shape a cramp; each is drawn between its ``low`` and ``high``."""
UNITS, STEP_MS, BLOCK = 20, 1.0, 20
BLOCK_S = BLOCK * STEP_MS / 1000.0
TWITCH_MS = 80.0
PULLED_S = 3.0
SILENT_S = 6.0
"""When no unit of any pool has fired for so long after the train, nobody goes on watching; never before what is left
of the cramp after a pull is counted."""


@dataclass(frozen=True)
class Bench:
    """D pools with their constants; side 0 and side 1 are two conditions of one draw."""

    pools: Pools
    per_pool: FloatArray
    per_unit: FloatArray
    circuits: circuits.Circuits
    space: Any
    """The constants of ``cord`` as arrays [D, 1], for the laws of ``drive``."""
    muscle: Any


def drawn(parameters: ParameterSet, number: int, seed: int = 0) -> dict[str, FloatArray]:
    """[number] values of each constant searched: one in every ``number``-th part of its range, in random order."""
    rng = np.random.default_rng(seed)
    found = {}
    for name in SEARCHED:
        row = parameters.cord.rows[name]
        place = (rng.permutation(number) + rng.random(number)) / number
        # a constant that was knocked out stays out
        outside = not row.low <= row.value <= row.high or row.value == 0.0
        found[name] = np.full(number, row.value) if outside else row.low + place * (row.high - row.low)
    return found


def bench(parameters: ParameterSet, values: dict[str, FloatArray]) -> Bench:
    """One pool for each draw."""
    number = len(next(iter(values.values())))
    cord = parameters.cord.replace(units_per_pool=UNITS)
    sets = [cord.replace(**{name: float(v[d]) for name, v in values.items()}) for d in range(number)]
    threshold = pools.thresholds(UNITS, cord.recruitment_range, cord.full_drive)
    none = np.zeros(2 * number * UNITS, dtype=np.int64)
    nowhere = np.zeros(len(none))
    made = Pools(number, UNITS, threshold, np.linspace(0, 1, UNITS), none, none, none, nowhere, nowhere)
    slow = np.full(number, TWITCH_MS / parameters.muscle.reference_twitch_ms)
    per_unit = motor_pool.unit_constants(made, slow, STEP_MS, cord)
    rank = np.tile(made.rank, number * 2)
    low = np.repeat([p.gain_low for p in sets], 2 * UNITS)
    per_unit[1] = low + (cord.gain_high - low) * rank
    space = {name: row.value for name, row in cord.rows.items()} | {n: v[:, None] for n, v in values.items()}
    return Bench(
        pools=made,
        per_pool=np.repeat(np.stack([motor_pool.scalars(STEP_MS, p) for p in sets], axis=1), 2, axis=1),
        per_unit=per_unit,
        circuits=circuits.joined(np.diag([p.renshaw_drive_per_hz for p in sets]), np.zeros((number, number))),
        space=SimpleNamespace(**space),
        muscle=parameters.muscle,
    )


@dataclass(frozen=True)
class Recorded:
    """What the motoneurons did: S spikes, times counted from the end of each pool's train."""

    pool: IntArray
    unit: IntArray
    time_s: FloatArray
    irritants: FloatArray
    """[2, D, 2] at the end."""


def play(
    made: Bench,
    train_hz: FloatArray,
    train_s: FloatArray,
    after_s: float,
    *,
    sensitisation: FloatArray,
    inflamed: FloatArray,
    irritants: FloatArray,
    pulled: FloatArray,
    seed: int = 1,
) -> Recorded:
    """A train into the muscle's nerve, then watching.

    Args:
        made: the pools.
        train_hz, train_s: [D, 2] rate and length of the train in large afferents and motor axons.
        after_s: how long after the longest train is watched.
        sensitisation, inflamed: [D, 2] state of the segment and of the muscle.
        irritants: [2, D, 2] what earlier contractions left.
        pulled: [D, 2] 1 where the tendon is pulled from ``PULLED_S`` after the train.
        seed: of the noise.
    """
    edges, p, muscle, rng = made.circuits, made.space, made.muscle, np.random.default_rng(seed)
    draws = train_hz.shape[0]
    state, renshaw = motor_pool.fresh_state(made.pools), np.zeros(2 * draws)
    antidromic = np.zeros((BLOCK, len(made.pools)), dtype=np.uint8)
    fast = np.zeros((3, BLOCK, 2 * draws))
    fired = np.zeros((BLOCK, len(made.pools)), dtype=np.uint8)
    first, second = np.zeros((draws, 2, UNITS)), np.zeros((draws, 2, UNITS))
    share = tetanic_share(UNITS, muscle.force_range)
    contraction_ms = TWITCH_MS * muscle.contraction_time_range ** -np.linspace(0, 1, UNITS) / 0.7
    keep, gain = np.exp(-BLOCK * STEP_MS / contraction_ms), BLOCK * STEP_MS / contraction_ms
    force = np.zeros((draws, 2))
    calm = np.zeros((draws, 2))
    begin_s = float(train_s.max()) - train_s
    found: list[tuple[Any, Any, Any]] = []
    quiet_s = 0.0
    for block in range(round((float(train_s.max()) + after_s) / BLOCK_S)):
        now_s = block * BLOCK_S
        on = (now_s >= begin_s - 1e-9) & (now_s < begin_s + train_s - 1e-9)
        held = pulled * (now_s > float(train_s.max()) + PULLED_S)
        ib = muscle.ib_force_hz * force + muscle.ib_stretch_hz * held
        fast[0] = (muscle.ia_coactivation_hz * force + on * train_hz).ravel()
        fast[1], fast[2] = ib.ravel(), (muscle.ii_coactivation_hz * force).ravel()
        pulses = np.zeros((BLOCK, draws, 2), dtype=bool)
        if on.any():
            times = ((np.arange(BLOCK) + 1) * STEP_MS / 1000.0 + now_s)[:, None, None]
            count = np.floor((times - begin_s) * train_hz) - np.floor((times - STEP_MS / 1000.0 - begin_s) * train_hz)
            pulses = (count > 0) & on
        antidromic.reshape(BLOCK, 2 * draws, UNITS)[:] = pulses.reshape(BLOCK, 2 * draws, 1)
        small = drive.small_muscle_afferents_hz(inflamed, calm, irritants, np.ones(1), p)
        told = np.zeros((5, 2 * draws))
        told[2] = (p.group_iv_drive_per_hz * small).ravel()
        told[3] = drive.raised_current(calm, sensitisation, small, p).ravel()
        told[4] = drive.noise_factor(small, p).ravel()
        noise, common = motor_pool.draw_noise(made.pools, BLOCK, rng)
        motor_pool.advance(
            state,
            made.per_unit,
            made.per_pool,
            edges.first,
            edges.by,
            edges.recurrent,
            edges.reciprocal,
            renshaw,
            told,
            fast,
            antidromic,
            noise,
            common,
            fired,
            0,
            BLOCK,
            0,
        )
        own = ((fired > 0).reshape(BLOCK, draws, 2, UNITS) & ~on[:, :, None]).view(np.uint8)
        at = np.flatnonzero(own)
        if len(at):
            step, cell = np.divmod(at, 2 * draws * UNITS)
            found.append((cell // UNITS, cell % UNITS, now_s + step * STEP_MS / 1000.0 - float(train_s.max())))
        quiet_s = 0.0 if len(at) or on.any() else quiet_s + BLOCK_S
        second = keep * (second + gain * first)
        impulses = own.sum(axis=0, dtype=np.uint8) + pulses.sum(axis=0)[:, :, None]
        first = keep * first + impulses
        force = response(second, muscle.fusion_steepness) @ share
        irritants = drive.irritate(irritants, impulses @ share / BLOCK_S, BLOCK_S, p)
        if quiet_s > SILENT_S:
            left_s = float(train_s.max()) + after_s - now_s - BLOCK_S
            irritants = drive.irritate(irritants, np.zeros((draws, 2)), left_s, p)
            break
    spikes: list[Any] = [np.concatenate(column) for column in zip(*found, strict=True)] if found else [np.empty(0)] * 3
    return Recorded(spikes[0].astype(np.int64), spikes[1].astype(np.int64), spikes[2], irritants)
