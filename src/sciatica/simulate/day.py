"""One examined day: fibres, seconds, posture and the examination, in that order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sciatica.body import CLASSES, Body
from sciatica.cord import afferents, drive
from sciatica.cord.carried import SECONDS_A_DAY
from sciatica.cord.pain import Felt, pain_from_rates
from sciatica.core.parameters import ParameterSet
from sciatica.core.seeds import generator
from sciatica.core.types import FloatArray
from sciatica.episode import Segment
from sciatica.episode import run as run_episode
from sciatica.exam import EXACT, Bedside, Earlier, LegRaise, Observer, carried_share, examine
from sciatica.exam.found.heel_raises import heel_raises
from sciatica.exam.studies import laboratory
from sciatica.muscle.reflex import of_reflex
from sciatica.nerve.conduct import Channels
from sciatica.simulate.adapt import UPRIGHT, Asked, adapt_to
from sciatica.simulate.curves import Anchor, bending_curve, diary, sitting_curve
from sciatica.simulate.estimate import by_root, irritation, lesson, scale_of
from sciatica.simulate.loop import Life, World, small_hz, usual
from sciatica.simulate.passage import summarise
from sciatica.simulate.postures import Programme
from sciatica.simulate.questions import SCRIPT, SHORT_SCRIPT, SOONER_MIN, Prepared
from sciatica.simulate.result import Examined
from sciatica.simulate.walking import walking_of
from sciatica.tissue import respond

HELD_S = 10.0
"""How long each posture is held before its pain is read, s."""
RELEASED = "lying, the nerve released"
TOUCH = CLASSES.index("a_beta")
REFLEXES = ("knee", "medial_hamstring", "ankle")


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


def back_pain(
    body: Body, channels: Channels, neighbour: FloatArray, irritants: FloatArray, parameters: ParameterSet
) -> float:
    """Pain (0-10) that the muscles that hold the back send, lying, by their worst root.

    Args:
        body, channels: who.
        neighbour: [M, 2] what keeps each muscle's small afferents firing, 0-1.
        irritants: [2, M, 2] what cramps have left in them (``cord.carried``).
        parameters: the constants of all rooms.
    """
    cord = parameters.cord
    back = np.array([name == "trunk_extension" for name in body.muscles.movement])[:, None]
    left = irritants * back
    small = drive.small_muscle_afferents_hz(neighbour * back, 0.0 * neighbour, left, np.ones_like(neighbour), cord)
    touch = afferents.passing_rate_hz(body, channels, 0, cord.background_touch_hz)[:, :, TOUCH]
    heard = drive.muscle_pain_hz(body, small, cord, left)
    return float(pain_from_rates(heard, touch, 0.0 * touch, cord, duration_s=HELD_S).pain_by_root.max())


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
    felt = felt_in_postures(body, channels, carried.sensitisation, prepared.felt, parameters)
    pain = np.stack([f.pain_by_root for f in felt[:count]], axis=2)
    walking, strolls = plan.index("walking"), prepared.sooner.get("walking", ())
    # a walk is as bad as it was at its worst
    pain[:, :, walking] = np.max([pain[:, :, walking], *(felt[a].pain_by_root for a in strolls)], axis=0)
    by_side = pain.max(axis=1)
    lived = np.stack([felt[a].pain_by_root.max(axis=1) for a in prepared.lived], axis=1)
    if prepared.lived[walking] == walking:
        lived[:, walking] = by_side[:, walking]
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
    through = _through(prepared)
    columns = list(through.values())
    taught = lesson(
        [p.name for p in world.postures],
        list(through),
        by_root(every, every.pressure_mmhg[0])[:, :, columns],
        np.stack([felt[a].projection for a in columns], axis=2),
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
    wanted = Asked(taught.strength, taught.guarding, carried.soreness, lived[:, upright].max(axis=1))
    if "movement" in world.freeze:
        movement = life.movement or usual(world)
    else:
        today = (taught, prepared.loads, state, carried)
        movement = adapt_to(wanted, body, *today, case, parameters, held=life.movement)
    sitting = bends = stoops = None
    if plan.full:
        stands, sits = (Anchor(plan.postures[a], felt[a].projection) for a in map(plan.index, ("standing", "sitting")))
        sent = np.max([felt[a].projection for a in (*strolls, walking)], axis=0)
        walks = Anchor(plan.postures[walking], sent)
        minutes = np.array([*SOONER_MIN["walking"], walks.posture.duration_s / 60.0])
        hurts = np.array([felt[a].pain_by_root.max() for a in (*strolls, walking)])
        movement = replace(
            movement,
            walking=walking_of(
                world,
                yesterday,
                life,
                movement,
                (walks.posture, sits.posture),
                (minutes[-len(hurts) :], hurts),
                float(by_side[:, plan.index("sitting")].max()),
            ),
        )
        begun = felt[prepared.sooner["sitting"][0]].projection if "sitting" in prepared.sooner else None
        sitting = sitting_curve(world, yesterday, life, taught, sits, begun)
        bends, stoops = (bending_curve(world, yesterday, life, taught, upright) for upright in (stands, walks))
    daily = len(world.postures)
    through_the_day = diary(plan.names[:daily], world.hours(day), lived[:, :daily])
    raised = plan.raised
    test = LegRaise(
        angle_deg=plan.angles_deg,
        pain=np.stack([by_side[s, raised[s]] for s in (0, 1)]),
        crossed_pain=np.stack([by_side[1 - s, raised[s]] for s in (0, 1)]),
    )
    lying = plan.index("lying")
    loads = prepared.loads
    moment = respond(state, loads, world.arterial, parameters.tissue)
    chance = generator(case.seed, 0, "laboratory", day)
    raises = heel_raises(body, own, episode.strength, plan.index("standing"), parameters) if plan.full else None
    visit = laboratory(body, own, lying, own.lost_days, parameters, chance) if day == case.day else None
    bedside = Bedside(
        body=body,
        day=day,
        began_day=float(loads.began_day[loads.present].min(initial=day)),
        began_over_days=float(loads.onset_s[loads.present].min(initial=np.inf)) / SECONDS_A_DAY,
        postures=plan.names,
        hours=plan.hours,
        channels=own,
        carried=carried_share(body, own),
        episode=episode,
        movement=movement,
        pain=pain,
        leg_raise=test,
        reflex={name: of_reflex(name, body, own, lying, parameters) for name in REFLEXES},
        sitting=sitting,
        bends=bends,
        stoops=stoops,
        diary=through_the_day,
        laboratory=visit,
        heel_raises=raises,
        back_pain=back_pain(body, own, life.neighbour, episode.carried.irritants, parameters),
    )
    observer = Observer(case.seed, 0, day) if case.observer == "usual" else EXACT
    asked = (tuple(earlier), case.answers, parameters.exam)
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
        lived_pain=lived,
        reflex={name: np.asarray(value) for name, value in bedside.reflex.items()},
        findings=examine(bedside, tender, *asked, observer=observer),
        lesson=taught,
        sitting=sitting,
        bends=bends,
        stoops=stoops,
        diary=through_the_day,
        laboratory=visit,
        exact=examine(bedside, tender, *asked),
    )
    evening = replace(
        life,
        movement=movement,
        asked=wanted,
        activation=np.clip(episode.unwilled_activation, 0.0, 1.0),
        lesson=taught,
    )
    return examined, evening


def _through(prepared: Prepared) -> dict[str, int]:
    """The scene's postures through which the lines of the lesson go, by name.

    A day's postures stand under their own names as they are lived; as asked for, beside them where that differs.
    """
    columns = {}
    for a in prepared.plan.unstretched:
        name, lived = prepared.plan.names[a], int(prepared.lived[a])
        columns[name] = lived
        if lived != a:
            columns[f"{name}, as asked"] = a
    if prepared.released is not None:
        columns[RELEASED] = prepared.released
    return columns


def _script(plan: Programme, sore: int) -> tuple[Segment, ...]:
    """Rest, a cough, rest, sitting, standing, raising the sorer leg (the left one where both are alike), rest."""
    if not plan.full:
        return tuple(Segment(plan.index(name), seconds, name) for name, seconds in SHORT_SCRIPT)
    steps = [Segment(plan.index(name), seconds, name) for name, seconds in SCRIPT]
    highest = int(plan.raised[sore, -1])
    steps.append(Segment(highest, 2.0, f"leg raise to {plan.angles_deg[-1]:g} deg"))
    steps.append(Segment(plan.index("lying"), 4.0, "lying"))
    return tuple(steps)
