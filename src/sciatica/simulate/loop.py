"""Day by day: yesterday's posture, bracing and spasm are today's load.

One step of the loop takes a person from one day to the next: the loads as the body held itself yesterday, the tissue
under them for the hours of the day, what the last examination says of the pain and contraction that this brings
(:mod:`.estimate`), what cord and muscles carry on of it, and a new way to stand and walk where something has moved.
So a circle through a muscle that presses its own nerve, through a back that braces on a disc, or through a limp that
overworks the other leg closes once a day, and settles, grows or is broken by what it is made of; nothing here says
which. ``freeze`` opens it at one place.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from sciatica.body import Body
from sciatica.cord import drive, guarding
from sciatica.cord.guarding import Shares
from sciatica.core.errors import InputError, nearest
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.episode import Carried, next_day, nothing
from sciatica.lesion import Loads
from sciatica.lesion import build as build_loads
from sciatica.lesion.posture import Posture, adapted, hours_of_day
from sciatica.movement import Movement, adapt, overuse
from sciatica.movement.overuse import Overuse
from sciatica.simulate.adapt import UPRIGHT, Asked, adapt_to
from sciatica.simulate.case import Case
from sciatica.simulate.estimate import Estimate, Lesson, estimate
from sciatica.simulate.postures import before, daily_postures
from sciatica.simulate.record import Day, day_of
from sciatica.tissue import TissueState, advance, healthy, respond

FREEZABLE = ("movement", "spasm")

RESTING = ("lying", "side_lying", "sleeping")


@dataclass(frozen=True)
class World:
    """Whose days they are and what never changes in them."""

    case: Case
    body: Body
    parameters: ParameterSet
    postures: tuple[Posture, ...]
    """[A] of a day."""
    share: Shares
    """How this person guards."""
    freeze: frozenset[str] = frozenset()
    """Which of ``FREEZABLE`` yesterday has no say in."""
    ways: Callable[[float], Movement | None] | None = None
    """Posture and gait by day, where they are known beforehand; else they are looked for."""

    rest: float = 0.0
    """Share of the hours on the feet and seated that is spent lying instead, 0-1."""

    @property
    def arterial(self) -> FloatArray:
        """[1] mean arterial pressure, mmHg."""
        return np.array([self.body.person.mean_arterial_mmhg])

    def hours(self, day: float) -> FloatArray:
        """[A] hours in each posture in the day that ends at ``day``."""
        hours = hours_of_day(self.case.activities_from(before(day)), self.postures)
        if self.rest:
            names = [p.name for p in self.postures]
            given = self.rest * np.where(np.isin(names, RESTING), 0.0, hours)
            hours = hours - given
            hours[names.index("lying")] += given.sum()
        return hours


@dataclass(frozen=True)
class Life:
    """A person at the end of a day."""

    day: float
    tissue: TissueState
    carried: Carried
    overuse: Overuse
    movement: Movement | None
    """None: nothing has changed it yet."""
    asked: Asked | None
    """For what the movement was looked for."""
    activation: FloatArray
    """[M, 2] what each muscle did unasked today, share of its maximum."""
    lesson: Lesson | None
    """Of the last examination; None before the first, when nothing is known of pain."""

    @property
    def soreness(self) -> FloatArray:
        """[M, 2] of muscles that worked unasked, or too much, 0-1."""
        return np.asarray(np.maximum(self.carried.soreness, self.overuse.tenderness))

    @property
    def neighbour(self) -> FloatArray:
        """[M, 2] what keeps each muscle's small afferents firing: inflamed nerve beside it, or tenderness, 0-1."""
        return np.asarray(np.maximum(self.tissue.neighbour_inflammation[0], self.overuse.tenderness))


def world_of(case: Case, body: Body, parameters: ParameterSet, freeze: Collection[str] = ()) -> World:
    """The world of a case.

    Raises:
        InputError: something to freeze that there is not.
    """
    for name in freeze:
        if name not in FREEZABLE:
            best = nearest(name, FREEZABLE)
            raise InputError(
                "this cannot be frozen",
                field="freeze",
                given=name,
                wanted=" or ".join(FREEZABLE),
                cure=f"did you mean {best}?" if best else "",
            )
    return World(
        case=case,
        body=body,
        parameters=parameters,
        postures=daily_postures(case, parameters.lesion),
        share=guarding.shares(body.muscles, case.guarding),
        freeze=frozenset(freeze),
    )


def newborn(world: World) -> Life:
    """The person on day 0, before anything has happened."""
    muscles = len(world.body.muscles)
    none = np.zeros((muscles, 2))
    loads = loads_on(world, world.postures, None, 0.0)
    return Life(
        day=0.0,
        tissue=healthy(loads, muscles=muscles, height_cm=world.body.person.height_cm),
        carried=nothing(muscles),
        overuse=overuse.rested(muscles),
        movement=usual(world) if "movement" in world.freeze else None,
        asked=None,
        activation=none,
        lesson=None,
    )


