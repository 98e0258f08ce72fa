"""How far the person walks before it hurts too much: what minutes on the feet do to a root that is short of blood.

The fibres are asked twice, as walking begins and after the walk that the table of postures holds. Between the two, and
beyond, pain goes with how far the root's energy has fallen by then (the same law by which a posture held starves it),
and falls with it again sitting. A straight line in that is assumed; nothing else is.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.lesion import Loads, held
from sciatica.lesion.posture import Posture
from sciatica.movement import Movement
from sciatica.movement.rests import Walking, walk
from sciatica.simulate.loop import Life, World, loads_on
from sciatica.tissue import Moment, TissueState, respond

BEGUN_MIN = 0.1
"""Minutes after which a walk has just begun."""
_GRID = 32
_LEAST_FALL = 0.01
"""Fall of the energy, 0-1, from which on it can tell anything."""


def just_begun(posture: Posture) -> Posture:
    """The same way of walking, for a few seconds only."""
    return held(posture, BEGUN_MIN)


def tires_walking(world: World, yesterday: Life, life: Life, walking: Posture) -> bool:
    """Whether a root that walking presses is shorter of energy after the table's walk than when it began."""
    loads = loads_on(world, (walking, just_begun(walking)), yesterday, life.day)
    if not loads.number or loads.pressure_mmhg.max() <= 0:
        return False
    after, begun = _shortage(respond(life.tissue, loads, world.arterial, world.parameters.tissue))
    return bool(after - begun > _LEAST_FALL)


def walking_of(
    world: World,
    yesterday: Life,
    life: Life,
    movement: Movement,
    postures: tuple[Posture, Posture],
    pain: tuple[float, float, float],
) -> Walking | None:
    """How far before a rest, and how long that takes; None where nothing loads a root.

    Args:
        world, yesterday, life: whose day, as in :func:`.day.prepare`.
        movement: as the person walks now.
        postures: walking and sitting, as the plan holds them.
        pain: of the worse leg, 0-10, as walking begins, after the walk of the table, and sitting.
    """
    p = world.parameters.movement
    walking, sitting = postures
    begins, later, seated = pain
    loads = loads_on(world, (walking, sitting), yesterday, life.day)
    if not loads.number:
        return None
    after = _shortage(respond(life.tissue, loads, world.arterial, world.parameters.tissue))
    minutes = np.linspace(0.0, 1.0, _GRID) ** 2 * (p.walk_longest_min - BEGUN_MIN) + BEGUN_MIN
    moment = _over(world, yesterday, life.tissue, walking, minutes, life.day)
    short = _shortage(moment)
    fall = float(after[0] - short[0])
    slope = (later - begins) / fall if fall > _LEAST_FALL else 0.0
    walked = np.clip(begins + slope * (short - short[0]), 0.0, 10.0)
    rested: dict[float, tuple[FloatArray, FloatArray]] = {}

    def pain_resting(on_the_feet: float, at_rest: float) -> float:
        if on_the_feet not in rested:
            starved = 1.0 - _at(moment.ischaemia, minutes, on_the_feet)
            times = np.linspace(0.0, 1.0, _GRID) ** 2 * (p.rest_longest_min - BEGUN_MIN) + BEGUN_MIN
            eased = _over(world, yesterday, replace(life.tissue, energy=starved), sitting, times, life.day)
            level = np.clip(seated + slope * (_shortage(eased) - after[1]), 0.0, 10.0)
            rested[on_the_feet] = times, level
        return float(np.interp(at_rest, *rested[on_the_feet]))

    return walk(movement.speed_m_s, lambda t: float(np.interp(t, minutes, walked)), pain_resting, p)


def _over(
    world: World, yesterday: Life, state: TissueState, posture: Posture, minutes: FloatArray, day: float
) -> Moment:
    """The nerve after each of these times in a posture."""
    loads: Loads = loads_on(world, [held(posture, float(m)) for m in minutes], yesterday, day)
    return respond(state, loads, world.arterial, world.parameters.tissue)


def _shortage(moment: Moment) -> FloatArray:
    """[A] how short of energy the worst load is, mean over its depth, 0-1."""
    worst: FloatArray = moment.ischaemia[0].mean(axis=1).max(axis=0)
    return worst


def _at(values: FloatArray, minutes: FloatArray, when: float) -> FloatArray:
    """[..., A] over ``minutes``, between its points."""
    k = int(np.clip(np.searchsorted(minutes, when) - 1, 0, len(minutes) - 2))
    share = np.clip((when - minutes[k]) / (minutes[k + 1] - minutes[k]), 0.0, 1.0)
    return np.asarray((1.0 - share) * values[..., k] + share * values[..., k + 1])
