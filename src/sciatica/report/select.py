"""Reading a ``Result``: which postures, roots, muscles and days the page and the summary speak of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from sciatica.core.types import FloatArray

if TYPE_CHECKING:
    from sciatica.body import Body
    from sciatica.core.findings import Findings, FindingValue
    from sciatica.simulate.result import Examined

Side = Literal["left", "right"]
SIDES: tuple[Side, Side] = ("left", "right")
DAILY = ("lying", "sleeping", "sitting", "standing", "walking", "bending", "coughing", "sneezing", "straining")
"""Postures and acts of daily life, in the order in which people think of them."""


def root_label(root: int, side: int) -> str:
    """A root and its side: "S1 right"."""
    from sciatica.body import ROOTS

    return f"{ROOTS[root]} {SIDES[side]}"


def posture_index(day: Examined, name: str) -> int | None:
    """Where a posture stands among those examined; None where it was not."""
    return day.postures.index(name) if name in day.postures else None


def raised_index(day: Examined, side: int) -> int | None:
    """The posture in which this leg was raised highest; None where it was not raised."""
    start = f"leg_raise_{SIDES[side]}_"
    angles = {float(name[len(start) :]): i for i, name in enumerate(day.postures) if name.startswith(start)}
    return angles[max(angles)] if angles else None


def held_postures(day: Examined) -> list[int]:
    """Postures other than leg raises, in the order in which people think of them."""
    ordered = [day.postures.index(name) for name in DAILY if name in day.postures]
    others = [i for i, name in enumerate(day.postures) if i not in ordered and not name.startswith("leg_raise")]
    return ordered + others


def lying(day: Examined) -> int:
    """The posture at rest."""
    index = posture_index(day, "lying")
    return 0 if index is None else index


def loaded_roots(day: Examined) -> list[int]:
    """Rows of the passage, worst first: the least that passes of any class in any posture, then pressure."""
    passage = day.passage
    rows = range(len(passage.root))
    return sorted(rows, key=lambda r: (_least(passage.fraction_passing[r]), -float(passage.pressure_mmhg[r].max()), r))


def _least(share: FloatArray) -> float:
    known = share[np.isfinite(share)]
    return float(known.mean()) if known.size else 1.0


def movement_strength(body: Body, strength: FloatArray) -> dict[str, FloatArray]:
    """Share of healthy strength of every movement, [2] left and right, from its muscles' shares [M, 2]."""
    muscles = body.muscles
    found: dict[str, FloatArray] = {}
    for name in dict.fromkeys(muscles.movement):
        rows = [i for i, movement in enumerate(muscles.movement) if movement == name]
        share = muscles.movement_share[rows]
        found[name] = (share[:, None] * strength[rows]).sum(axis=0) / share.sum()
    return found


def present(findings: Findings, name: str) -> list[FindingValue]:
    """The answers about a finding that say it is present."""
    return [value for value in findings.values(name) if value.state == "present"]


def sited(findings: Findings, name: str) -> dict[tuple[str, str], float]:
    """Amounts of a finding that is present, by (site, side); both sides where it says so."""
    amounts: dict[tuple[str, str], float] = {}
    for value in present(findings, name):
        if value.site is None or value.amount is None:
            continue
        for side in value.sides():
            amounts[value.site, side] = value.amount
    return amounts


def worst_amount(findings: Findings, name: str, *, low_is_bad: bool = False) -> FindingValue | None:
    """The present answer with the worst amount; None where the finding is not present with an amount."""
    known = [value for value in present(findings, name) if value.amount is not None]
    if not known:
        return None
    pick = min if low_is_bad else max
    return pick(known, key=lambda value: value.amount or 0.0)
