"""What it costs to hold on: a muscle that is never let go begins to hurt, long before it gives way.

How long a contraction can be held falls as a power of its share of the greatest force, in each joint by its own curve
(Frey Law & Avin 2010, doi:10.1080/00140130903389068: 194 studies). Discomfort on a scale of ten rises about evenly from
none at the beginning to the most at the end of that time (Miedema, Douwes & Dul 1997,
and the studies they gather). Both together give the discomfort of standing or walking in one way for as long as people
do so before they shift, some five minutes (Duarte & Zatsiorsky 1999), in points of the scale in which pain is given. So
holding has a price without a weight of its own, and one for all muscles. What the same body holds in health counts as
nothing.

What a muscle *holds* is what it is never without when its activity is looked at through a window of a second or more,
as sustained activity is read from recordings of working days (Veiersted, Forsman, Hansson & Mathiassen 2013): here the
lesser of its means over standing and over a cycle of walking. A muscle that works in bursts and rests while one stands
holds nothing.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray

_WORST_NRS: Final = 10.0
_TOGETHER: Final = 4.0
"""Power in which the discomfort of several muscles is added: the worst is felt, and there is no corner."""
_LEAST_NRS: Final = 0.1
"""Discomfort below which nothing is felt: keeps the sum smooth at none."""


def curves(joint: tuple[str, ...], p: Parameters) -> tuple[FloatArray, FloatArray]:
    """[J] seconds for which a full effort is held and the power by which weaker ones last longer.

    Args:
        joint: names of ``work.JOINTS``, or "", which takes the curve of all joints together, as the hip does.
        p: the room's constants.
    """
    seconds, power = (
        np.array([float(getattr(p, f"{name or 'hip'}_{kind}")) for name in joint])
        for kind in ("endures_s", "endures_power")
    )
    return seconds, power


def endurance_s(share: FloatArray, seconds: FloatArray, power: FloatArray) -> FloatArray:
    """For how long a share of the greatest force can be held, seconds; infinite for none.

    Args:
        share: 0 .. 1.
        seconds, power: of :func:`curves`.

    Raises:
        InputError: a share that is none.
    """
    given = np.asarray(share, dtype=np.float64)
    if not ((given >= 0.0) & (given <= 1.0)).all():
        raise InputError("no share of a force", field="share", given=given.tolist(), wanted="0 .. 1")
    with np.errstate(divide="ignore"):
        return np.asarray(seconds * given**-power)


def held(activation: FloatArray, weights: FloatArray, p: Parameters) -> tuple[FloatArray, FloatArray, FloatArray]:
    """The activation that a muscle is never without for more than a moment, and its slopes.

    Args:
        activation: [..., T + 1, A] over the instants of a cycle, then standing.
        weights: [..., T + 1] their shares of time, of sum 1.
        p: the room's constants.

    Returns:
        [..., A] the lesser of the means of walking and standing, with its corner smoothed over ``rest_below``; [...,
        T + 1, A] its derivative by the activation, and [..., T + 1, A] by the shares of time of walking.
    """
    cycle = weights[..., :-1] / weights[..., :-1].sum(-1, keepdims=True)
    walking = (cycle[..., None] * activation[..., :-1, :]).sum(-2)
    standing = activation[..., -1, :]
    apart = np.hypot(walking - standing, p.rest_below)
    level = 0.5 * (walking + standing + p.rest_below - apart)
    by_walking = 0.5 * (1.0 - (walking - standing) / apart)
    by_activation = np.empty_like(activation)
    by_activation[..., :-1, :] = cycle[..., None] * by_walking[..., None, :]
    by_activation[..., -1, :] = 1.0 - by_walking
    by_time = np.zeros_like(activation)
    by_time[..., :-1, :] = by_walking[..., None, :] * (activation[..., :-1, :] - walking[..., None, :])
    by_time[..., :-1, :] /= weights[..., :-1].sum(-1, keepdims=True)[..., None]
    return level, by_activation, by_time


def until_a_shift(level: FloatArray, seconds: FloatArray, power: FloatArray, p: Parameters) -> FloatArray:
    """[..., A] discomfort of holding ``level`` until one shifts, mean over that time, points of ten.

    Above ten where nobody can hold on so long.
    """
    return np.asarray(_scale(seconds, p) * level**power)


def discomfort(
    activation: FloatArray,
    weights: FloatArray,
    mass: FloatArray,
    seconds: FloatArray,
    power: FloatArray,
    usual: FloatArray,
    p: Parameters,
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Discomfort of all muscles together beyond what each has in health, and its slopes.

    Args:
        activation, weights: as :func:`held`.
        mass: [A] how much of a muscle each stands for.
        seconds, power: [A] of :func:`curves`.
        usual: [A] what :func:`until_a_shift` gives in health.
        p: the room's constants.

    Returns:
        [...] the discomfort; [..., T + 1, A] its derivative by the activation, and [..., T + 1, A] by the shares of
        time, to be summed over A.
    """
    level, by_activation, by_time = held(activation, weights, p)
    each = np.maximum(until_a_shift(level, seconds, power, p) - usual, 0.0)
    together = (mass * each**_TOGETHER).sum(-1) + _LEAST_NRS**_TOGETHER
    found = together ** (1.0 / _TOGETHER)
    by_level = (found / together)[..., None] * mass * each ** (_TOGETHER - 1.0)
    by_level = by_level * _scale(seconds, p) * power * level ** (power - 1.0)
    return found - _LEAST_NRS, by_level[..., None, :] * by_activation, by_level[..., None, :] * by_time


def _scale(seconds: FloatArray, p: Parameters) -> FloatArray:
    """Mean discomfort of a full effort until one shifts, were the scale to go on."""
    return np.asarray(0.5 * _WORST_NRS * p.hold_unbroken_s / seconds)
