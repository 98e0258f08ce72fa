"""A muscle on its tendon: which fibre length balances them, and what the joint then feels.

De Groote, Kinney, Rao & Fregly 2016 (doi:10.1007/s10439-016-1591-9), curves in ``force``; the tendon, in the form of
opensim-core: 0.2 exp(k (l - 1)) - 0.2, strained by 4.9 % at the greatest isometric force. At rest of velocity the
balance f_tendon(l_t) = (a FL(l) + passive(l)) cos(pennation), l_t = (l_whole - l cos(pennation)) / slack has one root,
since the left falls and the right, where passive tension begins, rises; it is found by bisection.
"""

from __future__ import annotations

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray
from sciatica.muscle import force

_STEPS = 60
TENDON_STRAIN = 0.049
"""At the greatest isometric force (opensim-core; De Groote's paper has a stiffness of 35)."""


def tendon_force(length: FloatArray) -> FloatArray:
    """Tendon force over the greatest active, at a length over the slack length."""
    stiffness = np.log((1.0 + 0.2) / 0.2) / TENDON_STRAIN
    return np.asarray(0.2 * np.exp(stiffness * (np.asarray(length) - 1.0)) - 0.2)


def force_length(length: FloatArray) -> FloatArray:
    """Active force over its greatest, any shape."""
    return np.asarray(np.vectorize(force.force_length)(length))


def force_velocity(velocity: FloatArray) -> FloatArray:
    """Active force over the isometric, any shape; velocity of lengthening over the greatest of shortening."""
    return np.asarray(np.vectorize(force.force_velocity)(velocity))


def passive_force(length: FloatArray) -> FloatArray:
    """Passive force over the greatest active, any shape."""
    return np.asarray(np.vectorize(force.passive_force)(length))


def balance(whole: FloatArray, activation: FloatArray, slack: float) -> tuple[FloatArray, FloatArray]:
    """Fibre length (optimal lengths) and force (share of the greatest) at which muscle and tendon balance, isometric.

    Args:
        whole: length of muscle and tendon along the tendon, in optimal fibre lengths; any shape.
        activation: 0-1, broadcasting against ``whole``.
        slack: slack length of the tendon, in optimal fibre lengths.

    Raises:
        InputError: a tendon without length, a muscle shorter than its slack tendon, activation outside 0-1.
    """
    whole, activation = np.broadcast_arrays(np.asarray(whole, float), np.asarray(activation, float))
    if slack <= 0.0:
        raise InputError("a tendon has a length", field="slack", given=slack, wanted="above 0 optimal fibre lengths")
    if not ((activation >= 0.0) & (activation <= 1.0)).all():
        raise InputError("not an activation", field="activation", given=float(activation.flat[0]), wanted="0 .. 1")
    if not (whole > slack + 0.2).all():
        raise InputError("too short", field="whole", given=float(whole.min()), wanted=f"above {slack + 0.2:g}")
    low, high = np.full(whole.shape, 0.2), np.minimum(whole - 0.9 * slack, 2.0)
    for _ in range(_STEPS):
        middle = 0.5 * (low + high)
        muscle = activation * force_length(middle) + passive_force(middle)
        pulls = tendon_force((whole - middle) / slack) > muscle
        low, high = np.where(pulls, middle, low), np.where(pulls, high, middle)
    fibre = 0.5 * (low + high)
    return fibre, np.maximum(tendon_force((whole - fibre) / slack), 0.0)
