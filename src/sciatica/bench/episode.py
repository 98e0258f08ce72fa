"""How fast an episode plays: ten seconds of twenty pools, a person's spasm from surfaces, and where the time goes.

The nerves are prepared by hand: one root fires in all its classes, so that every loop is busy.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from sciatica import body as anatomy
from sciatica.bench import machine
from sciatica.bench.timing import interleaved
from sciatica.body import CLASSES, Body
from sciatica.core.parameters import ParameterSet, defaults
from sciatica.core.person import Person
from sciatica.core.types import FloatArray
from sciatica.episode import Segment, nothing
from sciatica.nerve.conduct import Channels

Progress = Callable[[float, str], None]

POOLS, SECONDS = 20, 10.0
M_S_PER_UM, C_M_S = 4.5, 0.8
CLOCKS = (time.perf_counter, time.process_time)
ROOTS, HZ = (4, 5), 5.0


def episode(progress: Progress | None = None, *, quick: bool = False) -> dict[str, Any]:
    """Measure and return all numbers by their keys; `quick` does each piece of work once, on little."""
    from sciatica.episode import play, surface
    from sciatica.episode.drives import in_posture
    from sciatica.episode.grid import Grid

    say = progress or (lambda share, label: None)
    rounds, seconds = (1, 0.2) if quick else (3, SECONDS)
    parameters = defaults()
    whole = person(parameters)
    few = _only(whole, POOLS // 2)
    channels = firing(whole)
    script = [Segment(0, seconds, "hurting")]

    def played(who: Body) -> Callable[[], object]:
        count = len(who.muscles)
        none, start = np.zeros((count, 2)), nothing(count)
        return lambda: play.run(who, channels, script, start, none, parameters, np.random.default_rng(0))

    say(0.0, "episodes")
    work = {"twenty": played(few), "all": played(whole)}
    passed = interleaved(work, rounds)
    given = interleaved(work, rounds, time.process_time)
    say(0.6, "surfaces")
    grid = Grid(guarding=(0.0, 0.04), afferent=(0.0, 0.04), current=(0.38, 1.0), watched_s=1.5, held_out=4)
    begun = time.process_time()
    surfaces = surface.build(parameters, grid)
    built = time.process_time() - begun
    count = len(whole.muscles)
    none, carried = np.zeros((count, 2)), nothing(count)

    def read_off() -> None:
        surface.expected(surfaces, in_posture(whole, channels, 0, carried, none, parameters))

    one, alone = (interleaved({"person": read_off}, 1 if quick else 30, clock)["person"] for clock in CLOCKS)
    say(1.0, "done")
    pools = 2.0 * count
    return {
        "episode.pools": POOLS,
        "episode.simulated_s": seconds,
        "episode.s": passed["twenty"].median,
        "episode.s.spread_pct": passed["twenty"].spread_pct,
        "episode.cpu_s": given["twenty"].median,
        "episode.times_faster_than_life": seconds / passed["twenty"].median,
        "episode.whole_body.pools": pools,
        "episode.whole_body.s": passed["all"].median,
        "episode.whole_body.cpu_s": given["all"].median,
        "episode.pool_seconds_per_cpu_s": pools * (seconds + parameters.episode.before_s) / given["all"].median,
        "surface.person_ms": 1000.0 * one.median,
        "surface.person_cpu_ms": 1000.0 * alone.median,
        "surface.build_cells": int(np.prod([len(axis) for axis in grid.axes])),
        "surface.build_cpu_s": built,
    } | machine.facts()


def person(parameters: ParameterSet) -> Body:
    """A man of middle size."""
    who = Person(age_years=40, sex="male", height_cm=178, mass_kg=80, systolic_mmhg=120, diastolic_mmhg=80)
    return anatomy.build(who, np.random.default_rng(0), parameters.body)


def _only(body: Body, muscles: int) -> Body:
    """The same body with its first muscles."""
    kept: dict[str, Any] = {name: value[:muscles] for name, value in vars(body.muscles).items()}
    return replace(body, muscles=type(body.muscles)(**kept))


def firing(body: Body) -> Channels:
    """Nerves that conduct well and of which two roots on the right fire steadily."""
    fibres = body.fibres
    slow = fibres.kind == CLASSES.index("c")
    delay = fibres.path_mm / np.where(slow, C_M_S, M_S_PER_UM * fibres.diameter_um)
    count, none = len(fibres), np.zeros((len(fibres), 1))
    busy = np.isin(fibres.root, ROOTS) & (fibres.side == 1)
    rate: FloatArray = np.where(busy, HZ, 0.0)[:, None]
    return Channels(
        passes=np.ones((count, 1), dtype=bool),
        minimum_interval_ms=none,
        added_delay_ms=none,
        ectopic_rate_hz=rate,
        ectopic_pattern_ms=np.zeros((count, 1, 0)),
        window_ms=200.0,
        delay_to_target_ms=delay,
        to_lesion_ms=delay / 12.0,
        connected_to_cord=np.ones(count, dtype=bool),
        connected_distally=np.ones(count, dtype=bool),
        lost_days=np.zeros(count),
        node_steps=0,
        fibre_runs=0,
        held=(),
    )
