"""What the facts of ``exam`` share: healthy people in the laboratory, with nerves as the nerve room gives them."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Literal

import numpy as np
from scipy.special import ndtri

from sciatica import body as anatomy
from sciatica.body import Body
from sciatica.cord import pools
from sciatica.core.parameters import Parameters, ParameterSet
from sciatica.core.person import Person
from sciatica.core.types import FloatArray
from sciatica.exam.studies import (
    FWaves,
    HReflex,
    Late,
    Motor,
    Sensory,
    f_waves,
    h_reflex,
    late_responses,
    motor_studies,
    sensory_studies,
)
from sciatica.lesion import flat, none
from sciatica.muscle import units as motor_units
from sciatica.muscle.units import Units
from sciatica.nerve import conduct
from sciatica.tissue import healthy, respond

SEEDS = 8
"""Sets of shocks over which an F wave's chance is averaged."""
HEIGHT_SD_CM, VELOCITY_CV, CELSIUS_SD = 9.5, 0.045, 0.7
"""How people in a series differ: heights of both sexes; velocities, for which F waves give 5.9 % (Nobrega 2004) with
ages, temperatures and errors of the distance in it, some 3.8 % together; limbs that a laboratory has warmed."""


@lru_cache(maxsize=4)
def _velocity_m_s(of_body: Parameters, of_tissue: Parameters, of_nerve: Parameters) -> conduct.Channels:
    man = _man(of_body, 174.0, 25.0, "male")
    loads = none((flat(),))
    state = healthy(loads, muscles=len(man.muscles))
    moment = respond(state, loads, np.array([man.person.mean_arterial_mmhg]), of_tissue)
    return conduct.run(man, loads, state, moment, of_nerve)


@lru_cache(maxsize=128)
def _man(of_body: Parameters, height_cm: float, age_years: float, sex: Literal["male", "female"]) -> Body:
    mass = 23.8 * (height_cm / 100.0) ** 2
    person = Person(
        age_years=age_years, sex=sex, height_cm=height_cm, mass_kg=mass, systolic_mmhg=118, diastolic_mmhg=76
    )
    return anatomy.build(person, np.random.default_rng(0), of_body)


@lru_cache(maxsize=64)
def in_laboratory(
    parameters: ParameterSet, height_cm: float = 174.0, age_years: float = 25.0
) -> tuple[Body, conduct.Channels]:
    """A man, and his nerves."""
    first = _man(parameters.body, 174.0, 25.0, "male")
    channels = _velocity_m_s(parameters.body, parameters.tissue, parameters.nerve)
    man = _man(parameters.body, height_cm, age_years, "male")
    longer: FloatArray = man.fibres.path_mm / first.fibres.path_mm
    return man, replace(
        channels,
        delay_to_target_ms=channels.delay_to_target_ms * longer,
        to_lesion_ms=channels.to_lesion_ms * longer,
    )


@lru_cache(maxsize=16)
def units_of(parameters: ParameterSet) -> Units:
    """Healthy motor units: the same in everybody."""
    man = in_laboratory(parameters)[0]
    return motor_units.build(man.muscles, parameters.muscle, pools.build(man, parameters.cord).units_per_pool)


@lru_cache(maxsize=16)
def motor(parameters: ParameterSet, age_years: float = 25.0) -> Motor:
    """His motor studies."""
    return motor_studies(*in_laboratory(parameters, age_years=age_years), units_of(parameters), parameters)


@lru_cache(maxsize=16)
def sensory(parameters: ParameterSet, age_years: float = 25.0) -> Sensory:
    """His sensory studies."""
    return sensory_studies(*in_laboratory(parameters, age_years=age_years), parameters)


@lru_cache(maxsize=64)
def late(parameters: ParameterSet, height_cm: float = 174.0) -> Late:
    """The late responses of a man of this height."""
    man, channels = in_laboratory(parameters, height_cm)
    return late_responses(man, channels, 0, units_of(parameters), parameters, np.random.default_rng(0))


@lru_cache(maxsize=64)
def shocks(parameters: ParameterSet, height_cm: float = 174.0, number: int = 32) -> tuple[FWaves, ...]:
    """His F waves after several sets of shocks."""
    man, channels = in_laboratory(parameters, height_cm)
    units = units_of(parameters)
    return tuple(
        f_waves(man, channels, 0, units, parameters, np.random.default_rng(seed), shocks=number)
        for seed in range(SEEDS)
    )


@lru_cache(maxsize=16)
def h(parameters: ParameterSet, height_cm: float = 174.0, age_years: float = 25.0) -> HReflex:
    """His H reflex."""
    man, channels = in_laboratory(parameters, height_cm, age_years)
    return h_reflex(man, channels, 0, units_of(parameters), parameters)


@lru_cache(maxsize=8)
def people(parameters: ParameterSet, number: int = 60) -> tuple[FloatArray, FloatArray]:
    """Heights [n], cm, and shortest F waves [n, nerve], ms, of people of 18 to 40 years who differ as a series does."""
    rng = np.random.default_rng(0)
    # each is spread evenly over its bell, in an order of its own: sixty people then stand for many
    even = (np.arange(number) + 0.5) / number
    tall, swift, warm = (ndtri(rng.permutation(even)) for _ in range(3))
    young = rng.permutation(even)
    units, heights, found = units_of(parameters), [], []
    for one in range(number):
        height, age = 168.0 + HEIGHT_SD_CM * float(tall[one]), 18.0 + 22.0 * float(young[one])
        faster = 1.0 + VELOCITY_CV * float(swift[one])
        celsius = 33.0 + round(CELSIUS_SD * float(np.clip(warm[one], -2.0, 2.0)))
        man, channels = in_laboratory(parameters, height, age)
        own = replace(
            channels,
            delay_to_target_ms=channels.delay_to_target_ms / faster,
            to_lesion_ms=channels.to_lesion_ms / faster,
        )
        f = f_waves(man, own, 0, units, parameters, np.random.default_rng(one), temperature_c=celsius, shocks=10)
        heights.append(height)
        found.append(f.latency_ms[:, 0])
    return np.array(heights), np.array(found)
