"""Afferents: what arrives at the cord, by root, side and fibre class, and how much of the normal traffic still gets
through.

Each fibre of the body stands for ``weight`` axons that fire alike but not together, so a class's rate is the weighted
mean of its fibres' rates, Hz per axon. Discharge was simulated for a short window and is held at that rate for as
long as the posture lasts.
"""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np

from sciatica.body import CLASSES, ROOTS, Body
from sciatica.core.types import BoolArray, FloatArray


class ChannelsLike(Protocol):
    """The fields of ``nerve.conduct.Channels`` that the cord reads; N fibres, A postures, E spikes."""

    @property
    def passes(self) -> BoolArray: ...  # noqa: D102
    @property
    def minimum_interval_ms(self) -> FloatArray: ...  # noqa: D102
    @property
    def added_delay_ms(self) -> FloatArray: ...  # noqa: D102
    @property
    def ectopic_rate_hz(self) -> FloatArray: ...  # noqa: D102
    @property
    def ectopic_pattern_ms(self) -> FloatArray: ...  # noqa: D102
    @property
    def window_ms(self) -> float: ...  # noqa: D102
    @property
    def delay_to_target_ms(self) -> FloatArray: ...  # noqa: D102
    @property
    def to_lesion_ms(self) -> FloatArray: ...  # noqa: D102
    @property
    def connected_to_cord(self) -> BoolArray: ...  # noqa: D102
    @property
    def connected_distally(self) -> BoolArray: ...  # noqa: D102
    @property
    def lost_days(self) -> FloatArray: ...  # noqa: D102


SENSORY = np.array([name not in ("motor", "pelvic") for name in CLASSES])
"""[classes] True for the classes that the dorsal horn hears."""


def by_class(body: Body, values: Any) -> FloatArray:
    """[2, 9, 6] weighted mean of a value of each fibre ([N]) by side, root and class; 0 where a root has no such
    class."""
    fibres = body.fibres
    shape = (2, len(ROOTS), len(CLASSES))
    total, weight = np.zeros(shape), np.zeros(shape)
    where = (fibres.side, fibres.root, fibres.kind)
    np.add.at(total, where, np.asarray(values, dtype=np.float64) * fibres.weight)
    np.add.at(weight, where, fibres.weight)
    return np.divide(total, weight, out=np.zeros(shape), where=weight > 0)


def ectopic_rate_hz(body: Body, channels: ChannelsLike, posture: int) -> FloatArray:
    """[2, 9, 6] mean rate of impulses born in the nerve, by side, root and class, Hz per axon.

    Sensory impulses are counted where they reach the cord; motor and pelvic ones are those that run to the muscle or
    organ.
    """
    sensory = SENSORY[body.fibres.kind]
    rate = channels.ectopic_rate_hz[:, posture]
    return by_class(body, np.where(sensory & ~channels.connected_to_cord, 0.0, rate))


def passing_fraction(body: Body, channels: ChannelsLike, posture: int) -> FloatArray:
    """[2, 9, 6] share of each class's axons through which a single impulse passes between cord and end organ."""
    return by_class(body, channels.passes[:, posture] & channels.connected_to_cord & channels.connected_distally)


def passing_rate_hz(body: Body, channels: ChannelsLike, posture: int, rate_hz: float) -> FloatArray:
    """[2, 9, 6] mean rate that gets through when every end organ sends ``rate_hz``, Hz per axon."""
    whole = channels.passes[:, posture] & channels.connected_to_cord & channels.connected_distally
    interval = channels.minimum_interval_ms[:, posture]
    limit = np.divide(1000.0, interval, out=np.full(interval.shape, np.inf), where=interval > 0)
    return by_class(body, np.where(whole, np.minimum(rate_hz, limit), 0.0))


def by_muscle(body: Body, by_root: FloatArray) -> FloatArray:
    """[M, 2] mean over a muscle's roots of a value given by side and root ([2, 9])."""
    return np.asarray(body.muscles.root_weight @ by_root.T)


def held_words(body: Body, channels: ChannelsLike, posture: int, name: str, duration_s: float) -> str:
    """What was held beyond the window in one segment, in plain words; empty where nothing was."""
    rate = channels.ectopic_rate_hz[:, posture]
    firing = int((rate > 0).sum())
    if not firing or duration_s * 1000.0 <= channels.window_ms:
        return ""
    return (
        f"{name}: discharge of {firing} of {len(rate)} fibres, simulated for {channels.window_ms:g} ms, was held at "
        f"its rate for {duration_s:g} s; every axon that a fibre stands for fires like it, not with it"
    )
