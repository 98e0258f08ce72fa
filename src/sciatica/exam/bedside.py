"""Everything there is to examine on one day: what the rooms computed, gathered for the examiner.

`Bedside` is the ground truth that stands behind the findings. The examiner's functions read it and write `Findings`;
nobody right of this room reads it to decide anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from sciatica.body import CLASSES, ROOTS, Body
from sciatica.core.types import FloatArray
from sciatica.episode import Episode
from sciatica.movement import Movement
from sciatica.nerve.conduct import Channels


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


def territory_loss(body: Body, carried: FloatArray, kind: str, posture: int) -> FloatArray:
    """[2, T] share of each skin territory's feeling that is lost in one class, left and right.

    Neighbouring roots overlap in the skin, so a territory loses what its roots lose, weighted.
    """
    lost = 1.0 - carried[:, :, CLASSES.index(kind), posture]
    loss: FloatArray = np.nan_to_num(lost) @ body.territories.root_weight.T
    return loss
