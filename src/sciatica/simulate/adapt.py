"""The bridge between lesion, pain and movement: how much a way of standing would hurt.

`movement` looks for the posture that costs least and asks what it would hurt. The answer comes from the lesion's own
law (the pressure on each root in the bent or listing posture) and from the pain that the simulated fibres made at the
pressures of the postures examined, joined by a monotone line. Nothing else passes between the rooms.
"""

from __future__ import annotations

import numpy as np

from sciatica.body import Body
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.episode import Episode
from sciatica.lesion import Loads
from sciatica.lesion import build as build_loads
from sciatica.lesion.posture import adapted
from sciatica.movement import Adaptation, Movement, adapt
from sciatica.simulate.case import Case
from sciatica.simulate.postures import Programme

_FLEXION = np.linspace(-0.4, 1.0, 8)
_LIST_DEG = np.linspace(-20.0, 20.0, 9)


def adapt_movement(
    body: Body,
    plan: Programme,
    loads: Loads,
    pain: FloatArray,
    episode: Episode,
    case: Case,
    parameters: ParameterSet,
    soreness: FloatArray,
) -> Movement:
    """The cheapest way to stand and walk today.

    Args:
        body, plan, loads: who, in which postures, under what.
        pain: [2, A] pain of each side in each posture, 0-10.
        episode: the seconds played out: what strength is left and what guards.
        case: its causes are asked for their loads in postures not examined.
        parameters: the constants of all rooms.
        soreness: [M, 2] of the muscles.
    """
    felt = None
    if pain.max() > 0 and loads.number:
        felt = PainOfAdaptation(body, plan, loads, pain, case, parameters)
    return adapt(
        np.clip(episode.strength, 0.0, 1.0),
        np.clip(episode.guarding.mean(axis=2), 0.0, 1.0),
        np.clip(soreness, 0.0, 1.0),
        felt,
        body,
        parameters.movement,
    )


class PainOfAdaptation:
    """Pain (left, right) of an :class:`Adaptation`, 0-10."""

    def __init__(
        self, body: Body, plan: Programme, loads: Loads, pain: FloatArray, case: Case, parameters: ParameterSet
    ) -> None:
        """Tabulates the pressure of each side over bend and list, and the pain against pressure."""
        standing = plan.postures[plan.index("standing")]
        grid = [
            adapted(standing, flexion=f, list_deg=abs(x), side_of_list="right" if x > 0 else "left")
            for f in _FLEXION
            for x in _LIST_DEG
        ]
        table = build_loads(case.causes, body, grid, parameters.lesion)
        shape = (len(_FLEXION), len(_LIST_DEG))
        self.pressure = [_worst_of_side(table, side).reshape(shape) for side in (0, 1)]
        self.curve = [_monotone(_worst_of_side(loads, side), pain[side]) for side in (0, 1)]

    def __call__(self, way: Adaptation) -> FloatArray:
        """[2] pain, left and right."""
        out = np.zeros(2)
        for side in (0, 1):
            pressure = _bilinear(self.pressure[side], way.lumbar_flexion, way.trunk_list_deg)
            out[side] = np.interp(pressure, *self.curve[side])
        return out


def _worst_of_side(loads: Loads, side: int) -> FloatArray:
    """[A] highest pressure on any root of one side, mmHg."""
    here = loads.present[0] & (loads.side[0] == side)
    worst: FloatArray = loads.pressure_mmhg[0][here].max(axis=0, initial=0.0)
    return worst


def _monotone(pressure: FloatArray, pain: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Pressures, rising, and pains that never fall with them (pooled neighbours)."""
    order = np.argsort(pressure, kind="stable")
    level: list[list[float]] = []
    for p, v in zip(pressure[order], pain[order], strict=True):
        level.append([p, v, 1.0])
        while len(level) > 1 and level[-2][1] > level[-1][1]:
            p2, v2, n2 = level.pop()
            p1, v1, n1 = level.pop()
            level.append([(p1 * n1 + p2 * n2) / (n1 + n2), (v1 * n1 + v2 * n2) / (n1 + n2), n1 + n2])
    points = np.array(level)
    return points[:, 0], points[:, 1]


def _bilinear(table: FloatArray, flexion: float, list_deg: float) -> float:
    i, u = _cell(_FLEXION, flexion)
    j, v = _cell(_LIST_DEG, list_deg)
    corners = table[i : i + 2, j : j + 2]
    return float(np.array([1 - u, u]) @ corners @ np.array([1 - v, v]))


def _cell(axis: FloatArray, value: float) -> tuple[int, float]:
    inside = float(np.clip(value, axis[0], axis[-1]))
    i = min(int(np.searchsorted(axis, inside, side="right")) - 1, len(axis) - 2)
    return i, (inside - axis[i]) / (axis[i + 1] - axis[i])
