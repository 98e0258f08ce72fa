"""From a case to a patient: the days in order (:mod:`.loop`), and among them the examinations (:mod:`.day`).

Faster than a day is `episode`'s; this module only carries. The fibres are run on a few days; on every day between, what
they taught is read off at that day's own pressures and inflammation (:mod:`.estimate`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace

from sciatica.body import Body, build
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.core.seeds import generator
from sciatica.core.types import FloatArray
from sciatica.exam import Earlier
from sciatica.lesion import contracting
from sciatica.movement import Movement
from sciatica.nerve.conduct import Channels, healthy_velocity_m_s, run_scenes
from sciatica.simulate.case import Case
from sciatica.simulate.citations import citations_of
from sciatica.simulate.day import examine_day
from sciatica.simulate.estimate import Lesson
from sciatica.simulate.loop import Life, World, newborn, read_off, recorded, settle, step, world_of
from sciatica.simulate.postures import day_grid, examined_days, programme
from sciatica.simulate.questions import prepare
from sciatica.simulate.record import Course, Day, course_of
from sciatica.simulate.result import Counts, Examined, Result
from sciatica.simulate.sweep import pressed, pressure_scenes, sweep_of

Progress = Callable[[float, str], None]


def run(
    case: Case,
    parameters: ParameterSet | None = None,
    progress: Progress | None = None,
    *,
    detail: str = "full",
    freeze: Collection[str] = (),
) -> Result:
    """Simulates a case to its day.

    Args:
        case: from :func:`sciatica.simulate.load_case`.
        parameters: the constants of all rooms; the published and assumed defaults if None.
        progress: called with the share done (0-1) and what is being done.
        detail: "full"; or "brief": only the case's own day is examined, in fewer postures, and no sweep is made.
        freeze: where to open the circle of the days: "movement" (posture and gait stay as in health), "spasm" (what
            muscles do unasked loads neither nerve nor muscle).

    Returns:
        The patient: findings, and beside them the state that made them.

    Raises:
        InputError: a person whom a room cannot represent, or something to freeze that there is not.
    """
    start = time.monotonic()
    chosen = defaults() if parameters is None else parameters
    say = progress if progress is not None else (lambda done, label: None)
    say(0.0, "building the body")
    body = build(case.person, generator(case.seed, 0, "body", 0.0), chosen.body)
    world = world_of(case, body, chosen, freeze)
    whole = bool(case.causes) and detail == "full"
    say(0.02, "measuring healthy fibres")
    velocity = healthy_velocity_m_s(body, chosen.nerve)
    swept = pressure_scenes(world) if whole else []

    days = examined_days(case.day) if whole else (case.day,)
    with ThreadPoolExecutor(1) as aside:
        # the engine leaves the interpreter free: the sweep takes the second core while seconds and gait are computed
        def after_first() -> None:
            if swept:
                pending.append(aside.submit(pressed, body, swept, chosen, velocity))

        pending: list[Future[list[tuple[Channels, FloatArray]]]] = []
        examined, lived = _examinations(world, days, velocity, say, after_first, full=detail == "full")
        say(0.95, "asking at what pressure each sign would appear")
        sweep = sweep_of(body, pending[0].result(), examined[-1], chosen) if pending else None
    say(0.98, "asking what would have happened otherwise")
    course = course_of(lived) if lived else None
    result = Result(
        case=case,
        body=body,
        days=tuple(examined),
        sweep=sweep,
        counts=_counts(examined, body, time.monotonic() - start),
        held=tuple(dict.fromkeys(words for e in examined for words in (*e.channels.held, *e.episode.held, *_HELD))),
        silent=SILENT,
        citations=citations_of(case, chosen),
        course=course,
        what_if=_what_if(world, examined, course) if whole and course is not None else {},
    )
    say(1.0, "done")
    return result


def _examinations(
    world: World,
    days: Sequence[float],
    velocity_m_s: FloatArray,
    say: Progress,
    after_first: Callable[[], None],
    *,
    full: bool,
) -> tuple[list[Examined], list[Day]]:
    """Lives all days, examining on some; ``after_first`` is called when the fibres have first answered."""
    case, parameters, share = world.case, world.parameters, 0.9 / len(days)
    life, lived, examined = newborn(world), list[Day](), list[Examined]()
    for number, day in enumerate(days):
        done = 0.05 + share * number
        say(done, f"day {day:g}: nerve and fibres")
        yesterday, life = _up_to(world, life, day, lived)
        plan = programme(case, parameters.lesion, full=full and day == case.day, day=day)
        prepared = prepare(world, yesterday, life, plan)
        channels = run_scenes(world.body, [prepared.scene], parameters.nerve, velocity_m_s)[0]
        if number == 0:
            after_first()
        today, life = examine_day(
            world,
            yesterday,
            life,
            prepared,
            channels,
            [Earlier(e.day, e.findings) for e in examined],
            lambda label, d=done, n=day: say(d + 0.6 * share, f"day {n:g}: {label}"),  # type: ignore[misc]
        )
        examined.append(today)
        if lived:
            lived[-1] = _as_examined(lived[-1], today, life, world)
    return examined, lived


_HELD = (
    "On days that were not examined pain, guarding and spasm were read off the examination before, at the day's own "
    "pressures and inflammation; strength was held, and posture and gait until something had moved enough.",
)

SILENT = (
    "Pain from disc and facet joints is not simulated; of back pain there is only what its muscles send.",
    "How often and how long a spasm comes is seen in the seconds played, not over a day.",
    "The muscle that presses the nerve does not hurt by being stretched; only the nerve does.",
    "Palpation of the spine, plantar response and pulses are not examined.",
    "Of self-care only rest and activity, as hours in each posture, are modelled; no medicine, exercise or heat.",
)


def _up_to(world: World, life: Life, day: float, lived: list[Day]) -> tuple[Life, Life]:
    """Lives to a day that will be examined, writing the days down.

    Returns:
        The evening before, and the day itself before its examination.
    """
    yesterday = life
    for end in day_grid(life.day, day):
        yesterday = life
        life, found, loads = step(world, life, end)
        anew = False
        if end != day:
            life, anew = settle(world, life, found, loads)
        lived.append(recorded(world, life, found, loads, adapted_anew=anew))
    return yesterday, life


def _as_examined(day: Day, today: Examined, life: Life, world: World) -> Day:
    """A day written down as its examination found it."""
    move, hours = today.movement, world.hours(day.day)
    daily = [today.postures.index(p.name) for p, spent in zip(world.postures, hours, strict=True) if spent > 0]
    lived = today.pain_by_posture if today.lived_pain is None else today.lived_pain
    return replace(
        day,
        examined=True,
        adapted=True,
        pain=lived[:, daily].max(axis=1),
        guarding=today.episode.guarding.mean(axis=2),
        spasm=life.activation,
        list_deg=move.trunk_list_deg,
        flexion_deg=move.lumbar_flexion_deg,
        asymmetry=move.stance_asymmetry,
        speed=move.speed_m_s / move.normal_speed_m_s,
    )


def relive(
    world: World,
    days: tuple[float, ...],
    lessons: Mapping[float, Lesson],
    ways: Mapping[float, Movement] | None = None,
    begin: Life | None = None,
) -> Course:
    """The days again without the engine, with the same lessons on the same days: what if something else were different?

    Args:
        world: with other activities, another lesion law, something frozen.
        days: ends of the days to live.
        lessons: what the examinations taught, by day.
        ways: posture and gait found on each examined day, held until the next; looked for anew if None.
        begin: from where to go on; day 0 if None.
    """
    if ways is not None:
        known = sorted(ways)
        world = replace(world, ways=lambda day: next((ways[d] for d in reversed(known) if d <= day), None))
    life, lived = newborn(world) if begin is None else begin, []
    for end in days:
        life, found, loads = step(world, life, end)
        if end in lessons:
            life = replace(life, lesson=lessons[end])
            found = read_off(world, life, loads)
            life = replace(life, activation=found.activation)
        life, anew = settle(world, life, found, loads)
        lived.append(recorded(world, life, found, loads, adapted_anew=anew))
    return course_of(lived)


def _what_if(world: World, examined: list[Examined], course: Course) -> dict[str, Course]:
    """The days again with the circle opened where it could be: only where there is a circle to open."""
    days = tuple(course.day.tolist())
    lessons = {e.day: e.lesson for e in examined if e.lesson is not None}
    ways = {e.day: e.movement for e in examined}
    asked: dict[str, World] = {}
    if "movement" not in world.freeze:
        asked["in the posture and gait of health"] = replace(world, freeze=world.freeze | {"movement"})
    if "spasm" not in world.freeze and contracting(world.case.causes, world.body).any():
        asked["had no muscle pressed the nerve"] = replace(world, freeze=world.freeze | {"spasm"})
    asked["resting half of the hours on the feet and seated"] = replace(world, rest=0.5)
    return {words: relive(other, days, lessons, ways) for words, other in asked.items()}


def _counts(examined: list[Examined], body: Body, seconds: float) -> Counts:
    return Counts(
        fibres=len(body.fibres),
        fibre_runs=sum(e.channels.fibre_runs for e in examined),
        node_steps=sum(e.channels.node_steps for e in examined),
        episodes=len(examined),
        episode_windows=sum(e.episode.windows for e in examined),
        seconds=seconds,
    )
