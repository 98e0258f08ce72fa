"""Fatigue, unit by unit: what a contraction takes from each unit, and what rest gives back.

Potvin & Fuglevand 2017 (doi:10.1371/journal.pcbi.1005581): a unit loses capacity in proportion to its force as a share
of its tetanus, the strongest 180 times as fast as the weakest, and its twitch grows slower as it tires, 1 + 0.379 (1 -
c) times (their equation for contraction time, after Shields 1997). Their model has no recovery; here a unit recovers
towards rest as the fatigued share of the three-compartment model does (Frey-Law, Looft & Heitsman 2012, PMID 22579269;
at rest 15 times as fast, PMID 29960732),

    dc/dt = -k w + R (1 - c),  w the unit's force as a share of its tetanus,

and the speed k follows the joint by that model's rates: the ankle tires least, the knee most.
"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.muscle.units import Units


def rates(units: Units) -> tuple[FloatArray, FloatArray]:
    """[U] loss in a fused contraction and [U] recovery of a working muscle, 1/s."""
    number = len(units.strength)
    loss = np.repeat(units.fatigue_per_s, 2, axis=0).ravel()
    return np.asarray(loss), np.asarray(np.repeat(units.recovery_per_s, 2 * number))


def fresh(units: Units) -> FloatArray:
    """[U] capacity of rested units."""
    return np.ones(units.size.size)


def advance(
    capacity: FloatArray,
    work: FloatArray,
    loss_per_s: FloatArray,
    recovery_per_s: FloatArray,
    step_s: float,
    parameters: Parameters,
) -> FloatArray:
    """[U] capacity 0-1 of each unit a step later; exact for steady work.

    Args:
        capacity: [U] before.
        work: [U] mean force of each unit during the step as a share of its own tetanus.
        loss_per_s, recovery_per_s: [U] from :func:`rates`.
        step_s: length of the step.
        parameters: the constants of ``muscle``.
    """
    p = parameters
    back = recovery_per_s * np.where(work < p.fatigue_rest_activation, p.recovery_at_rest_factor, 1.0)
    settled = 1.0 - loss_per_s * work / back
    return np.asarray(np.maximum(settled + (capacity - settled) * np.exp(-step_s * back), 0.0))


def slowed(capacity: FloatArray, parameters: Parameters) -> FloatArray:
    """[U] contraction time over the rested unit's."""
    return np.asarray(1.0 + parameters.fatigue_slowing * (1.0 - capacity))


def lost(capacity: FloatArray, units: Units) -> FloatArray:
    """[M, 2] share of its force that fatigue has taken from each muscle."""
    share = units.share
    count, sides, number = units.size.shape
    held = (share * capacity).reshape(count, sides, number).sum(axis=2)
    whole = share.reshape(count, sides, number).sum(axis=2)
    return np.asarray(1.0 - np.divide(held, whole, out=np.ones_like(held), where=whole > 0.0))
