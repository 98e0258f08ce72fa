"""What a posture, held, tells every pool: the drives at which a spasm surface is read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.body import CLASSES, Body
from sciatica.cord import afferents, drive, guarding, pain
from sciatica.cord.afferents import ChannelsLike
from sciatica.cord.carried import Carried
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.muscle import units as motor_units

STEP_S = 1.0
"""Steps of the dorsal horn while it settles; each is exact for steady input."""


@dataclass(frozen=True)
class Drives:
    """Drives of the pools of some persons; arrays are [..., M, 2] unless they say otherwise."""

    guarding: FloatArray
    """Share of full drive."""
    afferent: FloatArray
    """The same, of segment and muscle."""
    current: FloatArray
    """Amplitude of the persistent inward current, rheobases."""
    noise: FloatArray
    """Synaptic noise over that of a quiet cord."""
    ectopic_hz: FloatArray
    """Rate of the motor axons that fire by themselves and still reach the muscle."""
    ectopic_share: FloatArray
    """Their share of all motor axons of the muscle."""
    twitch_ms: FloatArray
    """[M] contraction time of each muscle."""
    threshold: float
    """Unwilled force from which a contraction is called a spasm."""


def in_posture(
    body: Body,
    channels: ChannelsLike,
    posture: int,
    carried: Carried,
    neighbour: FloatArray,
    parameters: ParameterSet,
    *,
    phenotype: str = "cocontraction",
    held_s: float = 20.0,
) -> Drives:
    """The drives of one person who has held a posture.

    Args:
        body, channels, posture: who, and what each fibre does.
        carried: what cord and muscles bring along.
        neighbour: [M, 2] inflammation beside each muscle, 0-1.
        parameters: the constants of ``cord`` and ``muscle``.
        phenotype: how this person guards.
        held_s: for how long.
    """
    p = parameters.cord
    passing = afferents.passing_fraction(body, channels, posture)
    touch = afferents.passing_rate_hz(body, channels, posture, p.background_touch_hz)[:, :, pain.A_BETA]
    little = afferents.by_muscle(body, passing[:, :, drive.A_DELTA])
    rested = np.zeros_like(neighbour)
    small = drive.small_muscle_afferents_hz(neighbour, rested, carried.irritants, little, p)
    rate = afferents.ectopic_rate_hz(body, channels, posture)
    heard = rate + drive.muscle_pain_hz(body, small, p, carried.irritants)
    horn = pain.quiet(carried.wind_up)
    for _ in range(max(1, round(held_s / STEP_S))):
        horn, felt = pain.advance(horn, heard, touch, carried.sensitisation, STEP_S, p)
    share = guarding.shares(body.muscles, phenotype)
    hz, firing = _ectopic(body, channels, posture)
    return Drives(
        guarding=guarding.target(felt, share, body.muscles, carried.soreness, p),
        afferent=drive.afferent(body, rate, felt, small, p),
        current=drive.persistent_current(body, felt, carried.sensitisation, small, p),
        noise=drive.noise_factor(small, p),
        ectopic_hz=hz,
        ectopic_share=firing,
        twitch_ms=motor_units.build(body.muscles, parameters.muscle, 2).twitch_ms,
        threshold=parameters.muscle.spasm_threshold,
    )


def _ectopic(body: Body, channels: ChannelsLike, posture: int) -> tuple[FloatArray, FloatArray]:
    """[M, 2] rate of the motor axons that fire by themselves, and their share of all."""
    motor = CLASSES.index("motor")
    rate = np.where(channels.connected_distally, channels.ectopic_rate_hz[:, posture], 0.0)
    mean = afferents.by_muscle(body, afferents.by_class(body, rate)[:, :, motor])
    firing = afferents.by_muscle(body, afferents.by_class(body, rate > 0.0)[:, :, motor])
    return np.divide(mean, firing, out=np.zeros_like(mean), where=firing > 0.0), firing
