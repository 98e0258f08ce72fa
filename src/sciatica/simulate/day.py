"""One examined day: fibres, seconds, posture and the examination, in that order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from sciatica.body import CLASSES, Body
from sciatica.cord import afferents
from sciatica.cord.pain import Felt, pain_from_rates
from sciatica.core.parameters import ParameterSet
from sciatica.core.seeds import generator
from sciatica.core.types import FloatArray
from sciatica.episode import Contraction, Segment
from sciatica.episode import run as run_episode
from sciatica.exam import Bedside, Earlier, LegRaise, carried_share, examine
from sciatica.lesion import Loads, contracted, contracting, scaled
from sciatica.lesion.posture import Posture
from sciatica.muscle.reflex import of_reflex
from sciatica.nerve.conduct import Channels, Scene
from sciatica.simulate.adapt import UPRIGHT, Asked, adapt_to
from sciatica.simulate.estimate import by_root, irritation, lesson, scale_of
from sciatica.simulate.loop import Life, World, loads_on, small_hz, usual
from sciatica.simulate.passage import summarise
from sciatica.simulate.postures import Programme
from sciatica.simulate.result import Examined
from sciatica.simulate.walking import just_begun, tires_walking, walking_of
from sciatica.tissue import respond

HELD_S = 10.0
"""How long each posture is held before its pain is read, s."""
SCRIPT = (
    ("lying", 2.0),
    ("coughing", 0.6),
    ("lying", 3.0),
    ("sitting", 2.0),
    ("standing", 2.0),
)
"""The seconds that are played out spike by spike; the leg raise and lying again follow."""
SHORT_SCRIPT = (("lying", 2.0), ("coughing", 0.6), ("lying", 2.0))
"""The same on the days before."""
CONTRACTIONS = (0.0, 0.1, 0.3)
"""Activations of a muscle that presses the nerve at which the fibres are asked; the first is the day's own mean."""
PRESSED = ("lying", "sitting")
"""Postures in which that is asked; the other seconds are too short for it to matter."""
RELEASED = "lying, the nerve released"
TOUCH = CLASSES.index("a_beta")


@dataclass(frozen=True)
class Prepared:
    """What is asked of the fibres on one day, before they have answered."""

    plan: Programme
    loads: Loads
    """In the A postures of the plan."""
    scene: Scene
    """Those, the nerve let go of, a walk that has just begun, and the postures with pressing muscles at work."""
    released: int | None
    """The posture of the scene in which nothing presses; None where that is not asked."""
    begun: int | None
    """The posture of the scene in which walking has just begun; None where it differs in nothing from walking on."""
    contraction: Contraction | None


def prepare(world: World, yesterday: Life, life: Life, plan: Programme) -> Prepared:
    """The fibres' questions of a day.

    Args:
        world: whose day.
        yesterday: the evening before, as which the body holds itself.
        life: the day itself, its tissue advanced.
        plan: the postures to be examined.
    """
    loads = loads_on(world, plan.postures, yesterday, life.day)
    presses = contracting(world.case.causes, world.body) if "spasm" not in world.freeze else None
    count, extra = len(plan.postures), [loads]
    # the last examination teaches no later day, and only it asks for the distance walked
    released, begun = count if loads.number and not plan.full else None, None
    if released is not None:
        extra.append(scaled(loads_on(world, (plan.postures[plan.index("lying")],), yesterday, life.day), 0.0))
    if plan.full and tires_walking(world, yesterday, life, plan.postures[plan.index("walking")]):
        begun = count
        extra.append(loads_on(world, (just_begun(plan.postures[plan.index("walking")]),), yesterday, life.day))
    contraction = None
    if presses is not None and presses.any():
        played = dict.fromkeys(name for name, _ in (SCRIPT if plan.full else SHORT_SCRIPT) if name in PRESSED)
        working = [(plan.index(name), level) for name in played for level in CONTRACTIONS[1:]]
        postures: list[Posture] = [contracted(plan.postures[a], level) for a, level in working]
        first = sum(len(part.postures) for part in extra)
        extra.append(loads_on(world, postures, yesterday, life.day))
        table = np.repeat(np.arange(count)[:, None], len(CONTRACTIONS), axis=1)
        for number, (a, level) in enumerate(working):
            table[a, CONTRACTIONS.index(level)] = first + number
        contraction = Contraction(presses, np.array(CONTRACTIONS), table)
    together = _side_by_side(extra)
    moment = respond(life.tissue, together, world.arterial, world.parameters.tissue)
    return Prepared(plan, loads, Scene(together, life.tissue, moment), released, begun, contraction)


