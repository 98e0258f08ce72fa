"""What the facts of ``movement`` share: one man of 38 years, 178 cm, 82 kg, in sickness and in health."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sciatica import body as anatomy
from sciatica.body import Body
from sciatica.core.parameters import ParameterSet
from sciatica.core.person import Person
from sciatica.core.types import FloatArray
from sciatica.movement import Adaptation, Movement, adapt
from sciatica.movement.cost import Pain

LIFTERS = ("tibant", "ehl", "edl")
CALF = ("gasmed", "soleus", "fhl", "tibpost", "perlong")


def man(parameters: ParameterSet) -> Body:
    """The man whose movement is measured."""
    person = Person(age_years=38, sex="male", height_cm=178, mass_kg=82, systolic_mmhg=125, diastolic_mmhg=80)
    return anatomy.build(person, np.random.default_rng(0), parameters.body)


def strength(body: Body, left: Mapping[str, float], right: Mapping[str, float]) -> FloatArray:
    """[M, 2] share of force left: 1 but for the muscles named."""
    found = np.ones((len(body.muscles.names), 2))
    for side, named in enumerate((left, right)):
        for name, value in named.items():
            found[body.muscles.index(name), side] = value
    return found


def ill(
    parameters: ParameterSet,
    right: Mapping[str, float],
    left: Mapping[str, float] | None = None,
    pain: Pain | None = None,
) -> Movement:
    """His movement with muscles of the right leg (and, if given, the left) weak, or with pain."""
    body = man(parameters)
    none = np.zeros((len(body.muscles.names), 2))
    return adapt(strength(body, left or {}, right), none, none, pain, body, parameters.movement)


def steady_pain(nrs: float) -> Pain:
    """A root on the right that hurts the same in every posture."""
    felt = np.array([0.0, nrs])

    def pain(way: Adaptation) -> FloatArray:
        return felt

    return pain
