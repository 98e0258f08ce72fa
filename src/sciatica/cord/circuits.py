"""Who inhibits whom: Renshaw cells among a pool and its synergists, Ia interneurons between antagonists.

Every motoneuron excites Renshaw cells by a collateral of its axon, and they inhibit its own pool and those of its
synergists (pattern in people: Meunier, Pierrot-Deseilligny & Simonetta-Moreau 1994, doi:10.1007/bf00232447). The large
spindle afferents of a muscle inhibit its antagonists over one interneuron (Rossi & Mazzocchio 1988,
doi:10.1007/bf00279655). Where each was seen stands in ``circuits.csv``; how strong it is was measured nowhere and is
assumed, with ranges. Both stay on one side of the body.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from sciatica.body import MuscleTable
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray, IntArray


@dataclass(frozen=True)
class Circuits:
    """Inhibition within one side, as E edges: edges first[m] to first[m + 1] are those that inhibit muscle m."""

    first: IntArray
    """[M + 1]"""
    by: IntArray
    """[E] the muscle that inhibits."""
    recurrent: FloatArray
    """[E] drive (share of full) taken for each Hz at which the other pool's motoneurons fire."""
    reciprocal: FloatArray
    """[E] drive taken for each Hz of the other muscle's Ia afferents above rest."""


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("sciatica.cord").joinpath("circuits.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def build(muscles: MuscleTable, parameters: Parameters) -> Circuits:
    """The inhibition between the pools of one side.

    Every pool inhibits itself with weight 1; the rest stands in ``circuits.csv`` by movement. Muscles of one movement
    share it in proportion to their strength.

    Args:
        muscles: the body's table.
        parameters: the constants of ``cord``.
    """
    movement = np.array(muscles.movement)
    found = {"recurrent": np.zeros((len(movement),) * 2), "reciprocal": np.zeros((len(movement),) * 2)}
    for row in _rows():
        to, by = movement == row["to"], movement == row["from"]
        found[row["kind"]] += float(row["weight"]) * np.outer(to, by * muscles.movement_share)
    np.fill_diagonal(found["recurrent"], 1.0)
    return joined(
        parameters.renshaw_drive_per_hz * found["recurrent"], parameters.reciprocal_drive_per_hz * found["reciprocal"]
    )


def joined(recurrent: FloatArray, reciprocal: FloatArray) -> Circuits:
    """The edges of two [M, M] tables: row, who is inhibited; column, by whom."""
    to, by = np.nonzero((recurrent != 0.0) | (reciprocal != 0.0))
    first = np.searchsorted(to, np.arange(len(recurrent) + 1))
    return Circuits(first, by, recurrent[to, by], reciprocal[to, by])


def none(muscles: int) -> Circuits:
    """No inhibition between the pools of ``muscles`` muscles, nor within them."""
    return joined(np.zeros((muscles, muscles)), np.zeros((muscles, muscles)))