def loads_on(
    world: World, postures: Sequence[Posture], yesterday: Life | None, day: float, *, asked: bool = False
) -> Loads:
    """The loads of a day in these postures, as the body held itself the day before.

    Args:
        world: whose day.
        postures: what is taken up.
        yesterday: the evening before; None for a body that nothing has changed.
        day: whose loads.
        asked: an examiner asks for the postures: upright means upright, and only the bracing stays.
    """
    held, activation = tuple(postures), None
    if yesterday is not None:
        held = tuple(as_held(p, yesterday.movement, asked=asked) for p in postures)
        activation = None if "spasm" in world.freeze else yesterday.activation
    return build_loads(
        world.case.causes, world.body, held, world.parameters.lesion, muscle_activation=activation, day=day
    )


def as_held(posture: Posture, move: Movement | None, *, asked: bool = False) -> Posture:
    """The posture as a guarding, listing body takes it up; bend and list are left where an examiner asks for it."""
    if move is None or posture.name not in UPRIGHT:
        return posture
    return adapted(
        posture,
        flexion=0.0 if asked else move.lumbar_flexion,
        list_deg=0.0 if asked else abs(move.trunk_list_deg),
        side_of_list="right" if move.trunk_list_deg > 0 else "left",
        cocontraction=float(np.clip(move.trunk_cocontraction, 0.0, 1.0)),
    )


def usual(world: World) -> Movement:
    """How the person stands and walks in health."""
    none = np.zeros((len(world.body.muscles), 2))
    return adapt(none + 1.0, none, none, None, world.body, world.parameters.movement)


def step(world: World, life: Life, day: float) -> tuple[Life, Estimate | None, Loads]:
    """One day: everything but a new way of standing and walking.

    Args:
        world: whose day.
        life: the evening before.
        day: its end, later than ``life.day``.

    Returns:
        The evening, what the last examination says of the day (None before the first), and its loads.
    """
    p, days, hours = world.parameters, day - life.day, world.hours(day)
    loads = loads_on(world, world.postures, life, day)
    tissue = advance(life.tissue, loads, hours, world.arterial, p.tissue, days=days)
    lived = replace(life, day=day, tissue=tissue, overuse=_paid(world, life, hours, days))
    if life.lesson is None:
        return lived, None, loads
    found = read_off(world, lived, loads)
    carried = replace(
        next_day(life.carried, found.mean_pain_by_root, found.activation, p.cord, days=days),
        wind_up=np.zeros_like(life.carried.wind_up),
    )
    return replace(lived, carried=carried, activation=found.activation), found, loads


def read_off(world: World, life: Life, loads: Loads) -> Estimate:
    """What the last examination says of the day under these loads."""
    assert life.lesson is not None
    return estimate(
        life.lesson,
        loads,
        life.tissue,
        world.hours(life.day),
        replace(life.carried, soreness=life.soreness),
        small_hz(world, life),
        world.share,
        world.body,
        world.parameters,
    )


def small_hz(world: World, life: Life) -> FloatArray:
    """[M, 2] small muscle afferents that inflamed neighbours and tenderness make fire, Hz."""
    none = np.zeros_like(life.activation)
    return drive.small_muscle_afferents_hz(
        life.neighbour, none, life.carried.irritants, none + 1.0, world.parameters.cord
    )


def _paid(world: World, life: Life, hours: FloatArray, days: float) -> Overuse:
    """What the day's standing and walking leaves in the muscles."""
    move = life.movement
    if move is None:
        return life.overuse
    names = [p.name for p in world.postures]
    standing, walking = (float(hours[names.index(name)]) for name in UPRIGHT)
    strides = walking * 3600.0 * move.speed_m_s / (2.0 * move.step_length_m)
    return overuse.advance(life.overuse, move, strides, standing, world.parameters.movement, days)


def settle(world: World, life: Life, found: Estimate | None, loads: Loads) -> tuple[Life, bool]:
    """A new way of standing and walking, where strength, guarding, soreness or pain have moved since the last one.

    Args:
        world: whose day.
        life: the evening, from :func:`step`.
        found, loads: from :func:`step` too.

    Returns:
        The evening, and whether a new way was looked for.
    """
    if "movement" in world.freeze or found is None or life.lesson is None:
        return life, False
    if world.ways is not None:
        return replace(life, movement=world.ways(life.day)), False
    upright = [life.lesson.names.index(name) for name in UPRIGHT]
    asked = Asked(life.lesson.strength, found.guarding, life.soreness, found.pain[:, upright].max(axis=1))
    if life.asked is not None and not asked.moved_from(life.asked):
        return life, False
    today = (life.lesson, loads, life.tissue, life.carried)
    move = adapt_to(asked, world.body, *today, world.case, world.parameters, held=life.movement)
    return replace(life, movement=move, asked=asked), True


def recorded(world: World, life: Life, found: Estimate | None, loads: Loads, *, adapted_anew: bool) -> Day:
    """The day as the course keeps it."""
    moment = respond(life.tissue, loads, world.arterial, world.parameters.tissue)
    return day_of(life, found, loads, moment, world.hours(life.day), adapted_anew=adapted_anew)
