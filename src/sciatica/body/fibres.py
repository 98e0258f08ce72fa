"""The fibres of a person: a few that stand for many, by root, side and class.

A root has tens of thousands of axons. Each class of each root is represented by a small stratified sample:
the quantiles (k + 1/2)/n of the class's diameter distribution, so that no draw of chance decides whether a
large fibre exists, each standing for its share of the axons counted. Where in the fascicle a fibre lies
(``depth``) decides how soon a pressure at the surface reaches it; depths are stratified too and then
shuffled, by the one chance this room has. Left and right get the same diameters and depths, so that a
mirrored lesion gives mirrored findings.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from sciatica.body import table
from sciatica.body.roots import ROOTS, SIDES
from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray, IntArray

CLASSES: Final = ("motor", "a_alpha", "a_beta", "a_delta", "c", "pelvic")
MUSCLE_CLASSES: Final = ("motor", "a_alpha")


@dataclass(frozen=True)
class FibreTable:
    """N representative fibres, sorted by root, side, class and diameter; every array is [N]."""

    root: IntArray
    """Index into ``ROOTS``."""
    side: IntArray
    """Index into ``SIDES``."""
    kind: IntArray
    """Index into ``CLASSES``."""
    diameter_um: FloatArray
    """Outer diameter, with myelin where there is any."""
    depth: FloatArray
    """0 at the surface that is touched .. 1 at the far side of the fascicle."""
    weight: FloatArray
    """Axons that this fibre stands for."""
    path_mm: FloatArray
    """Length from the cord to the end organ, mm: mean over the muscles, skin or organs of root and class."""

    def __len__(self) -> int:
        """Number of rows."""
        return len(self.root)


@cache
def counts() -> FloatArray:
    """[9, 6] axons of each root (one side) and class at the reference age."""
    found = table.rows("fibre_counts.csv")
    if table.words(found, "root") != ROOTS:
        raise InputError("the roots of the table are not the house's", file="fibre_counts.csv", wanted=str(ROOTS))
    values = np.nan_to_num(np.stack([table.numbers(found, name) for name in CLASSES], axis=1))
    values.flags.writeable = False
    return values


@cache
def _classes() -> tuple[dict[str, str], ...]:
    return tuple(table.rows("classes.csv"))


def diameter_quantiles_um(kind: int, number: int) -> FloatArray:
    """[number] diameters of one class, smallest first, um: quantiles (k + 1/2)/n of its clipped normal bell.

    Args:
        kind: index into ``CLASSES``.
        number: how many.
    """
    from scipy.special import ndtr, ndtri

    row = _classes()[kind]
    low, high, mean, spread = (float(row[name]) for name in ("low_um", "high_um", "mean_um", "spread_um"))
    first, last = ndtr((low - mean) / spread), ndtr((high - mean) / spread)
    share = (np.arange(number) + 0.5) / number
    return np.asarray(mean + spread * ndtri(first + share * (last - first)), dtype=np.float64)


def build(
    age_years: float,
    path_mm: FloatArray,
    rng: np.random.Generator,
    parameters: Parameters,
    fibres_per_class: int = 8,
) -> FibreTable:
    """The fibres of one person.

    Args:
        age_years: motor axons fall by a fixed share a decade (Kawamura 1977, PMID 894328).
        path_mm: [9, 6] length from the cord to the end organ by root and class, mm; NaN where the root has
            none.
        rng: shuffles the depths.
        parameters: those of ``body``.
        fibres_per_class: fibres for each class of each root and side.

    Raises:
        InputError: fewer than one fibre a class.
    """
    if fibres_per_class < 1:
        raise InputError("too few fibres", field="fibres_per_class", given=fibres_per_class, wanted="1 or more")
    number = fibres_per_class
    decades = (age_years - parameters.reference_age_years) / 10.0
    motor_left = max(0.0, 1.0 - parameters.motor_axon_loss_per_decade * decades)
    axons = counts()
    strata = (np.arange(number) + 0.5) / number
    columns: list[tuple[int, int, int, FloatArray, FloatArray, float, float]] = []
    for root in range(len(ROOTS)):
        for kind, name in enumerate(CLASSES):
            if axons[root, kind] <= 0:
                continue
            diameters = diameter_quantiles_um(kind, number)
            depths = rng.permutation(strata)
            left = motor_left if name == "motor" else 1.0
            weight = axons[root, kind] * left / number
            columns.extend(
                (root, side, kind, diameters, depths, weight, float(path_mm[root, kind])) for side in range(len(SIDES))
            )
    columns.sort(key=lambda column: column[:3])

    def spread(place: int) -> FloatArray:
        return np.repeat(np.array([column[place] for column in columns]), number)

    return FibreTable(
        root=spread(0).astype(np.int64),
        side=spread(1).astype(np.int64),
        kind=spread(2).astype(np.int64),
        diameter_um=np.concatenate([column[3] for column in columns]),
        depth=np.concatenate([column[4] for column in columns]),
        weight=spread(5).astype(np.float64),
        path_mm=spread(6).astype(np.float64),
    )
