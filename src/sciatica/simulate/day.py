"""One examined day: fibres, seconds, posture and the examination, in that order."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from sciatica.body import CLASSES, Body
from sciatica.cord import afferents
from sciatica.cord.pain import pain_from_rates
from sciatica.core.parameters import ParameterSet
from sciatica.core.seeds import generator
from sciatica.core.types import FloatArray
from sciatica.episode import Carried, Segment
from sciatica.episode import run as run_episode
from sciatica.exam import Bedside, Earlier, LegRaise, carried_share, examine
from sciatica.lesion import Loads
from sciatica.muscle.reflex import of_reflex
from sciatica.nerve.conduct import Channels
from sciatica.nerve.conduct import run as run_channels
from sciatica.simulate.adapt import adapt_movement
from sciatica.simulate.case import Case
from sciatica.simulate.passage import summarise
from sciatica.simulate.postures import Programme
from sciatica.simulate.result import Examined
from sciatica.tissue import TissueState, respond

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


def pain_in_postures(
    body: Body, channels: Channels, sensitisation: FloatArray, postures: int, parameters: ParameterSet
) -> FloatArray:
    """[2, 9, A] pain (0-10) from each root after holding each posture for ten seconds."""
    cord = parameters.cord
    columns = []
    for a in range(postures):
        rate = afferents.ectopic_rate_hz(body, channels, a)
        passing = afferents.passing_rate_hz(body, channels, a, cord.background_touch_hz)
        touch = passing[:, :, TOUCH]
        columns.append(pain_from_rates(rate, touch, sensitisation, cord, duration_s=HELD_S).pain_by_root)
    return np.stack(columns, axis=2)


TOUCH = CLASSES.index("a_beta")


def examine_day(
    body: Body,
    day: float,
    plan: Programme,
    loads: Loads,
    state: TissueState,
    carried: Carried,
    earlier: Sequence[Earlier],
    case: Case,
    parameters: ParameterSet,
    velocity_m_s: FloatArray,
    say: Callable[[str], None],
) -> Examined:
    """Runs the fibres in every posture of the plan, plays the seconds, adapts the posture and examines.

    Args:
        body, day, plan: who, when and in which postures.
        loads, state: what loads the nerve, and its tissue on the day.
        carried: what cord and muscles bring from the days before.
        earlier: the examinations before.
        case: for the answers to what is not simulated, and the seed.
        parameters: the constants of all rooms.
        velocity_m_s: [N] of the healthy fibres.
        say: called with what is being done.
    """
    moment = respond(state, loads, np.array([body.person.mean_arterial_mmhg]), parameters.tissue)
    channels = run_channels(body, loads, state, moment, parameters.nerve, velocity_m_s=velocity_m_s)
    pain = pain_in_postures(body, channels, carried.sensitisation, len(plan.postures), parameters)
    by_side = pain.max(axis=1)
    say("spasm and reflexes")
    sore = int(by_side[1].max() > by_side[0].max())
    episode = run_episode(
        body,
        channels,
        _script(plan, sore),
        carried,
        state.neighbour_inflammation[0],
        parameters,
        generator(case.seed, 0, "episode", day),
        phenotype=case.guarding,
    )
    say("posture and gait")
    movement = adapt_movement(body, plan, loads, by_side, episode, case, parameters, carried.soreness)
    raised = plan.raised
    test = LegRaise(
        angle_deg=plan.angles_deg,
        pain=np.stack([by_side[s, raised[s]] for s in (0, 1)]),
        crossed_pain=np.stack([by_side[1 - s, raised[s]] for s in (0, 1)]),
    )
    lying = plan.index("lying")
    bedside = Bedside(
        body=body,
        day=day,
        began_day=float(loads.began_day[loads.present].min(initial=day)),
        postures=plan.names,
        hours=plan.hours,
        channels=channels,
        carried=carried_share(body, channels),
        episode=episode,
        movement=movement,
        pain=pain,
        leg_raise=test,
        reflex={name: of_reflex(name, body, channels, lying, parameters) for name in ("knee", "ankle")},
    )
    tender = np.maximum(carried.soreness, state.neighbour_inflammation[0])
    return Examined(
        day=day,
        postures=plan.names,
        loads=loads,
        tissue=state,
        moment=moment,
        channels=channels,
        passage=summarise(body, loads, moment, channels),
        episode=episode,
        movement=movement,
        leg_raise=test,
        pain_by_posture=by_side,
        pain_by_root=pain,
        reflex={name: np.asarray(value) for name, value in bedside.reflex.items()},
        findings=examine(bedside, tender, earlier, case.answers, parameters.exam),
    )


def _script(plan: Programme, sore: int) -> tuple[Segment, ...]:
    """Rest, a cough, rest, sitting, standing, raising the sorer leg (the left one where both are alike), rest."""
    if not plan.full:
        return tuple(Segment(plan.index(name), seconds, name) for name, seconds in SHORT_SCRIPT)
    steps = [Segment(plan.index(name), seconds, name) for name, seconds in SCRIPT]
    highest = int(plan.raised[sore, -1])
    steps.append(Segment(highest, 2.0, f"leg raise to {plan.angles_deg[-1]:g} deg"))
    steps.append(Segment(plan.index("lying"), 4.0, "lying"))
    return tuple(steps)
