"""Pain against minutes sat, against the bend of the back, and over a day: read off one examination, with no engine.

An examination leaves, for each root, the line from pressure to what it sends up (:mod:`.estimate`). The lesion's own
law gives the pressure after so many minutes in a chair, or bent so far, and the line what that sends up. Where a seat
starves the nerve, the fibres were asked twice, as sitting began and after the table's hour, and what is sent goes
between the two with how short of energy the root is by then, as it does walking (:mod:`.walking`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from sciatica.cord.pain import pain_of
from sciatica.core.types import FloatArray
from sciatica.lesion import held
from sciatica.lesion.posture import Posture, adapted
from sciatica.simulate.estimate import Lesson, by_root
from sciatica.simulate.lines import Line
from sciatica.simulate.loop import Life, World, loads_on
from sciatica.simulate.walking import BEGUN_MIN, LEAST_FALL, briefly
from sciatica.tissue import respond

SAT_MIN = (BEGUN_MIN, 2.0, 5.0, 10.0, 15.0, 20.0, 30.0, 45.0, 60.0, 90.0, 120.0)
"""Minutes after which somebody is asked how it is in the chair."""
BENT_DEG = (-15.0, -10.0, -5.0, 0.0, 5.0, 10.0, 15.0, 20.0, 30.0, 40.0, 50.0)
"""Bends of the low back from upright, forward positive."""
SLOTS = 96
"""Quarters of an hour in a day."""
NIGHT = "sleeping"

Curve = tuple[FloatArray, FloatArray]


@dataclass(frozen=True)
class Anchor:
    """One posture as it was examined."""

    posture: Posture
    sent: FloatArray
    """[2, 9] what each root sent up."""


def sitting_curve(
    world: World, yesterday: Life, life: Life, taught: Lesson, sitting: Anchor, begun: FloatArray | None
) -> Curve:
    """Minutes [K] and pain [2, K] by then, sitting without a break.

    Args:
        world, yesterday, life: whose day, as in :func:`.questions.prepare`.
        taught: today's examination.
        sitting: as examined.
        begun: [2, 9] what was sent up as sitting began; None where minutes starve nothing.
    """
    sent = _along(world, yesterday, life, taught, sitting, [held(sitting.posture, m) for m in SAT_MIN])
    if begun is not None:
        # the line already holds what more pressure does to blood flow: only time at the same pressure is added
        timed = [sitting.posture, *(briefly(sitting.posture, m) for m in SAT_MIN)]
        still = loads_on(world, timed, yesterday, life.day, asked=True)
        moment = respond(life.tissue, still, world.arterial, world.parameters.tissue)
        short = by_root(still, moment.ischaemia[0].mean(axis=1))
        fall, gain = short[:, :, 0] - short[:, :, 1], sitting.sent - begun
        slope = np.divide(gain, fall, out=np.zeros_like(gain), where=fall > LEAST_FALL)
        sent = np.maximum(sent + slope[:, :, None] * (short[:, :, 1:] - short[:, :, :1]), 0.0)
    return np.array(SAT_MIN), _pain(world, sent)


def bending_curve(world: World, yesterday: Life, life: Life, taught: Lesson, upright: Anchor) -> Curve:
    """Bend [G], degrees from upright, and pain [2, G] standing or walking so; arguments as in :func:`sitting_curve`."""
    p = world.parameters.movement
    full = [p.full_flexion_deg if deg >= 0 else p.full_extension_deg for deg in BENT_DEG]
    postures = [adapted(upright.posture, flexion=deg / most) for deg, most in zip(BENT_DEG, full, strict=True)]
    return np.array(BENT_DEG), _pain(world, _along(world, yesterday, life, taught, upright, postures))


def diary(names: Sequence[str], hours: FloatArray, pain: FloatArray) -> Curve:
    """Hour [H] of a day and pain [2, H] then.

    The night's sleep comes first, from midnight on; of the rest each quarter of an hour goes to the posture that lags
    most behind its share, so that a day is mixed as evenly as it can be. The order in which things are done is unknown.

    Args:
        names: [A] postures of a day.
        hours: [A] spent in each.
        pain: [2, A] 0-10.
    """
    share = np.array(hours, dtype=np.float64) * SLOTS / float(np.sum(hours))
    asleep = np.array([name == NIGHT for name in names])
    done, order = np.zeros_like(share), []
    for slot in range(SLOTS):
        night = slot < round(float(share[asleep].sum()))
        may = asleep if night else ~asleep
        lag = np.where(may, (share - done) / np.maximum(share, 1e-9), -np.inf)
        lag[share < 0.5] = -np.inf
        order.append(int(np.argmax(lag)))
        done[order[-1]] += 1.0
    return np.arange(SLOTS) * 24.0 / SLOTS, np.asarray(pain[:, order])


def _along(
    world: World, yesterday: Life, life: Life, taught: Lesson, anchor: Anchor, postures: Sequence[Posture]
) -> FloatArray:
    """[2, 9, B] what each root sends up in these postures: as in the examined one, moved along the lesson's lines."""
    loads = loads_on(world, [anchor.posture, *postures], yesterday, life.day, asked=True)
    pressure = by_root(loads, loads.pressure_mmhg[0])
    level = np.array(
        [[np.interp(p, *line) for p, line in zip(*both, strict=True)] for both in _sides(pressure, taught)]
    )
    return np.asarray(np.maximum(anchor.sent[:, :, None] + level[:, :, 1:] - level[:, :, :1], 0.0))


def _sides(pressure: FloatArray, taught: Lesson) -> Iterator[tuple[FloatArray, tuple[Line, ...]]]:
    """Each side's pressures [9, B] beside its roots' lines."""
    return zip(pressure, taught.lines, strict=True)


def _pain(world: World, sent: FloatArray) -> FloatArray:
    """[2, B] of the worst root of each side, 0-10."""
    worst: FloatArray = pain_of(sent, world.parameters.cord).max(axis=1)
    return worst
