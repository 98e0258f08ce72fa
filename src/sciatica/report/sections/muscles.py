"""Strength by movement, and the three roads to a contraction that nobody willed, kept apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sciatica.report import select
from sciatica.report.sections.seconds import Seconds, seconds_run
from sciatica.report.words import class_name, listed, movement_words, muscle_words, percent

if TYPE_CHECKING:
    from sciatica.muscle.spasm import Spasm
    from sciatica.simulate.result import Result

_FULL = 0.98
_GUARDING_SEEN = 0.01
_SHOWN = 5
_AT_ONCE = 0.05
_ROADS = (
    (
        "ectopic",
        "Born in the nerve",
        "Impulses that begin in the injured axon and never saw the spinal cord: twitches, and where they run together, "
        "cramp.",
    ),
    (
        "pool",
        "Born in the motor pool",
        "The cord's own motor cells, driven by pain fibres and kept firing by persistent currents: cramp and spasm.",
    ),
    (
        "guarding",
        "Held on by reflex",
        "A protective reflex that keeps the muscles round the spine and hip working while it hurts.",
    ),
)
"""Name of the road in the episode, heading, and what it is in plain words."""


@dataclass(frozen=True)
class Strength:
    """One movement, left and right, with the examiner's grade where it is reduced."""

    movement: str
    left: float
    right: float
    left_grade: str
    right_grade: str


@dataclass(frozen=True)
class Event:
    """One contraction that nobody willed."""

    muscle: str
    when: str
    strength: str
    mixed: str
    """What other roads added, where they added much; "" where not."""
    ended: str


@dataclass(frozen=True)
class Road:
    """One of the three roads and what came by it."""

    heading: str
    why: str
    twitches: tuple[str, ...]
    events: tuple[Event, ...]
    more: str
    """How many weaker ones are not listed; "" where none."""
    notes: tuple[str, ...]


@dataclass(frozen=True)
class MuscleView:
    """Strength, the three roads and the traces."""

    strength: tuple[Strength, ...]
    full: int
    """Movements at full strength on both sides, not listed one by one."""
    roads: tuple[Road, ...]
    any: bool
    """Whether any road was taken at all."""
    seconds: Seconds


def view(result: Result) -> MuscleView:
    """The muscles of the case's own day."""
    rows = _strength(result)
    roads = tuple(_road(result, road, heading, why) for road, heading, why in _ROADS)
    seconds = seconds_run(result)
    return MuscleView(
        strength=tuple(row for row in rows if min(row.left, row.right) < _FULL),
        full=sum(1 for row in rows if min(row.left, row.right) >= _FULL),
        roads=roads,
        any=any(road.twitches or road.events or road.notes for road in roads),
        seconds=seconds,
    )


def _strength(result: Result) -> list[Strength]:
    shares = select.movement_strength(result.body, result.last.episode.strength)
    grades = select.sited(result.findings, "power_reduced")

    def grade(name: str, side: str) -> str:
        return f"MRC\u00a0{grades[name, side]:.0f}" if (name, side) in grades else ""

    rows = [
        Strength(movement_words(name), float(left), float(right), grade(name, "left"), grade(name, "right"))
        for name, (left, right) in shares.items()
    ]
    return sorted(rows, key=lambda row: min(row.left, row.right))


def _road(result: Result, road: str, heading: str, why: str) -> Road:
    episode, names = result.last.episode, result.body.muscles.names
    spasms = sorted(
        (event for event in episode.spasms if event.road == road),
        key=lambda event: (-event.strength_percent, event.begin_s),
    )
    events = [_spasm(event, names) for event in spasms]
    notes = []
    if road == "ectopic" and (runs := _discharges(result)):
        notes.append(runs)
    if road == "guarding" and (held := _guarding(result)):
        notes.append(f"Drive held on average: {listed(held)}.")
    classes = dict.fromkeys(name for event in spasms for name in event.afferents)
    if classes:
        notes.append(f"Fibres firing into the cord meanwhile: {listed([class_name(name) for name in classes])}.")
    more = f"and {len(events) - _SHOWN} weaker ones" if len(events) > _SHOWN else ""
    twitched = tuple(_twitches(result)) if road == "ectopic" else ()
    return Road(heading, why, twitched, tuple(events[:_SHOWN]), more, tuple(notes))


def _twitches(result: Result) -> list[str]:
    episode, names = result.last.episode, result.body.muscles.names
    counts: dict[tuple[int, int], int] = {}
    for twitch in episode.twitches:
        counts[twitch.muscle, twitch.side] = counts.get((twitch.muscle, twitch.side), 0) + 1
    minutes = float(episode.time_s[-1]) / 60.0
    busiest = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]
    return [
        f"{muscle_words(names[muscle])}, {select.SIDES[side]}: {count} twitches ({count / minutes:.0f} a minute)"
        for (muscle, side), count in busiest
    ]


def _discharges(result: Result) -> str:
    """How the axons that fired by themselves did it."""
    counts: dict[str, int] = {}
    for run in result.last.episode.discharges:
        counts[run.kind] = counts.get(run.kind, 0) + 1
    if not counts:
        return ""
    named = {"single": "single impulse"}
    kinds = listed([f"{n} {named.get(kind, kind)}{'' if n == 1 else 's'}" for kind, n in counts.items()])
    echoes = sum(run.echo for run in result.last.episode.discharges)
    return f"By single axons: {kinds}; the motor cell fired back (F wave) after {echoes} of them."


def _spasm(event: Spasm, names: tuple[str, ...]) -> Event:
    """One spasm; other roads are named where they carried more than a tenth of it."""
    from sciatica.muscle.spasm import ROADS

    still_on = not np.isfinite(event.end_s)
    begin = "on from the beginning" if event.begin_s < _AT_ONCE else f"from {event.begin_s:.1f}\u00a0s"
    end = "" if still_on else f" to {event.end_s:.1f}\u00a0s"
    own = event.shares[ROADS.index(event.road)]
    return Event(
        muscle=f"{muscle_words(names[event.muscle])} {select.SIDES[event.side]}",
        when=begin + end,
        strength=f"{event.strength_percent:.0f}\u00a0%",
        mixed=f"{percent(own)} of it by this road" if own < 0.9 else "",
        ended="still on at the end" if still_on else event.ended or "ended",
    )


def _guarding(result: Result) -> list[str]:
    """Muscles with the strongest mean guarding drive."""
    episode, muscles = result.last.episode, result.body.muscles
    drive = episode.guarding.mean(axis=2)
    order = sorted(np.argwhere(drive >= _GUARDING_SEEN).tolist(), key=lambda cell: (-drive[cell[0], cell[1]], cell))
    return [
        f"{muscle_words(muscles.names[m])} {select.SIDES[s]} {100 * drive[m, s]:.1f}\u00a0%" for m, s in order[:_SHOWN]
    ]
