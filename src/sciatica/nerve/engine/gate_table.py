"""A gate's step as a polynomial of the voltage: what rates would take four exponentials for.

At one temperature and step a gate's update needs two functions of the voltage: where the gate is heading, and
which share of the way it goes. Both are smooth, so a polynomial on each of thirty-two stretches of 7 mV holds
them to a ten-thousandth; a processor with registers of 512 bits fetches sixteen coefficients of a table of
thirty-two in one instruction. Where any fibre of a block has left -140 to +84 mV, the whole block moves by its
rates, as does always a gate whose rates are too steep for a table (slow potassium of MRG's node has one that turns
within 1 mV).
"""

import functools
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.nerve import membranes

STRETCHES = 32
LOW_MV, STRETCH_MV = -140.0, 7.0
DEGREES = (3, 4)
TOLERANCE = 1e-4
GRID = 16  # points a stretch at which the error is looked at


@dataclass(frozen=True)
class Plan:
    """Which gates of a membrane have tables, and the polynomials' degree."""

    degree: int
    tabled: tuple[bool, ...]

    @property
    def rows(self) -> int:
        """Numbers that one gate's table takes."""
        return 2 * (self.degree + 1) * STRETCHES


@functools.cache
def plan(name: str) -> Plan:
    """Return the lowest degree that tables the most gates of a membrane, judged at 37 °C and a step of 5 µs."""
    membrane = membranes.load(name)
    plans = []
    for degree in DEGREES:
        worst = errors(membrane, membrane.constants(37.0, 0.0025), degree)
        plans.append(Plan(degree, tuple(bool(each <= TOLERANCE) for each in worst)))
    return max(plans, key=lambda each: (sum(each.tabled), -each.degree))


def functions(membrane: ModuleType, v_mv: FloatArray, k: Any) -> FloatArray:
    """Return where each gate is heading and the share of the way it goes in a step, as `node.gate` has it
    [gates, 2, V]."""
    found = []
    for rates in (membrane.sodium_rates(v_mv, k), membrane.other_rates(v_mv, k)):
        for i in range(0, len(rates), 3):
            opening, shutting, over = (np.broadcast_to(part, v_mv.shape) for part in rates[i : i + 3])
            total = opening + shutting
            found.append((opening / total, (total + total) / (over + total)))
    return np.array(found)


def coefficients(membrane: ModuleType, k: Any, degree: int) -> FloatArray:
    """Return polynomials in the place within a stretch, -1/2 to 1/2 [gates, 2, degree + 1, stretches]."""
    nodes = 0.5 * np.cos(np.pi * (np.arange(degree + 1) + 0.5) / (degree + 1))
    v = LOW_MV + STRETCH_MV * (np.arange(STRETCHES)[:, None] + 0.5 + nodes)
    values = functions(membrane, v.reshape(-1), k).reshape(-1, 2, STRETCHES, degree + 1)
    return np.asarray(values @ np.linalg.inv(np.vander(nodes, increasing=True)).T).swapaxes(2, 3)


def errors(membrane: ModuleType, k: Any, degree: int) -> FloatArray:
    """Return each gate's largest error within the tables' range: of its target, and of its share relative to it."""
    place = (np.arange(GRID) + 0.5) / GRID - 0.5
    v = LOW_MV + STRETCH_MV * (np.arange(STRETCHES)[:, None] + 0.5 + place)
    exact = functions(membrane, v.reshape(-1), k).reshape(-1, 2, STRETCHES, GRID)
    ours = np.einsum("gfcs,pc->gfsp", coefficients(membrane, k, degree), np.vander(place, degree + 1, increasing=True))
    off = np.abs(ours - exact)
    off[:, 1] /= exact[:, 1]
    return np.asarray(off.max(axis=(1, 2, 3)))


def flat(membrane: ModuleType, k: Any, slow_k: Any, plan_: Plan) -> FloatArray:
    """Return the tables of all gates in a row, those beyond sodium's two for the step of `slow_k`."""
    fast, slow = (coefficients(membrane, each, plan_.degree) for each in (k, slow_k))
    return np.concatenate([fast[:2], slow[2:]]).reshape(-1)
