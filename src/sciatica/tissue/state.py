"""What the nerve is like on a day: one frozen set of arrays, for P persons, L loads and K depth bins."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.lesion.loads import Loads
from sciatica.tissue.sharing import DEPTH_BINS


@dataclass(frozen=True)
class TissueState:
    """The state under each load; depth bin k lies at (k + 0.5) / K from the touched surface."""

    day: FloatArray
    """[P] days since the case began."""
    myelin: FloatArray
    """[P, L, K] share of the lamellae left; 1 healthy."""
    myelin_ceiling: FloatArray
    """[P, L, K] the best the myelin can still become; new sheaths are thinner."""
    seal: FloatArray
    """[P, L, K] paranodal seal; 1 healthy."""
    axon: FloatArray
    """[P, L, K] share of axons never lost; 1 healthy."""
    wallerian_days: FloatArray
    """[P, L, K] mean days since the lost axons were lost; 0 where none was."""
    regrown_mm: FloatArray
    """[P, L, K] how far their sprouts have come beyond the lesion."""
    oedema_mmhg: FloatArray
    """[P, L, K] endoneurial pressure added by fluid."""
    energy: FloatArray
    """[P, L, K] energy of the pump, mean over the postures of a day; 1 healthy."""
    inflammation: FloatArray
    """[P, L] 0 to 1."""
    drg_sensitivity: FloatArray
    """[P, L] how sensitised the root's ganglion is, 0 to 1."""
    chronic_sensitivity: FloatArray
    """[P, L] how far the root answers touch with long firing, 0 to 1."""
    neighbour_inflammation: FloatArray
    """[P, M, 2] of muscles beside the nerve, left and right, 0 to 1."""


def untouched(persons: int, loads: int, *, muscles: int = 23, bins: int = DEPTH_BINS) -> TissueState:
    """A healthy state for P persons with L loads each, before any load."""

    def ones() -> FloatArray:
        return np.ones((persons, loads, bins))

    def zeros() -> FloatArray:
        return np.zeros((persons, loads, bins))

    def none() -> FloatArray:
        return np.zeros((persons, loads))

    return TissueState(
        day=np.zeros(persons),
        myelin=ones(),
        myelin_ceiling=ones(),
        seal=ones(),
        axon=ones(),
        wallerian_days=zeros(),
        regrown_mm=zeros(),
        oedema_mmhg=zeros(),
        energy=ones(),
        inflammation=none(),
        drg_sensitivity=none(),
        chronic_sensitivity=none(),
        neighbour_inflammation=np.zeros((persons, muscles, 2)),
    )


def healthy(loads: Loads, muscles: int = 23) -> TissueState:
    """The state on day 0, before the loads [P, L] have done anything, with ``muscles`` beside the nerve."""
    return untouched(*loads.root.shape, muscles=muscles)
