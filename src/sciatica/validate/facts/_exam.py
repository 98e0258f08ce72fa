"""What the facts of ``exam`` share: healthy people in the laboratory, with nerves as the nerve room gives them."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sciatica import body as anatomy
from sciatica.body import Body
from sciatica.cord import pools
from sciatica.core.parameters import ParameterSet
from sciatica.core.person import Person
from sciatica.exam.studies import Late, Motor, Sensory, late_responses, motor_studies, sensory_studies
from sciatica.lesion import flat, none
from sciatica.muscle import units as motor_units
from sciatica.nerve import conduct
from sciatica.tissue import healthy, respond


@lru_cache(maxsize=16)
def in_laboratory(parameters: ParameterSet, height_cm: float = 174.0) -> tuple[Body, conduct.Channels]:
    """A man of 25 years, and his nerves."""
    person = Person(age_years=25, sex="male", height_cm=height_cm, mass_kg=72, systolic_mmhg=118, diastolic_mmhg=76)
    man = anatomy.build(person, np.random.default_rng(0), parameters.body)
    loads = none((flat(),))
    state = healthy(loads, muscles=len(man.muscles))
    moment = respond(state, loads, np.array([man.person.mean_arterial_mmhg]), parameters.tissue)
    return man, conduct.run(man, loads, state, moment, parameters.nerve)


@lru_cache(maxsize=16)
def motor(parameters: ParameterSet) -> Motor:
    """His motor studies."""
    man, channels = in_laboratory(parameters)
    number = pools.build(man, parameters.cord).units_per_pool
    return motor_studies(man, channels, motor_units.build(man.muscles, parameters.muscle, number), parameters)


@lru_cache(maxsize=16)
def sensory(parameters: ParameterSet) -> Sensory:
    """His sensory studies."""
    return sensory_studies(*in_laboratory(parameters), parameters)


@lru_cache(maxsize=64)
def late(parameters: ParameterSet, height_cm: float = 174.0) -> Late:
    """The late responses of a man of this height."""
    man, channels = in_laboratory(parameters, height_cm)
    number = pools.build(man, parameters.cord).units_per_pool
    units = motor_units.build(man.muscles, parameters.muscle, number)
    return late_responses(man, channels, 0, units, parameters, np.random.default_rng(0))
