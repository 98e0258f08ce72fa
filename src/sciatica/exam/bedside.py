"""Everything there is to examine on one day: what the rooms computed, gathered for the examiner.

`Bedside` is the ground truth that stands behind the findings. The examiner's functions read it and write `Findings`;
nobody right of this room reads it to decide anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sciatica.body import CLASSES, ROOTS, Body, branches
from sciatica.cord.axons import left_before
from sciatica.core.types import BoolArray, FloatArray
from sciatica.episode import Episode
from sciatica.exam.studies.laboratory import Laboratory
from sciatica.movement import Movement
from sciatica.nerve.conduct import Channels

SKIN_CLASSES = ("a_beta", "a_delta", "c")
"""Fibres that end in the skin."""


@dataclass(frozen=True)
class LegRaise:
    """The straight-leg raise, as angle against pain."""

    angle_deg: FloatArray
    """[G] angles examined, rising."""
    pain: FloatArray
    """[2, G] pain (0-10) on the raised leg's own side, for the left and the right leg raised."""
    crossed_pain: FloatArray
    """[2, G] pain on the other side."""


@dataclass(frozen=True)
class HeelRaises:
    """Single-leg heel raises."""

    count: FloatArray
    """[2] by side."""
    healthy: float
    """How many the same person would do in health."""


@dataclass(frozen=True)
class Bedside:
    """One person on one day."""

    body: Body
    day: float
    began_day: float
    """Day on which the first load began; before it the person was well."""
    postures: tuple[str, ...]
    hours: FloatArray
    """[A] hours a day spent in each posture; 0 for those only taken up to be examined."""
    channels: Channels
    carried: FloatArray
    """[2, 9, 6, A] share of each class's axons that carry impulses, by side and root; nan where there are none."""
    episode: Episode
    movement: Movement
    pain: FloatArray
    """[2, 9, A] pain (0-10) that comes from each root in each posture."""
    leg_raise: LegRaise
    reflex: Mapping[str, FloatArray]
    """[2] share of the healthy reflex, by reflex name (knee, ankle)."""
    sitting: tuple[FloatArray, FloatArray] | None = None
    """Minutes [K] sat without a break, rising, and pain [2, K] (0-10) by then; None where nobody asked."""
    bends: tuple[FloatArray, FloatArray] | None = None
    """Bend of the low back standing [G], degrees from upright, forward positive, rising, and pain [2, G] (0-10)."""
    stoops: tuple[FloatArray, FloatArray] | None = None
    """The same walking."""
    diary: tuple[FloatArray, FloatArray] | None = None
    """Hour [H] of the day and pain [2, H] (0-10) then, as the person lives it, holding the body as it has learnt to."""
    began_over_days: float = 0.0
    """How long the quickest load took to come, days: what was there when first looked for came no more suddenly."""
    back_pain: float | None = None
    """Pain (0-10) of the muscles of the low back; None where nobody asked. Discs and facet joints send nothing here."""
    heel_raises: HeelRaises | None = None
    """From ``exam.found.heel_raises``; None where nobody asked."""
    laboratory: Laboratory | None = None
    """What the electrodiagnostic laboratory recorded; None where nobody sent the person there."""

    @property
    def pain_by_side(self) -> FloatArray:
        """[2, A] pain of the leg in each posture: the worst root's, since pains do not add up."""
        worst: FloatArray = self.pain.max(axis=1)
        return worst

    def posture(self, name: str) -> int:
        """Index of a posture."""
        return self.postures.index(name)

    def has(self, name: str) -> bool:
        """Whether the posture was examined."""
        return name in self.postures

    def skin_loss(self, kind: str, posture: int) -> FloatArray:
        """[2, T] share of each skin territory's feeling that is lost in one class, left and right."""
        return territory_loss(self.body, self.carried, kind, posture, self.skin_met)

    @property
    def skin_met(self) -> BoolArray:
        """[2, T, 9] as :func:`skin_met`."""
        return skin_met(self.body, self.channels)


def carried_share(body: Body, channels: Channels) -> FloatArray:
    """[2, 9, 6, A] share of the axons of each side, root and class through which an impulse passes."""
    fibres = body.fibres
    postures = channels.passes.shape[1]
    total = np.zeros((2, len(ROOTS), len(CLASSES)))
    through = np.zeros((2, len(ROOTS), len(CLASSES), postures))
    where = (fibres.side, fibres.root, fibres.kind)
    np.add.at(total, where, fibres.weight)
    np.add.at(through, where, fibres.weight[:, None] * channels.passes)
    with np.errstate(invalid="ignore"):
        share: FloatArray = through / total[..., None]
    return share


def skin_met(body: Body, channels: Channels) -> BoolArray:
    """[2, T, 9] whether the first lesion of a side's root lies where a territory's fibres still run in it.

    A nerve of the skin that has left before the lesion carries what it always did, though its root is the same.
    """
    fibres = body.fibres
    skin = np.flatnonzero(np.isin(fibres.kind, [CLASSES.index(name) for name in SKIN_CLASSES]))
    leaves = branches.leaves_mm(body.territories, body.person.height_cm)
    met = np.ones((2, *leaves.shape), dtype=bool)
    for territory, row in enumerate(leaves):
        gone = left_before(channels, fibres.path_mm, skin, row[fibres.root[skin]])
        met[fibres.side[skin[gone]], territory, fibres.root[skin[gone]]] = False
    return met


def territory_loss(body: Body, carried: FloatArray, kind: str, posture: int, met: BoolArray) -> FloatArray:
    """[2, T] share of each skin territory's feeling that is lost in one class, left and right.

    Neighbouring roots overlap in the skin, so a territory loses what its roots lose, weighted; what left before the
    lesion is not lost.

    Args:
        body: the person.
        carried: from :func:`carried_share`.
        kind: the class of fibres.
        posture: index of the posture.
        met: from :func:`skin_met`.
    """
    lost = np.nan_to_num(1.0 - carried[:, :, CLASSES.index(kind), posture])
    return np.asarray(np.einsum("sr,str,tr->st", lost, met, body.territories.root_weight))
