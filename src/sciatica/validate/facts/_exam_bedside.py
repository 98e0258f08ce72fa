"""What the facts about the examination share: healthy legs that raise their heels, two examiners of the same people."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np

from sciatica import body as anatomy
from sciatica.body import ROOTS, Body
from sciatica.cord import pools
from sciatica.core.parameters import ParameterSet
from sciatica.core.person import Person
from sciatica.core.types import BoolArray, FloatArray
from sciatica.exam.found.heel_raises import Raises, calf, raise_heel
from sciatica.exam.observer import Observer
from sciatica.muscle import units as motor_units

PATIENTS = 91
"""As many as in the study of agreement."""
SIZES = {"male": (178.0, 80.0), "female": (165.0, 64.0)}
"""Height (cm) and mass (kg)."""


def someone(parameters: ParameterSet, sex: str, age_years: float, fibres_per_class: int = 2) -> Body:
    """A man or a woman of usual size."""
    height_cm, mass_kg = SIZES[sex]
    person = Person.model_validate(
        {
            "age_years": age_years,
            "sex": sex,
            "height_cm": height_cm,
            "mass_kg": mass_kg,
            "systolic_mmhg": 120.0,
            "diastolic_mmhg": 78.0,
        }
    )
    return anatomy.build(person, np.random.default_rng(0), parameters.body, fibres_per_class)


@lru_cache(maxsize=64)
def raises(parameters: ParameterSet, sex: str, age_years: float) -> Raises:
    """Single-leg heel raises of somebody healthy."""
    who = someone(parameters, sex, age_years)
    made = pools.build(who, parameters.cord)
    units = motor_units.build(who.muscles, parameters.muscle, made.units_per_pool)
    leg = calf(who, units, np.ones_like(units.size), made.threshold, parameters)
    return raise_heel(leg, parameters.exam, parameters.muscle, None)


def root_losses() -> tuple[FloatArray, FloatArray]:
    """[PATIENTS, 9] one-hot root and [PATIENTS] share of its axons lost, of people suspected of a root lesion.

    L5 and S1 alike, L4 seldom; mild losses are commoner than severe ones (the square of an even share).
    """
    rng = np.random.default_rng(5)
    root = rng.choice([ROOTS.index(name) for name in ("L4", "L5", "S1")], PATIENTS, p=[0.1, 0.45, 0.45])
    return np.eye(len(ROOTS))[root], rng.uniform(size=PATIENTS) ** 2


def kappa(judged: Callable[[Observer, int], bool], persons: int = PATIENTS) -> float:
    """Cohen's kappa of examiners who see the same people; the mean over several pairs.

    Args:
        judged: what an examiner says of a person; the examiner's person number is the person's.
        persons: how many are seen.
    """
    said: BoolArray = np.array(
        [[judged(Observer(seed, person), person) for person in range(persons)] for seed in range(6)]
    )
    found = []
    for one, other in zip(said[::2], said[1::2], strict=True):
        alike = float((one == other).mean())
        by_chance = float(one.mean() * other.mean() + (1.0 - one.mean()) * (1.0 - other.mean()))
        found.append(1.0 if by_chance == 1.0 else (alike - by_chance) / (1.0 - by_chance))
    return float(np.mean(found))
