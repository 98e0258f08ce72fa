"""The room's constants and lives as fixtures."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tissue_lives import course_of, loads_of, usual

from sciatica.core.parameters import Parameters
from sciatica.lesion.site import Loads
from sciatica.tissue import TissueState


@pytest.fixture(scope="session")
def constant() -> Parameters:
    return usual()


@pytest.fixture
def make_loads() -> Callable[..., Loads]:
    return loads_of


@pytest.fixture
def run() -> Callable[..., TissueState]:
    return course_of
