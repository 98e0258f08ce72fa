"""Days lived on an invented lesson: how a body answers to pressure is given, what follows from day to day is not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from sciatica.body import Body, build
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.core.seeds import generator
from sciatica.core.types import FloatArray
from sciatica.simulate import Case, case_from_mapping
from sciatica.simulate.course import relive
from sciatica.simulate.estimate import Lesson, by_root, lesson
from sciatica.simulate.loop import World, loads_on, newborn, world_of
from sciatica.simulate.postures import day_grid
from sciatica.simulate.record import Course

PERSON = {
    "age_years": 42, "sex": "female", "height_cm": 168, "mass_kg": 64, "systolic_mmhg": 118, "diastolic_mmhg": 74,
}  # fmt: skip
PIRIFORMIS = {"kind": "piriformis_syndrome", "side": "right", "spasm": 0.1}
DISC = {
    "kind": "herniated_disc", "level": "L5-S1", "side": "right", "zone": "paracentral", "type": "extrusion",
    "root_pressure_mmhg": 170, "nucleus_material": 0.8,
}  # fmt: skip
SITS = {"sitting": 10, "standing": 3, "walking": 1, "sleeping": 7.5}
LARGEST = 8.0
"""What the invented nerve sends up at most."""


def case(cause: dict[str, Any], day: float = 20, **changed: Any) -> Case:
    """A woman of 42 with one cause."""
    return case_from_mapping(
        {"schema": 1, "person": PERSON, "causes": [cause], "day": day, "activities": SITS, **changed}
    )


def body_of(made: Case, parameters: ParameterSet) -> Body:
    """Her body."""
    return build(made.person, generator(made.seed, 0, "body", 0.0), parameters.body)


def world(made: Case, parameters: ParameterSet | None = None, freeze: tuple[str, ...] = (), **changed: Any) -> World:
    """Her world."""
    chosen = defaults() if parameters is None else parameters
    return replace(world_of(made, body_of(made, chosen), chosen, freeze), **changed)


def sends(pressure_mmhg: FloatArray, half_mmhg: float) -> FloatArray:
    """What the invented nerve sends up: it rises with pressure and saturates."""
    return np.asarray(LARGEST * pressure_mmhg**2 / (pressure_mmhg**2 + half_mmhg**2))


def taught(here: World, half_mmhg: float, spasm: float, muscle: str = "piri", side: int = 1) -> Lesson:
    """The lesson of an invented examination on a day without inflammation, with one muscle in spasm by the pool."""
    life, row = newborn(here), here.body.muscles.index(muscle)
    loads = loads_on(here, here.postures, None, 0.0)
    names, tried = [p.name for p in here.postures], np.linspace(0.0, 400.0, 81)
    pressure = by_root(loads, loads.pressure_mmhg[0])
    pressure = np.concatenate([pressure, np.broadcast_to(tried, (2, 9, 81))], axis=2)
    none = np.zeros((len(here.body.muscles), 2))
    guarding, by_road = none.copy(), np.zeros((3, *none.shape))
    guarding[row, side], by_road[1, row, side] = 0.03, spasm
    return lesson(
        names,
        [*names, *map(str, tried)],
        pressure,
        sends(pressure, half_mmhg),
        hours=here.hours(1.0),
        irritation=np.zeros((2, 9)),
        carried=life.carried,
        small_hz=none,
        guarding=guarding,
        by_road=by_road,
        strength=none + 1.0,
    )


def lived(here: World, what: Lesson, until: float | None = None) -> Course:
    """Her days with that lesson, learnt on the first."""
    return relive(here, day_grid(0.0, here.case.day if until is None else until), {1.0: what})
