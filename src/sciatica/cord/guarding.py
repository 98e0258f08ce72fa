"""Guarding: pain holds muscles on, in the lower back as a whole and in the muscles of the painful segment.

Not one gain: people guard differently and no human share was ever measured for a muscle, so the shares are
*declared*, by phenotype, in ``guarding.csv`` with the range searched. ``none`` does not guard. The lumbar part
follows pain as a whole and is the same on both sides but for a declared preference; the segmental part follows each
root's pain through the muscle's root weights.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from sciatica.body import MuscleTable
from sciatica.cord.pain import Felt
from sciatica.core.errors import InputError, nearest
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray

PHENOTYPES = ("cocontraction", "extensor", "flexor", "none")


@dataclass(frozen=True)
class Shares:
    """How much of the guarding each muscle gets; arrays are [M]."""

    lumbar: FloatArray
    segment: FloatArray


@cache
def _rows() -> tuple[dict[str, str], ...]:
    text = files("sciatica.cord").joinpath("guarding.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


def shares(muscles: MuscleTable, phenotype: str) -> Shares:
    """The declared shares of one phenotype.

    Raises:
        InputError: no such phenotype.
    """
    if phenotype not in PHENOTYPES:
        close = nearest(phenotype, PHENOTYPES)
        raise InputError(
            "no such guarding phenotype" + (f"; did you mean {close}?" if close else ""),
            field="phenotype",
            given=phenotype,
            wanted=" | ".join(PHENOTYPES),
        )
    lumbar, segment = np.zeros(len(muscles.names)), np.zeros(len(muscles.names))
    groups, movements = np.array(muscles.group), np.array(muscles.movement)
    for row in _rows():
        if row["phenotype"] != phenotype:
            continue
        share = float(row["share"])
        if row["kind"] == "lumbar":
            lumbar[groups == row["name"]] = share
        elif row["name"] == "*":
            segment[groups != "pelvis"] = share
        else:
            segment[movements == row["name"]] = share
    return Shares(lumbar, segment)


def target(felt: Felt, share: Shares, muscles: MuscleTable, soreness: FloatArray, parameters: Parameters) -> FloatArray:
    """[M, 2] guarding drive (share of full drive) towards which the cord moves.

    Args:
        felt: the pain of the moment.
        share: the phenotype's shares.
        muscles: root weights.
        soreness: [M, 2] 0-1; a sore muscle guards more.
        parameters: the constants of ``cord``.
    """
    p = parameters
    by_side = felt.projection.sum(axis=1)
    total = by_side.sum()
    own = np.divide(by_side, total, out=np.full(2, 0.5), where=total > 0)
    whole = felt.pain / 10.0 * (1.0 - p.lumbar_preference + 2.0 * p.lumbar_preference * own)
    segmental = (muscles.root_weight @ felt.pain_by_root.T) / 10.0
    wish = share.lumbar[:, None] * whole[None, :] + share.segment[:, None] * segmental
    wish = wish * (1.0 + p.soreness_guarding_gain * soreness)
    return np.asarray(p.guarding_maximum * wish / (1.0 + p.guarding_saturation * wish))


def follow(now: FloatArray, wanted: FloatArray, step_s: float, parameters: Parameters) -> FloatArray:
    """[M, 2] the drive a step later: it follows pain over about a second."""
    return np.asarray(wanted + (now - wanted) * np.exp(-step_s / parameters.guarding_tau_s))
