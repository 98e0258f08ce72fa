"""Patients of the gait laboratories whose walking several facts ask about."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.movement import Movement
from sciatica.movement.record import Gait
from sciatica.validate.facts._movement import CALF, LIFTERS, ill, steady_pain

ABDUCTORS = ("glmed", "tfl", "piri")
RIGHT = 1


@lru_cache(maxsize=4)
def fifth_lumbar(parameters: ParameterSet) -> Movement:
    """A root that hurts on the right, its lifters of the foot at a tenth and its abductors at half their strength."""
    weak = dict.fromkeys(LIFTERS, 0.1) | dict.fromkeys(ABDUCTORS, 0.5)
    return ill(parameters, right=weak, pain=steady_pain(3.0))


@lru_cache(maxsize=4)
def first_sacral(parameters: ParameterSet) -> Movement:
    """A weak right calf, at 60 % of its strength, and no pain."""
    return ill(parameters, right=dict.fromkeys(CALF, 0.6))


@lru_cache(maxsize=4)
def foot_drop(parameters: ParameterSet) -> Movement:
    """Hardly any right lifter of the foot, at 2 %, and no pain."""
    return ill(parameters, right=dict.fromkeys(LIFTERS, 0.02))


@lru_cache(maxsize=4)
def back_pain(parameters: ParameterSet) -> Movement:
    """A pain of 4 of 10, as much on either side, that no posture eases."""
    return ill(parameters, {}, pain=lambda way: np.array([2.0, 2.0]))


def strides(movement: Movement) -> tuple[Gait, Gait]:
    """The stride and the same body's in health."""
    assert movement.gait is not None
    assert movement.healthy_gait is not None
    return movement.gait, movement.healthy_gait


def loading(gait: Gait) -> float:
    """Mean angle of the right ankle over the first tenth of its cycle, degrees."""
    angle = gait.angle("ankle_angle_r")
    share = np.arange(len(angle)) / len(angle)
    fine = np.linspace(0.0, 0.1, 11)
    return float(np.interp(fine, share, angle).mean())
