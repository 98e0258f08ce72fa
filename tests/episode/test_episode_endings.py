"""How a spasm ended is read off the state: each thing that can end one is told apart."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sciatica.cord import pools
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.episode import ending
from sciatica.muscle.spasm import Spasm

UNITS = 10
TIME_S = np.arange(0.0, 10.0, 0.1)
BEGIN_S, END_S = 2.0, 8.0
SPASM = Spasm(0, 1, BEGIN_S, END_S, 5.0, "pool", (0.0, 1.0, 0.0), ())


def steady() -> dict[str, FloatArray]:
    """What holds a pool up while nothing changes but the activation, which falls at the end."""
    count, flat = len(TIME_S), np.ones((len(TIME_S), 2))
    by_road = np.zeros((count, 3, 2))
    by_road[(TIME_S >= BEGIN_S) & (TIME_S < END_S - 0.3), 1] = 0.05
    return {
        "afferent": 0.03 * flat,
        "muscle": 0.01 * flat,
        "tendon": 0.005 * flat,
        "guarding": 0.01 * flat,
        "voluntary": 0.0 * flat,
        "current": 1.2 * flat,
        "ready": np.full((count, 2 * UNITS), 0.8),
        "adapted": np.full((count, 2 * UNITS), 0.02),
        "by_road": by_road,
        "capacity": 1.0 * flat,
    }


def told(fields: dict[str, FloatArray], constants: ParameterSet, spasm: Spasm = SPASM) -> str:
    threshold = pools.thresholds(UNITS, constants.cord.recruitment_range, constants.cord.full_drive)
    made: Any = SimpleNamespace(threshold=threshold, rank=np.linspace(0, 1, UNITS), units_per_pool=UNITS)
    unit = np.tile(np.arange(UNITS, UNITS + 4), 50)
    spikes_s = np.sort(np.linspace(BEGIN_S, END_S, len(unit)))
    (found,) = ending.told((spasm,), ending.Readings(TIME_S, **fields), made, unit, spikes_s, constants)
    return found.ended


def late(fields: dict[str, FloatArray], name: str, value: float) -> dict[str, FloatArray]:
    changed = fields[name].copy()
    changed[TIME_S > END_S - 1.0] = value
    return {**fields, name: changed}


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("ready", 0.5, ending.INACTIVATED),
        ("adapted", 0.3, ending.ADAPTED),
        ("tendon", 0.04, ending.TENDON),
        ("afferent", 0.0, ending.GONE),
        ("muscle", 0.0, ending.FADED),
        ("guarding", 0.0, ending.EASED),
    ],
)
def test_what_fell_most_is_what_ended_it(constants: ParameterSet, name: str, value: float, wanted: str) -> None:
    assert told(late(steady(), name, value), constants) == wanted


@pytest.mark.parametrize(("name", "wanted"), [("afferent", ending.GONE), ("muscle", ending.FADED)])
def test_a_current_that_is_raised_less_goes_with_what_raised_it(
    constants: ParameterSet, name: str, wanted: str
) -> None:
    weaker = late(steady(), "current", 0.5)
    assert told(late(weaker, name, 0.9 * weaker[name][0, 1]), constants) == wanted


def test_if_only_the_force_went_it_was_fatigue(constants: ParameterSet) -> None:
    fields = steady()
    fields["by_road"][TIME_S >= BEGIN_S, 1] = 0.05
    tired = late(fields, "capacity", 0.3)
    assert told(tired, constants) == ending.FATIGUE


def test_when_axons_that_fire_by_themselves_fall_silent_its_cause_is_gone(constants: ParameterSet) -> None:
    fields = late(steady(), "ready", 0.5)
    roads = fields["by_road"].copy()
    roads[:, 0], roads[:, 1] = roads[:, 1], 0.0
    assert told({**fields, "by_road": roads}, constants) == ending.GONE


def test_one_that_goes_on_has_not_ended(constants: ParameterSet) -> None:
    assert told(steady(), constants, replace(SPASM, end_s=float("nan"))) == ""


def test_a_change_long_before_the_end_did_not_end_it(constants: ParameterSet) -> None:
    """The trigger went, the contraction outlasted it, and only then the current inactivated."""
    fields = late(steady(), "ready", 0.5)
    early = fields["afferent"].copy()
    early[TIME_S > BEGIN_S + 0.5] = 0.0
    assert told({**fields, "afferent": early}, constants) == ending.INACTIVATED
