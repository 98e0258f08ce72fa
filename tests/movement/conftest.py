"""One grown man, and a way to say which of his muscles are not as they should be."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from sciatica import body as anatomy
from sciatica.body import Body
from sciatica.core.parameters import Parameters, read
from sciatica.core.person import Person
from sciatica.core.types import FloatArray
from sciatica.movement import human
from sciatica.movement.human import Human, Motion

Muscles = Callable[..., FloatArray]


@pytest.fixture(scope="session")
def parameters() -> Parameters:
    return read("movement")


@pytest.fixture(scope="session")
def build_body() -> Callable[..., Body]:
    def build(**changes: object) -> Body:
        given: dict[str, object] = {
            "age_years": 38.0,
            "sex": "male",
            "height_cm": 178.0,
            "mass_kg": 82.0,
            "systolic_mmhg": 125.0,
            "diastolic_mmhg": 80.0,
        }
        person = Person.model_validate({**given, **changes})
        return anatomy.build(person, np.random.default_rng(1), read("body"))

    return build


@pytest.fixture(scope="session")
def man(build_body: Callable[..., Body]) -> Body:
    return build_body()


@pytest.fixture(scope="session")
def muscles(man: Body) -> Muscles:
    """``muscles(1.0, right={"soleus": 0.6})``: [M, 2] filled with the first number, but for those named."""

    def fill(rest: float, *, left: dict[str, float] | None = None, right: dict[str, float] | None = None) -> FloatArray:
        array = np.full((len(man.muscles.names), 2), rest)
        for side, named in enumerate((left or {}, right or {})):
            for name, value in named.items():
                array[man.muscles.index(name), side] = value
        return array

    return fill


@pytest.fixture(scope="session")
def skeleton(man: Body, parameters: Parameters) -> Human:
    return human.build(man, parameters)


@pytest.fixture(scope="session")
def normal(skeleton: Human) -> Motion:
    return skeleton.normal(24)
