"""A man, his healthy nerves, and the constants."""

from __future__ import annotations

import pytest

from sciatica.body import Body
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.nerve.conduct import Channels
from sciatica.validate.facts import _cord as prepared


@pytest.fixture(scope="session")
def constants() -> ParameterSet:
    return defaults()


@pytest.fixture(scope="session")
def man(constants: ParameterSet) -> Body:
    return prepared.man(constants)


@pytest.fixture(scope="session")
def calf(man: Body) -> Body:
    return prepared.only(man, ("tibant", "soleus", "piri", "multifidus"))


@pytest.fixture(scope="session")
def healthy(man: Body) -> Channels:
    return prepared.healthy(man, 2)
