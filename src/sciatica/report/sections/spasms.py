"""Contractions that nobody willed, by their three roads: the picture of all muscles, and a card for each road."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from sciatica.report import select
from sciatica.report.drawings.roads import Bar, patterns, road_bars
from sciatica.report.words import class_name, listed, muscle_words, percent

if TYPE_CHECKING:
    from sciatica.muscle.spasm import Spasm
    from sciatica.simulate.result import Result

_GUARDING_SEEN = 0.01
_SHOWN = 3
_AT_ONCE = 0.05
_DRAWN = 14
_STEPS = (1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0)
"""Round ends of an axis, times a power of ten."""
_ROADS = (
    (
        "ectopic",
        "nerve",
        "Born in the nerve",
        "Impulses that begin in the injured axon and never saw the spinal cord: twitches, and where they run together, "
        "cramp.",
    ),
    (
        "pool",
        "pool",
        "Born in the motor pool",
        "The cord's own motor cells, driven by pain fibres and kept firing by persistent currents: cramp and spasm.",
    ),
    (
        "guarding",
        "reflex",
        "Held on by reflex",
        "A protective reflex that keeps the muscles round the spine and hip working while it hurts.",
    ),
)
"""Name of the road in the episode and in the drawing, heading, and what it is in plain words."""


@dataclass(frozen=True)
class Event:
    """One contraction that nobody willed."""

    muscle: str
    when: str
    strength: str
    mixed: str
    """How much of it came by this road; "" where nearly all did."""
    ended: str


@dataclass(frozen=True)
class Road:
    """One of the three roads and what came by it."""

    key: str
    """End of the pattern's id."""
    heading: str
    why: str
    count: str
    """How many muscles, and the strongest, in words; "" where none."""
    twitches: tuple[str, ...]
    events: tuple[Event, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class SpasmView:
    """All that worked unasked."""

    roads: tuple[Road, ...]
    picture: Markup | None
    patterns: Markup
    left_out: int
    """Muscles in spasm that the picture leaves out."""
    any: bool


def view(result: Result) -> SpasmView:
    """The spasms and twitches of the case's own day."""
    roads = tuple(_road(result, *road) for road in _ROADS)
    picture, left_out = _picture(result)
    taken = any(road.twitches or road.events or road.notes for road in roads)
    return SpasmView(roads, picture, patterns(), left_out, taken)


def _picture(result: Result) -> tuple[Markup | None, int]:
    episode, names = result.last.episode, result.body.muscles.names
    strongest: dict[tuple[int, int], Spasm] = {}
    for event in episode.spasms:
        cell = event.muscle, event.side
        if cell not in strongest or event.strength_percent > strongest[cell].strength_percent:
            strongest[cell] = event
    twitches: dict[tuple[int, int], int] = {}
    for twitch in episode.twitches:
        twitches[twitch.muscle, twitch.side] = twitches.get((twitch.muscle, twitch.side), 0) + 1
    muscles = {muscle for muscle, _ in [*strongest, *twitches]}
    if not muscles:
        return None, 0

    def size(muscle: int) -> tuple[float, int]:
        here = [strongest[muscle, s].strength_percent for s in (0, 1) if (muscle, s) in strongest]
        return -max(here, default=0.0), muscle

    order = sorted(muscles, key=size)
    bars, said = [], []
    for muscle in order[:_DRAWN]:
        pair = [strongest.get((muscle, side)) for side in (0, 1)]
        sizes = [0.0 if event is None else event.strength_percent for event in pair]
        parts = [(0.0, 0.0, 0.0) if event is None else event.shares for event in pair]
        jerks = [twitches.get((muscle, side), 0) for side in (0, 1)]
        name = muscle_words(names[muscle])
        bars.append(Bar(name, (sizes[0], sizes[1]), (parts[0], parts[1]), (jerks[0], jerks[1])))
        said += [
            f"{name} {select.SIDES[s]} {sizes[s]:.0f}\u00a0% ({_shares(parts[s])})" for s in (0, 1) if pair[s]
        ] + [f"{name} {select.SIDES[s]} twitching" for s in (0, 1) if jerks[s] and not pair[s]]  # fmt: skip
    most = max((event.strength_percent for event in strongest.values()), default=1.0)
    scale = 10.0 ** np.floor(np.log10(max(most, 1.0)))
    top = float(next(scale * step for step in _STEPS if scale * step >= most))
    words = "Strongest unwilled contraction of each muscle, % of its maximum, by road: " + "; ".join(said) + "."
    return road_bars(bars, top, words), max(0, len(order) - _DRAWN)


def _shares(parts: tuple[float, float, float]) -> str:
    named = zip(("nerve", "motor pool", "reflex"), parts, strict=True)
    return listed([f"{name} {percent(share)}" for name, share in named if share >= 0.02])


def _road(result: Result, road: str, key: str, heading: str, why: str) -> Road:
    episode, names = result.last.episode, result.body.muscles.names
    spasms = sorted(
        (event for event in episode.spasms if event.road == road),
        key=lambda event: (-event.strength_percent, event.begin_s),
    )
    notes = []
    if road == "ectopic" and (runs := _discharges(result)):
        notes.append(runs)
    if road == "guarding" and (held := _guarding(result)):
        notes.append(f"Drive held on average: {listed(held)}.")
    classes = dict.fromkeys(name for event in spasms for name in event.afferents)
    if classes:
        notes.append(f"Fibres firing into the cord meanwhile: {listed([class_name(name) for name in classes])}.")
    twitched = tuple(_twitches(result)) if road == "ectopic" else ()
    events = tuple(_spasm(event, names) for event in spasms)
    count = ""
    if events:
        cells = len({(event.muscle, event.side) for event in spasms})
        count = f"{cells} {'muscle' if cells == 1 else 'muscles'}, most in {events[0].muscle}, {events[0].strength}"
    return Road(key, heading, why, count, twitched, events, tuple(notes))


def _twitches(result: Result) -> list[str]:
    episode, names = result.last.episode, result.body.muscles.names
    counts: dict[tuple[int, int], int] = {}
    for twitch in episode.twitches:
        counts[twitch.muscle, twitch.side] = counts.get((twitch.muscle, twitch.side), 0) + 1
    minutes = float(episode.time_s[-1]) / 60.0
    busiest = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_SHOWN]
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
    """One spasm; its road's share is told where others carried more than a tenth of it."""
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
