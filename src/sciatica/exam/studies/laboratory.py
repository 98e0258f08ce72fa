"""One visit to the electrodiagnostic laboratory: every study of one person on one day."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.body import Body
from sciatica.cord import axons, pools
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.exam.studies.late import Late, late_responses
from sciatica.exam.studies.motor import Motor, motor_studies
from sciatica.exam.studies.needle import NeedleStudy, needle_study
from sciatica.exam.studies.nerves import REFERENCE_C
from sciatica.exam.studies.sensory import Sensory, sensory_studies
from sciatica.muscle import units as motor_units
from sciatica.muscle.strength import innervated
from sciatica.nerve.conduct import Channels

SCREEN = (
    "vasti",
    "addlong",
    "tibant",
    "ehl",
    "perlong",
    "tibpost",
    "gasmed",
    "bflh",
    "tfl",
    "glmed",
    "glmax",
    "multifidus",
)
"""Muscles that the needle visits: the usual screen of a leg, and those beside the spine."""


@dataclass(frozen=True)
class Laboratory:
    """Every study of one visit; what is in it is what electrodes recorded."""

    sensory: Sensory
    motor: Motor
    late: Late
    needle: NeedleStudy
    temperature_c: float
    """Of the limb."""


def laboratory(
    body: Body,
    channels: Channels,
    posture: int,
    lost_days: FloatArray,
    parameters: ParameterSet,
    rng: np.random.Generator,
    *,
    temperature_c: float = REFERENCE_C,
) -> Laboratory:
    """All studies of one person on one day.

    Args:
        body, channels: the person and what each fibre does.
        posture: index of the posture in which the studies are made, lying.
        lost_days: [N] days since each fibre that no longer reaches its end was lost; not read where it does.
        parameters: the constants of all rooms.
        rng: which motoneurons answer a shock, where the needle comes to lie.
        temperature_c: of the limb.

    Raises:
        InputError: a limb too cold or too warm.
    """
    made = pools.build(body, parameters.cord)
    healthy = motor_units.build(body.muscles, parameters.muscle, made.units_per_pool)
    spared = axons.spared(made, channels, body.fibres.path_mm)
    units = innervated(made, healthy, channels, lost_days, parameters, spared=spared)
    return Laboratory(
        sensory=sensory_studies(body, channels, parameters, temperature_c=temperature_c),
        motor=motor_studies(body, channels, units, parameters, temperature_c=temperature_c),
        late=late_responses(body, channels, posture, units, parameters, rng, temperature_c=temperature_c),
        needle=needle_study(body, channels, posture, lost_days, parameters, rng, muscles=SCREEN),
        temperature_c=temperature_c,
    )
