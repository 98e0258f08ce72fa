"""The bridge between lesion, pain and movement: how much a way of standing would hurt.

`movement` looks for the posture that costs least and asks what it would hurt. The answer comes from the lesion's own
law (the pressure on each root in the bent or listing posture) and from what the simulated fibres sent up at the
pressures of the postures examined (:mod:`.estimate`). Nothing else passes between the rooms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.body import Body
from sciatica.cord.carried import Carried
from sciatica.cord.pain import pain_of
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.lesion import Loads
from sciatica.lesion import build as build_loads
from sciatica.lesion.posture import adapted, posture
from sciatica.movement import Adaptation, Movement, adapt
from sciatica.simulate.case import Case
from sciatica.simulate.estimate import Lesson, by_root, projected, scale_of
from sciatica.tissue import TissueState

UPRIGHT = ("standing", "walking")
"""Postures that the body is free to adapt; sitting and lying are held by the seat and the bed."""
_FLEXION = np.linspace(-0.4, 1.0, 8)
_LIST_DEG = np.linspace(-20.0, 20.0, 9)
PAIN_MOVED, STRENGTH_MOVED, GUARDING_MOVED, SORENESS_MOVED = 2.0, 0.15, 0.03, 0.75
"""What has to change before a body looks for another way, since a search costs seconds: two points of pain are what
people call a change that matters (Farrar 2001, doi:10.1016/s0304-3959(01)00349-9); the shares are assumed."""


@dataclass(frozen=True)
class Asked:
    """For what a way of standing and walking is looked for."""

    strength: FloatArray
    """[M, 2] 0-1."""
    guarding: FloatArray
    """[M, 2] drive that is always on, 0-1."""
    soreness: FloatArray
    """[M, 2] 0-1."""
    pain: FloatArray
    """[2] worst pain of each side on the feet, 0-10."""

    def moved_from(self, other: Asked) -> bool:
        """Whether so much has changed that another way may be better."""
        limits = (STRENGTH_MOVED, GUARDING_MOVED, SORENESS_MOVED, PAIN_MOVED)
        mine = (self.strength, self.guarding, self.soreness, self.pain)
        theirs = (other.strength, other.guarding, other.soreness, other.pain)
        return any(float(np.abs(a - b).max()) >= limit for a, b, limit in zip(mine, theirs, limits, strict=True))


def adapt_to(
    asked: Asked,
    body: Body,
    taught: Lesson,
    loads: Loads,
    state: TissueState,
    carried: Carried,
    case: Case,
    parameters: ParameterSet,
    held: Movement | None = None,
) -> Movement:
    """The cheapest way to stand and walk today.

    Args:
        asked: what muscles can and what hurts.
        body: whose.
        taught: the last examination.
        loads, state, carried: the nerve, its tissue and the cord today.
        case: its causes are asked for their loads in postures not examined.
        parameters: the constants of all rooms.
        held: the way of yesterday, from which the search may begin.
    """
    felt = None
    if asked.pain.max() > 0 and loads.number:
        felt = PainOfAdaptation(body, taught, loads, state, carried, case, parameters)
    strength, guarding, soreness = (
        np.clip(values, 0.0, 1.0) for values in (asked.strength, asked.guarding, asked.soreness)
    )
    start = None if held is None else held.adaptation.vector
    return adapt(strength, guarding, soreness, felt, body, parameters.movement, start)


class PainOfAdaptation:
    """Pain (left, right) of an :class:`Adaptation`, standing or walking, whichever hurts more, 0-10."""

    def __init__(
        self,
        body: Body,
        taught: Lesson,
        loads: Loads,
        state: TissueState,
        carried: Carried,
        case: Case,
        parameters: ParameterSet,
    ) -> None:
        """Tabulates the pressure on each root over bend and list."""
        day = float(state.day[0])
        self.pressure = {}
        for name in UPRIGHT:
            upright = posture(name, parameters.lesion, case.sitting_source)
            grid = [
                adapted(upright, flexion=f, list_deg=abs(x), side_of_list="right" if x > 0 else "left")
                for f in _FLEXION
                for x in _LIST_DEG
            ]
            table = build_loads(case.causes, body, grid, parameters.lesion, day=day)
            pressure = by_root(table, table.pressure_mmhg[0])
            self.pressure[name] = pressure.reshape(2, -1, len(_FLEXION), len(_LIST_DEG))
        self.taught, self.cord = taught, parameters.cord
        self.scale = scale_of(taught, loads, state, carried.sensitisation, parameters)

    def __call__(self, way: Adaptation) -> FloatArray:
        """[2] pain, left and right."""
        felt = []
        for name, table in self.pressure.items():
            pressure = _bilinear(table, way.lumbar_flexion, way.trunk_list_deg)
            sent = projected(self.taught, name, pressure[:, :, None], self.scale)
            felt.append(pain_of(sent[:, :, 0], self.cord).max(axis=1))
        worst: FloatArray = np.maximum(*felt)
        return worst


def _bilinear(table: FloatArray, flexion: float, list_deg: float) -> FloatArray:
    i, u = _cell(_FLEXION, flexion)
    j, v = _cell(_LIST_DEG, list_deg)
    rows = (1 - u) * table[..., i, :] + u * table[..., i + 1, :]
    return np.asarray((1 - v) * rows[..., j] + v * rows[..., j + 1])


def _cell(axis: FloatArray, value: float) -> tuple[int, float]:
    inside = float(np.clip(value, axis[0], axis[-1]))
    i = min(int(np.searchsorted(axis, inside, side="right")) - 1, len(axis) - 2)
    return i, (inside - axis[i]) / (axis[i + 1] - axis[i])
