"""What follows from the channels while a posture is held: afferent rates, what passes, the motor axons, and the trains
of impulses that lesions send down them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from sciatica.body import Body
from sciatica.cord import afferents, axons, drive, pain
from sciatica.cord.afferents import ChannelsLike
from sciatica.cord.pools import Pools
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray, IntArray


@dataclass(frozen=True)
class Held:
    """One posture, held."""

    rate: FloatArray
    """[2, 9, 6] ectopic impulses, Hz per axon."""
    touch: FloatArray
    """[2, 9] normal large-fibre traffic that gets through, Hz per axon."""
    large: FloatArray
    """[M, 2] share of each muscle's large afferents that conducts."""
    little: FloatArray
    """[M, 2] the same of its small ones."""
    axons: axons.Axons


def hold(
    body: Body,
    pools: Pools,
    channels: ChannelsLike,
    posture: int,
    step_ms: float,
    least_steps: int,
    parameters: Parameters,
) -> Held:
    """What holds while the channels are those of one posture.

    Args:
        body, pools, channels, posture: who, and what each fibre does.
        step_ms: time step of the episode; least_steps: the shortest delay, in steps.
        parameters: the constants of ``cord``.
    """
    passing = afferents.passing_fraction(body, channels, posture)
    touch = afferents.passing_rate_hz(body, channels, posture, parameters.background_touch_hz)
    return Held(
        rate=afferents.ectopic_rate_hz(body, channels, posture),
        touch=touch[:, :, pain.A_BETA],
        large=afferents.by_muscle(body, passing[:, :, drive.A_ALPHA]),
        little=afferents.by_muscle(body, passing[:, :, drive.A_DELTA]),
        axons=axons.in_posture(pools, channels, body.fibres.path_mm, posture, step_ms, least_steps),
    )


@dataclass
class Trains:
    """Impulses that lesions send down the motor axons, and how far the episode has got in them."""

    steps: IntArray
    """[X] since ``began``, sorted within each unit."""
    first: IntArray
    """[U + 1] unit u owns first[u]:first[u + 1]."""
    cursor: IntArray
    """[U] the next impulse of each unit."""
    met: Any
    """[X] uint8, 1 once the half that climbs has been annihilated."""
    began: int
    """Step of the episode from which ``steps`` count."""

    def anew(self, began: int) -> Trains:
        """The same impulses counted from another step, none of them born yet."""
        return Trains(self.steps, self.first, self.first[:-1].copy(), np.zeros(len(self.steps), dtype=np.uint8), began)


def trains(
    pools: Pools,
    channels: ChannelsLike,
    posture: int,
    duration_ms: float,
    step_ms: float,
    phase: FloatArray,
    path_mm: FloatArray,
    began: int,
) -> Trains:
    """Fresh trains of a posture; arguments as ``cord.axons.ectopic_trains``."""
    steps, first = axons.ectopic_trains(pools, channels, posture, duration_ms, step_ms, phase, path_mm)
    return Trains(steps, first, first[:-1].copy(), np.zeros(len(steps), dtype=np.uint8), began)


def switched(old: Trains, new: Trains, now: int, reach_steps: int) -> Trains:
    """The trains after the channels changed in the middle of a posture.

    What has been born and may still be on its way is kept, so that it can be met; what was still to be born is
    replaced.

    Args:
        old: the trains until now.
        new: the trains of the new channels, counted from the same beginning.
        now: step of the episode.
        reach_steps: longest way from a lesion to the cord.
    """
    since = now - old.began
    mine = _owner(old.first)
    alive = (np.arange(len(old.steps)) < old.cursor[mine]) & (old.steps >= since - 2 * reach_steps)
    later = new.steps >= since
    unit = np.concatenate([mine[alive], _owner(new.first)[later]])
    steps = np.concatenate([old.steps[alive], new.steps[later]])
    met = np.concatenate([old.met[alive], np.zeros(int(later.sum()), dtype=np.uint8)])
    order = np.lexsort((steps, unit))
    units = len(old.first) - 1
    first = np.concatenate([[0], np.cumsum(np.bincount(unit, minlength=units))]).astype(np.int64)
    past = np.bincount(mine[alive], minlength=units)
    return Trains(steps[order], first, first[:-1] + past, met[order], old.began)


def _owner(first: IntArray) -> IntArray:
    return np.repeat(np.arange(len(first) - 1), np.diff(first))
