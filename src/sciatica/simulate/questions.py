"""What is asked of the fibres on an examined day, before they have answered.

An examiner asks for a posture and gets it: standing means upright, however the body has learnt to hold itself. What is
lived is asked beside it, where it differs; so are the nerve let go of, a walk and a seat after fewer minutes than the
table's (where minutes starve a nerve), and a muscle that presses the nerve at work.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from sciatica.core.types import IntArray
from sciatica.episode import Contraction
from sciatica.lesion import Loads, contracted, contracting, scaled
from sciatica.lesion.posture import Posture
from sciatica.nerve.conduct import Scene
from sciatica.simulate.adapt import UPRIGHT
from sciatica.simulate.loop import Life, World, loads_on
from sciatica.simulate.postures import Programme
from sciatica.simulate.walking import BEGUN_MIN, briefly, tires
from sciatica.tissue import respond

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
SOONER_MIN = {"walking": (BEGUN_MIN, 5.0), "sitting": (BEGUN_MIN,)}
"""Minutes after which these are asked for, too, where minutes starve a nerve: pain may come and go meanwhile."""
LEAST_MMHG = 0.5
"""Difference of pressure between a posture as lived and as asked for, below which they count as the same."""


@dataclass(frozen=True)
class Prepared:
    """The questions of one day."""

    plan: Programme
    loads: Loads
    """In the A postures of the plan."""
    scene: Scene
    """Those, and after them whatever else is asked."""
    felt: int
    """How many of the scene's postures can be felt: all but those with a muscle made to work."""
    lived: IntArray
    """[A] the posture of the scene as which each posture of the plan is lived; itself where that is no different."""
    released: int | None
    """The posture of the scene in which nothing presses; None where that is not asked."""
    sooner: Mapping[str, tuple[int, ...]]
    """The postures of the scene after each of ``SOONER_MIN``, by name; only where minutes starve a nerve."""
    contraction: Contraction | None


def prepare(world: World, yesterday: Life, life: Life, plan: Programme) -> Prepared:
    """The fibres' questions of a day.

    Args:
        world: whose day.
        yesterday: the evening before, as which the body holds itself.
        life: the day itself, its tissue advanced.
        plan: the postures to be examined.
    """
    count = len(plan.postures)
    loads = loads_on(world, plan.postures, yesterday, life.day, asked=True)
    parts, lived = [loads], np.arange(count)
    released, sooner = None, dict[str, tuple[int, ...]]()

    def more(part: Loads) -> int:
        parts.append(part)
        return sum(len(p.postures) for p in parts[:-1])

    if loads.number:
        upright = [plan.index(name) for name in UPRIGHT]
        held = loads_on(world, [plan.postures[a] for a in upright], yesterday, life.day)
        if np.abs(held.pressure_mmhg - loads.pressure_mmhg[:, :, upright]).max() > LEAST_MMHG:
            lived[upright] = more(held) + np.arange(len(upright))
        # the last examination teaches no later day, and only it asks how far one walks and how long one sits
        if not plan.full:
            lying = loads_on(world, (plan.postures[plan.index("lying")],), yesterday, life.day)
            released = more(scaled(lying, 0.0))
        for name, minutes in SOONER_MIN.items() if plan.full else ():
            posture = plan.postures[plan.index(name)]
            if tires(world, yesterday, life, posture):
                shorter = [briefly(posture, m) for m in minutes]
                first = more(loads_on(world, shorter, yesterday, life.day, asked=True))
                sooner[name] = tuple(range(first, first + len(minutes)))
    felt = sum(len(p.postures) for p in parts)
    contraction = None
    presses = contracting(world.case.causes, world.body) if "spasm" not in world.freeze else None
    if presses is not None and presses.any():
        played = dict.fromkeys(name for name, _ in (SCRIPT if plan.full else SHORT_SCRIPT) if name in PRESSED)
        working = [(plan.index(name), level) for name in played for level in CONTRACTIONS[1:]]
        postures: list[Posture] = [contracted(plan.postures[a], level) for a, level in working]
        first = more(loads_on(world, postures, yesterday, life.day))
        table = np.repeat(np.arange(count)[:, None], len(CONTRACTIONS), axis=1)
        for number, (a, level) in enumerate(working):
            table[a, CONTRACTIONS.index(level)] = first + number
        contraction = Contraction(presses, np.array(CONTRACTIONS), table)
    together = _side_by_side(parts)
    moment = respond(life.tissue, together, world.arterial, world.parameters.tissue)
    return Prepared(
        plan=plan,
        loads=loads,
        scene=Scene(together, life.tissue, moment),
        felt=felt,
        lived=lived,
        released=released,
        sooner=sooner,
        contraction=contraction,
    )


def _side_by_side(parts: Sequence[Loads]) -> Loads:
    """The same loads in more postures."""
    arrays: dict[str, Any] = {
        f.name: np.concatenate([getattr(part, f.name) for part in parts], axis=2)
        for f in fields(Loads)
        if getattr(parts[0], f.name) is not None and f.name != "postures" and getattr(parts[0], f.name).ndim == 3
    }
    return replace(parts[0], postures=tuple(p for part in parts for p in part.postures), **arrays)
