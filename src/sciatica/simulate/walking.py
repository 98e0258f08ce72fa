"""How far the person walks before it hurts too much: what minutes on the feet do to a root that is short of blood.

The fibres are asked as walking begins, after a few minutes and after the walk that the table of postures holds. Between
those, and beyond, pain goes with how far the root's energy has fallen by then (the same law by which a posture held
starves it), and falls with it again sitting. Straight lines in that are assumed; nothing else is. Pain may pass: a
fibre that is short of a little energy fires, and one that is short of much falls silent.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.lesion import Loads
from sciatica.lesion.posture import Posture
from sciatica.movement import Movement
from sciatica.movement.rests import Walking, walk
from sciatica.simulate.loop import Life, World, loads_on
from sciatica.tissue import Moment, TissueState, respond

BEGUN_MIN = 0.1
"""Minutes after which a walk has just begun."""
_GRID = 32
LEAST_FALL = 0.01
"""Fall of the energy, 0-1, from which on it can tell anything."""


def briefly(posture: Posture, minutes: float) -> Posture:
    """The same posture for so many minutes, without what a longer hold does to ligaments and discs."""
    return replace(posture, duration_s=60.0 * minutes)


def tires(world: World, yesterday: Life, life: Life, posture: Posture) -> bool:
    """Whether a root that this posture presses is shorter of energy after the table's minutes than as it began."""
    loads = loads_on(world, (posture, briefly(posture, BEGUN_MIN)), yesterday, life.day, asked=True)
    if not loads.number or loads.pressure_mmhg.max() <= 0:
        return False
    after, begun = _shortage(respond(life.tissue, loads, world.arterial, world.parameters.tissue))
    return bool(after - begun > LEAST_FALL)


def walking_of(
    world: World,
    yesterday: Life,
    life: Life,
    movement: Movement,
    postures: tuple[Posture, Posture],
    walk_pain: tuple[FloatArray, FloatArray],
    seated: float,
) -> Walking | None:
    """How far before a rest, and how long that takes; None where nothing loads a root.

    Args:
        world, yesterday, life: whose day, as in :func:`.questions.prepare`.
        movement: as the person walks now.
        postures: walking and sitting, as the plan holds them.
        walk_pain: minutes [W] walked, rising, and pain of the worse leg by then, 0-10.
        seated: pain of the worse leg sitting.
    """
    p = world.parameters.movement
    walking, sitting = postures
    loads = loads_on(world, (walking, sitting), yesterday, life.day, asked=True)
    if not loads.number:
        return None
    after = _shortage(respond(life.tissue, loads, world.arterial, world.parameters.tissue))
    minutes = np.linspace(0.0, 1.0, _GRID) ** 2 * (p.walk_longest_min - BEGUN_MIN) + BEGUN_MIN
    moment = _over(world, yesterday, life.tissue, walking, minutes, life.day)
    short = _shortage(moment)
    asked = _shortage(_over(world, yesterday, life.tissue, walking, walk_pain[0], life.day))
    walked = np.clip(_along(short, asked, walk_pain[1]), 0.0, 10.0)
    rested: dict[float, tuple[FloatArray, FloatArray]] = {}

    def pain_resting(on_the_feet: float, at_rest: float) -> float:
        if on_the_feet not in rested:
            starved = 1.0 - _at(moment.ischaemia, minutes, on_the_feet)
            times = np.linspace(0.0, 1.0, _GRID) ** 2 * (p.rest_longest_min - BEGUN_MIN) + BEGUN_MIN
            eased = _over(world, yesterday, replace(life.tissue, energy=starved), sitting, times, life.day)
            later = _along(_shortage(eased), asked, walk_pain[1]) - _along(after[1:], asked, walk_pain[1])
            rested[on_the_feet] = times, np.clip(seated + later, 0.0, 10.0)
        return float(np.interp(at_rest, *rested[on_the_feet]))

    return walk(movement.speed_m_s, lambda t: float(np.interp(t, minutes, walked)), pain_resting, p)


def _along(short: FloatArray, asked: FloatArray, pain: FloatArray) -> FloatArray:
    """Pain at other shortages than those asked for: straight between them, and on beyond the last two."""
    if asked[-1] - asked[0] <= LEAST_FALL:
        return np.full(short.shape, pain[-1])
    inside = np.interp(short, asked, pain)
    rise = asked[-1] - asked[-2]
    slope = (pain[-1] - pain[-2]) / rise if rise > LEAST_FALL else 0.0
    return np.asarray(inside + slope * np.maximum(short - asked[-1], 0.0))


def _over(
    world: World, yesterday: Life, state: TissueState, posture: Posture, minutes: FloatArray, day: float
) -> Moment:
    """The nerve after each of these times in a posture."""
    loads: Loads = loads_on(world, [briefly(posture, float(m)) for m in minutes], yesterday, day, asked=True)
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