def _side_by_side(parts: Sequence[Loads]) -> Loads:
    """The same loads in more postures."""
    arrays: dict[str, Any] = {
        f.name: np.concatenate([getattr(part, f.name) for part in parts], axis=2)
        for f in fields(Loads)
        if getattr(parts[0], f.name) is not None and f.name != "postures" and getattr(parts[0], f.name).ndim == 3
    }
    return replace(parts[0], postures=tuple(p for part in parts for p in part.postures), **arrays)


def _first(channels: Channels, postures: int) -> Channels:
    """The channels in the first few postures only."""
    cut: dict[str, Any] = {
        name: getattr(channels, name)[:, :postures]
        for name in ("passes", "minimum_interval_ms", "added_delay_ms", "ectopic_rate_hz", "ectopic_pattern_ms")
    }
    return replace(channels, **cut)


def felt_in_postures(
    body: Body, channels: Channels, sensitisation: FloatArray, postures: int, parameters: ParameterSet
) -> tuple[Felt, ...]:
    """[A] what the cord makes of holding each posture for ten seconds."""
    cord = parameters.cord
    felt = []
    for a in range(postures):
        rate = afferents.ectopic_rate_hz(body, channels, a)
        passing = afferents.passing_rate_hz(body, channels, a, cord.background_touch_hz)
        felt.append(pain_from_rates(rate, passing[:, :, TOUCH], sensitisation, cord, duration_s=HELD_S))
    return tuple(felt)


def pain_in_postures(
    body: Body, channels: Channels, sensitisation: FloatArray, postures: int, parameters: ParameterSet
) -> FloatArray:
    """[2, 9, A] pain (0-10) from each root after holding each posture for ten seconds."""
    felt = felt_in_postures(body, channels, sensitisation, postures, parameters)
    return np.stack([f.pain_by_root for f in felt], axis=2)


