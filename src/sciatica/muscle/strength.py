"""Strength: what a full effort gives through the axons that are left, and the fibres that they hold.

Every pool is driven fully, without noise, with its spikes sent through the surviving axons and their shortest passing
intervals; the force in the second half of the effort is compared with that of the same pools through healthy axons.
Where it is known how long ago axons were lost, the survivors have sprouted since (``units.sprouted``), and strength
comes back although no axon does.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields, replace
from threading import Lock

import numpy as np

from sciatica.body import Body
from sciatica.cord import axons
from sciatica.cord.afferents import ChannelsLike
from sciatica.cord.pools import Pools
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import BoolArray, FloatArray
from sciatica.muscle import effort
from sciatica.muscle import units as motor_units
from sciatica.muscle.effort import Preparation
from sciatica.muscle.units import Units


def strength(
    body: Body,
    channels: ChannelsLike,
    posture: int,
    parameters: ParameterSet,
    *,
    lost_days: FloatArray | None = None,
) -> FloatArray:
    """[M, 2] force of a full effort in a posture, as a share of healthy.

    Args:
        body: the person.
        channels: what each fibre does in each posture.
        posture: index of the posture.
        parameters: the constants of ``cord``, ``muscle`` and ``episode``.
        lost_days: [N] days since each fibre that no longer reaches from cord to end organ was lost; without it, as
            on the day of the loss. What an axon holds while it is only blocked stays its own.

    Raises:
        InputError: days of another number of fibres.
    """
    healthy = effort.ready(body, parameters)
    made = healthy.made
    path = body.fibres.path_mm
    through = axons.in_posture(made, channels, path, posture, parameters.episode.step_ms, 1)
    interval = np.where(through.passes & through.connected, through.minimum_interval_steps, np.inf)
    spared = axons.spared(made, channels, path)
    now = replace(healthy, units=innervated(made, healthy.units, channels, lost_days, parameters, spared=spared))
    share = effort.maximum(now, parameters, interval) / _whole(healthy, parameters)
    return np.asarray(share.reshape(made.muscles, 2))


_KEPT: dict[tuple[bytes, ParameterSet], FloatArray] = {}
_MOST_KEPT = 32
_ONE_AT_A_TIME = Lock()


def _whole(healthy: Preparation, parameters: ParameterSet) -> FloatArray:
    """[Q] what the healthy pools give: without chance, so that equal pools need be driven but once."""
    digest = hashlib.blake2b(digest_size=16)
    for part in (healthy.made, healthy.units, healthy.circuits):
        for field in fields(part):
            digest.update(np.asarray(getattr(part, field.name)).tobytes())
    key = (digest.digest(), parameters)
    with _ONE_AT_A_TIME:  # a sweep asks from a thread of its own
        if key not in _KEPT:
            if len(_KEPT) >= _MOST_KEPT:
                _KEPT.pop(next(iter(_KEPT)))
            _KEPT[key] = effort.maximum(healthy, parameters)
            _KEPT[key].flags.writeable = False
        return _KEPT[key]


def innervated(
    made: Pools,
    units: Units,
    channels: ChannelsLike,
    lost_days: FloatArray | None,
    parameters: ParameterSet,
    *,
    spared: BoolArray | None = None,
) -> Units:
    """The units that a person has after some axons were lost so many days ago; arguments as :func:`strength`.

    ``spared`` ([U], from ``cord.axons.spared``) are the axons that the lesion does not meet.
    """
    if lost_days is None:
        return units
    if np.shape(lost_days) != np.shape(channels.connected_to_cord):
        raise InputError(
            "days for another number of fibres",
            field="lost_days",
            given=np.shape(lost_days),
            wanted=str(np.shape(channels.connected_to_cord)),
        )
    shape = units.size.shape
    alive = channels.connected_to_cord[made.fibre]
    alive = (alive if spared is None else alive | spared).reshape(shape)
    return motor_units.sprouted(units, alive, lost_days[made.fibre].reshape(shape), parameters.muscle)
