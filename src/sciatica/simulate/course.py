"""From a case to a patient: the days in order, each day's loads from yesterday's posture, and the examinations.

Faster than a day is `episode`'s; this module only carries. Between examined days the tissue moves on day by day under
the posture and bracing that the last examination found, and the cord's sensitisation and the muscles' soreness follow
the pain and the work found then; what was held between examinations is listed in the result.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from sciatica.body import Body, build
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.core.seeds import generator
from sciatica.core.types import FloatArray
from sciatica.episode import Carried, Episode, next_day, nothing
from sciatica.exam import Earlier
from sciatica.lesion import Loads
from sciatica.lesion import build as build_loads
from sciatica.lesion.posture import Posture, adapted
from sciatica.movement import Movement
from sciatica.nerve.conduct import healthy_velocity_m_s
from sciatica.simulate.case import Case
from sciatica.simulate.citations import citations_of
from sciatica.simulate.day import examine_day
from sciatica.simulate.postures import Programme, examined_days, programme
from sciatica.simulate.result import Counts, Examined, Result
from sciatica.simulate.sweep import sweep_pressure
from sciatica.tissue import TissueState, advance, healthy

Progress = Callable[[float, str], None]
UPRIGHT = ("standing", "walking")
"""Postures that the body is free to adapt; sitting and lying are held by the seat and the bed."""


@dataclass(frozen=True)
class Yesterday:
    """What one examination leaves for the days after it."""

    movement: Movement | None
    episode: Episode | None
    carried: Carried
    pain_by_root: FloatArray
    """[2, 9] mean pain over the day's postures."""


def run(
    case: Case,
    parameters: ParameterSet | None = None,
    progress: Progress | None = None,
    *,
    detail: str = "full",
) -> Result:
    """Simulates a case to its day.

    Args:
        case: from :func:`sciatica.simulate.load_case`.
        parameters: the constants of all rooms; the published and assumed defaults if None.
        progress: called with the share done (0-1) and what is being done.
        detail: "full"; or "brief": only the case's own day is examined, in fewer postures, and no sweep is made.

    Returns:
        The patient: findings, and beside them the state that made them.

    Raises:
        InputError: a person whom a room cannot represent.
    """
    start = time.monotonic()
    chosen = defaults() if parameters is None else parameters
    say = progress if progress is not None else (lambda done, label: None)
    say(0.0, "building the body")
    body = build(case.person, generator(case.seed, 0, "body", 0.0), chosen.body)
    pressed = bool(case.causes)
    days = examined_days(case.day) if pressed and detail == "full" else (case.day,)
    say(0.02, "measuring healthy fibres")
    velocity = healthy_velocity_m_s(body, chosen.nerve)
    share = 0.85 / len(days) if detail == "full" else 0.95 / len(days)

    state: TissueState | None = None
    yesterday = Yesterday(None, None, nothing(len(body.muscles)), np.zeros((2, 9)))
    examined: list[Examined] = []
    for number, day in enumerate(days):
        done = 0.05 + share * number
        say(done, f"day {day:g}: nerve and fibres")
        plan = programme(case, chosen.lesion, full=detail == "full" and day == case.day)
        loads, state = _lived(case, body, plan, yesterday, state, day, chosen)
        earlier = [Earlier(e.day, e.findings) for e in examined]
        carried = _carried_to(yesterday, day - (examined[-1].day if examined else 0.0), chosen)
        today = examine_day(
            body,
            day,
            plan,
            loads,
            state,
            carried,
            earlier,
            case,
            chosen,
            velocity,
            lambda label, d=done, n=day: say(d + 0.6 * share, f"day {n:g}: {label}"),  # type: ignore[misc]
        )
        examined.append(today)
        yesterday = Yesterday(today.movement, today.episode, carried, _mean_pain(today, plan))
    sweep = None
    if pressed and detail == "full":
        say(0.9, "asking at what pressure each sign would appear")
        sweep = sweep_pressure(body, case, examined[-1], chosen, velocity)
    say(1.0, "done")
    return Result(
        case=case,
        body=body,
        days=tuple(examined),
        sweep=sweep,
        counts=_counts(examined, body, time.monotonic() - start),
        held=tuple(dict.fromkeys(words for e in examined for words in (*e.channels.held, *e.episode.held, *_HELD))),
        silent=SILENT,
        citations=citations_of(case, chosen),
    )


_HELD = ("Between examined days the posture, the guarding and the pain found last were held.",)

SILENT = (
    "Back pain from disc, facet joints and muscles is not simulated; only what the nerve sends is.",
    "F wave, H reflex, velocities and needle EMG are not computed yet; of potentials, only the share of living axons.",
    "Slump, femoral stretch, FAIR, finger-floor distance, palpation of the spine and Romberg are not examined yet.",
    "The examiner makes no errors yet, and walking distance is not computed.",
    "Self-care beyond posture and activity (medicines, exercise, heat) is not modelled.",
)


def _lived(
    case: Case,
    body: Body,
    plan: Programme,
    yesterday: Yesterday,
    state: TissueState | None,
    day: float,
    parameters: ParameterSet,
) -> tuple[Loads, TissueState]:
    """The loads of the day and the tissue after living up to it, as the body held itself since yesterday."""
    held = tuple(_as_held(p, yesterday) for p in plan.postures)
    loads = build_loads(case.causes, body, held, parameters.lesion, muscle_activation=_resting(yesterday))
    if state is None:
        state = healthy(loads, muscles=len(body.muscles))
    pressure = np.array([body.person.mean_arterial_mmhg])
    while (left := day - float(state.day[0])) > 1e-9:
        state = advance(state, loads, plan.hours, pressure, parameters.tissue, days=min(1.0, left))
    return loads, state


def _resting(yesterday: Yesterday) -> FloatArray | None:
    """[M, 2] what each muscle did unasked in yesterday's episode, as a share of its maximum."""
    return None if yesterday.episode is None else np.clip(yesterday.episode.unwilled_activation, 0.0, 1.0)


def _as_held(posture: Posture, yesterday: Yesterday) -> Posture:
    """The posture as a guarding, listing body takes it up."""
    move = yesterday.movement
    if move is None:
        return posture
    braced = float(np.clip(move.trunk_cocontraction, 0.0, 1.0))
    if posture.name not in UPRIGHT:
        return posture
    return adapted(
        posture,
        flexion=move.lumbar_flexion,
        list_deg=abs(move.trunk_list_deg),
        side_of_list="right" if move.trunk_list_deg > 0 else "left",
        cocontraction=braced,
    )


def _carried_to(yesterday: Yesterday, days: float, parameters: ParameterSet) -> Carried:
    """Sensitisation and soreness after the days since yesterday's examination."""
    if yesterday.episode is None or days <= 0:
        return yesterday.carried
    return replace(
        next_day(
            yesterday.carried,
            yesterday.pain_by_root,
            np.clip(yesterday.episode.unwilled_activation, 0.0, 1.0),
            parameters.cord,
            days=days,
        ),
        wind_up=np.zeros((2, 9)),
    )


def _mean_pain(today: Examined, plan: Programme) -> FloatArray:
    mean: FloatArray = today.pain_by_root @ (plan.hours / plan.hours.sum())
    return mean


def _counts(examined: list[Examined], body: Body, seconds: float) -> Counts:
    return Counts(
        fibres=len(body.fibres),
        fibre_runs=sum(e.channels.fibre_runs for e in examined),
        node_steps=sum(e.channels.node_steps for e in examined),
        episodes=len(examined),
        episode_windows=sum(e.episode.windows for e in examined),
        seconds=seconds,
    )