def examine_day(
    world: World,
    yesterday: Life,
    life: Life,
    prepared: Prepared,
    channels: Channels,
    earlier: Sequence[Earlier],
    say: Callable[[str], None],
) -> tuple[Examined, Life]:
    """Plays the seconds, adapts the posture and examines.

    Args:
        world, yesterday: whose day, and the evening before.
        life: the day with its tissue and what cord and muscles bring.
        prepared, channels: what was asked of the fibres, and their answer.
        earlier: the examinations before.
        say: called with what is being done.

    Returns:
        The examination, and the evening after it.
    """
    body, parameters, case, plan = world.body, world.parameters, world.case, prepared.plan
    carried, state, day = replace(life.carried, soreness=life.soreness), life.tissue, life.day
    count, every = len(plan.postures), prepared.scene.loads
    asked = count + (prepared.released is not None)
    felt = felt_in_postures(body, channels, carried.sensitisation, asked + (prepared.begun is not None), parameters)
    pain = np.stack([f.pain_by_root for f in felt[:count]], axis=2)
    by_side = pain.max(axis=1)
    say("spasm and reflexes")
    sore = int(by_side[1].max() > by_side[0].max())
    episode = run_episode(
        body,
        channels,
        _script(plan, sore),
        carried,
        life.neighbour,
        parameters,
        generator(case.seed, 0, "episode", day),
        phenotype=case.guarding,
        contraction=prepared.contraction,
    )
    own = _first(channels, count)
    unstretched = [a for a in range(asked) if a not in plan.raised[:, 1:]]
    taught = lesson(
        [p.name for p in world.postures],
        [every.postures[a].name if a < count else RELEASED for a in unstretched],
        by_root(every, every.pressure_mmhg[0])[:, :, unstretched],
        np.stack([felt[a].projection for a in unstretched], axis=2),
        hours=world.hours(day),
        irritation=irritation(every, state),
        carried=carried,
        small_hz=small_hz(world, life),
        guarding=episode.guarding.mean(axis=2),
        by_road=episode.activation_by_road[1:].mean(axis=-1),
        strength=np.clip(episode.strength, 0.0, 1.0),
        before=life.lesson,
        grown=None if life.lesson is None else scale_of(life.lesson, every, state, carried.sensitisation, parameters),
    )
    say("posture and gait")
    upright = [plan.index(name) for name in UPRIGHT]
    wanted = Asked(taught.strength, taught.guarding, carried.soreness, by_side[:, upright].max(axis=1))
    if "movement" in world.freeze:
        movement = life.movement or usual(world)
    else:
        movement = adapt_to(wanted, body, taught, prepared.loads, state, carried, case, parameters)
    if plan.full:
        walks, sits = plan.index("walking"), plan.index("sitting")
        begins = felt[walks if prepared.begun is None else prepared.begun].pain_by_root.max()
        hurts = (float(begins), *by_side[:, [walks, sits]].max(axis=0).tolist())
        postures = (plan.postures[walks], plan.postures[sits])
        movement = replace(movement, walking=walking_of(world, yesterday, life, movement, postures, hurts))
    raised = plan.raised
    test = LegRaise(
        angle_deg=plan.angles_deg,
        pain=np.stack([by_side[s, raised[s]] for s in (0, 1)]),
        crossed_pain=np.stack([by_side[1 - s, raised[s]] for s in (0, 1)]),
    )
    lying = plan.index("lying")
    loads = prepared.loads
    moment = respond(state, loads, world.arterial, parameters.tissue)
    bedside = Bedside(
        body=body,
        day=day,
        began_day=float(loads.began_day[loads.present].min(initial=day)),
        postures=plan.names,
        hours=plan.hours,
        channels=own,
        carried=carried_share(body, own),
        episode=episode,
        movement=movement,
        pain=pain,
        leg_raise=test,
        reflex={name: of_reflex(name, body, own, lying, parameters) for name in ("knee", "ankle")},
    )
    tender = np.maximum(life.soreness, state.neighbour_inflammation[0])
    examined = Examined(
        day=day,
        postures=plan.names,
        loads=loads,
        tissue=state,
        moment=moment,
        channels=own,
        passage=summarise(body, loads, moment, own),
        episode=episode,
        movement=movement,
        leg_raise=test,
        pain_by_posture=by_side,
        pain_by_root=pain,
        reflex={name: np.asarray(value) for name, value in bedside.reflex.items()},
        findings=examine(bedside, tender, earlier, case.answers, parameters.exam),
        lesson=taught,
    )
    evening = replace(
        life,
        movement=movement,
        asked=wanted,
        activation=np.clip(episode.unwilled_activation, 0.0, 1.0),
        lesson=taught,
    )
    return examined, evening


def _script(plan: Programme, sore: int) -> tuple[Segment, ...]:
    """Rest, a cough, rest, sitting, standing, raising the sorer leg (the left one where both are alike), rest."""
    if not plan.full:
        return tuple(Segment(plan.index(name), seconds, name) for name, seconds in SHORT_SCRIPT)
    steps = [Segment(plan.index(name), seconds, name) for name, seconds in SCRIPT]
    highest = int(plan.raised[sore, -1])
    steps.append(Segment(highest, 2.0, f"leg raise to {plan.angles_deg[-1]:g} deg"))
    steps.append(Segment(plan.index("lying"), 4.0, "lying"))
    return tuple(steps)
