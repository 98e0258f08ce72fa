"""A muscle that presses the nerve: its own activation chooses what the fibres do, within the episode.

Whoever knows which muscles bear on the nerve hands over, for each posture, the same posture with those muscles working
at a few levels. While the episode plays, the force that each of them really makes, low-passed, chooses the level: the
fibres of its side then do what the nerve room found for that level. So a muscle that contracts because its nerve is
irritated, and irritates the nerve because it contracts, closes its circle here within seconds, and opening it is a
matter of handing over nothing. No muscle is named.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from sciatica.cord.afferents import ChannelsLike
from sciatica.core.errors import InputError
from sciatica.core.types import BoolArray, FloatArray, IntArray


@dataclass(frozen=True)
class Contraction:
    """Which muscles press the nerve, and which posture of the channels is which with them at work."""

    muscle: BoolArray
    """[M, 2] True for the muscles whose contraction changes what the nerve of their own side does."""
    level: FloatArray
    """[K] rising activations, 0-1, at which the channels were made."""
    posture: IntArray
    """[A, K] for each posture that a script may ask for, the posture of the channels that holds it at each level."""


def check(contraction: Contraction, muscles: int, postures: int) -> None:
    """Refuses a contraction that cannot be played.

    Args:
        contraction: what was handed over.
        muscles: M.
        postures: of the channels.

    Raises:
        InputError: wrong shapes, levels that do not rise or lie outside 0-1, or postures that the channels do not have.
    """
    c = contraction
    if c.muscle.shape != (muscles, 2):
        raise InputError("wrong shape", field="contraction.muscle", given=c.muscle.shape, wanted=f"({muscles}, 2)")
    level = c.level
    if level.ndim != 1 or not len(level) or not (np.diff(level) > 0).all() or level[0] < 0.0 or level[-1] > 1.0:
        raise InputError("not levels", field="contraction.level", given=level.tolist(), wanted="rising, 0 .. 1")
    if c.posture.ndim != 2 or c.posture.shape[1] != len(level):
        raise InputError(
            "wrong shape", field="contraction.posture", given=c.posture.shape, wanted=f"(postures, {len(level)})"
        )
    if c.posture.size and (c.posture.min() < 0 or c.posture.max() >= postures):
        raise InputError("no such posture", field="contraction.posture", wanted=f"0 .. {postures - 1}")


class Pressing:
    """How hard each side's pressing muscles work now, and what level that is; lives only while an episode runs."""

    def __init__(self, contraction: Contraction | None, tau_s: float) -> None:
        """Muscles at rest.

        Args:
            contraction: what was handed over; None: nothing presses but the posture.
            tau_s: how fast the pressure follows the muscle.
        """
        self.contraction, self.tau_s = contraction, tau_s
        self.activation = np.zeros(2)

    def follow(self, force: FloatArray, step_s: float) -> None:
        """Moves on by ``step_s`` with the muscles at ``force`` ([M, 2], share of the maximum)."""
        if self.contraction is None:
            return
        now = np.where(self.contraction.muscle, force, 0.0).max(axis=0, initial=0.0)
        self.activation = now + (self.activation - now) * np.exp(-step_s / self.tau_s)

    def postures(self, posture: int) -> tuple[int, int]:
        """The posture of the channels that holds on the left and on the right."""
        c = self.contraction
        if c is None or posture >= len(c.posture):
            return posture, posture
        nearest = np.abs(c.level[None, :] - self.activation[:, None]).argmin(axis=1)
        left, right = (int(c.posture[posture, k]) for k in nearest)
        return left, right


@dataclass(frozen=True, eq=False)
class Columns:
    """The channels as they are while the left side is in one posture and the right in another: one posture in all."""

    channels: ChannelsLike
    column: IntArray
    """[N] posture of each fibre."""

    def _one(self, field: str) -> BoolArray | FloatArray:
        values = getattr(self.channels, field)
        return np.asarray(values[np.arange(len(self.column)), self.column][:, None])

    @cached_property
    def passes(self) -> BoolArray:
        """[N, 1]"""
        return np.asarray(self._one("passes"), dtype=bool)

    @cached_property
    def minimum_interval_ms(self) -> FloatArray:
        """[N, 1]"""
        return np.asarray(self._one("minimum_interval_ms"))

    @cached_property
    def added_delay_ms(self) -> FloatArray:
        """[N, 1]"""
        return np.asarray(self._one("added_delay_ms"))

    @cached_property
    def ectopic_rate_hz(self) -> FloatArray:
        """[N, 1]"""
        return np.asarray(self._one("ectopic_rate_hz"))

    @cached_property
    def ectopic_pattern_ms(self) -> FloatArray:
        """[N, 1, E]"""
        return np.asarray(self._one("ectopic_pattern_ms"))

    @property
    def window_ms(self) -> float:
        """As in the channels."""
        return self.channels.window_ms

    @property
    def delay_to_target_ms(self) -> FloatArray:
        """[N]"""
        return self.channels.delay_to_target_ms

    @property
    def to_lesion_ms(self) -> FloatArray:
        """[N]"""
        return self.channels.to_lesion_ms

    @property
    def connected_to_cord(self) -> BoolArray:
        """[N]"""
        return self.channels.connected_to_cord

    @property
    def connected_distally(self) -> BoolArray:
        """[N]"""
        return self.channels.connected_distally

    @property
    def lost_days(self) -> FloatArray:
        """[N]"""
        return self.channels.lost_days


def columns(channels: ChannelsLike, side: IntArray, postures: tuple[int, int]) -> Columns:
    """The channels with the fibres of the left ([N] ``side`` 0) in one posture and of the right in another."""
    return Columns(channels, np.asarray(np.where(side == 0, postures[0], postures[1]), dtype=np.int64))
