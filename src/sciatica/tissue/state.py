"""What the nerve is like on a day: one frozen set of arrays, for P persons, L loads and K depth bins."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from typing import Final

import numpy as np

from sciatica.body import muscles as muscle_table
from sciatica.body.path import REFERENCE_HEIGHT_CM
from sciatica.core.types import FloatArray, IntArray
from sciatica.lesion.loads import Loads
from sciatica.tissue.sharing import DEPTH_BINS

FIRST_STEP_DAYS: Final = 0.01


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
    vessels: FloatArray
    """[P, L, K] share of the vessels that open when the press lets them; 1 healthy."""
    adapted: FloatArray
    """[P, L, K] how far the nerve has grown used to being pressed, 0 to 1."""
    inflammation: FloatArray
    """[P, L] 0 to 1."""
    drg_sensitivity: FloatArray
    """[P, L] how sensitised the root's ganglion is, 0 to 1."""
    chronic_sensitivity: FloatArray
    """[P, L] how far the root answers touch with long firing, 0 to 1."""
    neighbour_inflammation: FloatArray
    """[P, M, 2] of muscles beside the nerve, left and right, 0 to 1."""
    height_cm: FloatArray
    """[P] of the person: with it the place on the root to which spinal fluid reaches."""
    step_days: FloatArray
    """[P] the step that the integrator last found fine enough: a memory that saves work and means nothing else."""

    def of(self, rows: IntArray) -> TissueState:
        """The state of some of the persons."""
        return TissueState(*(getattr(self, f.name)[rows] for f in fields(self)))

    def put(self, rows: IntArray, other: TissueState) -> TissueState:
        """The state with some of the persons as in ``other``, which holds those alone."""
        changed = {f.name: getattr(self, f.name).copy() for f in fields(self)}
        for name, values in changed.items():
            values[rows] = getattr(other, name)
        return TissueState(**changed)


@cache
def closeness() -> FloatArray:
    """[M, 9] how close each muscle of the body lies to each root's path, 0 to 1."""
    return muscle_table.build(1.0).beside_nerve


def untouched(
    persons: int,
    loads: int,
    *,
    muscles: int | None = None,
    bins: int = DEPTH_BINS,
    height_cm: FloatArray | float = REFERENCE_HEIGHT_CM,
) -> TissueState:
    """A healthy state for P persons with L loads each, before any load.

    ``muscles`` may lie beside the nerve (None for all that the body has); ``height_cm`` broadcasts to [P].
    """
    beside = closeness().shape[0] if muscles is None else muscles

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
        vessels=ones(),
        adapted=zeros(),
        inflammation=none(),
        drg_sensitivity=none(),
        chronic_sensitivity=none(),
        neighbour_inflammation=np.zeros((persons, beside, 2)),
        height_cm=np.broadcast_to(np.asarray(height_cm, dtype=np.float64), (persons,)).copy(),
        step_days=np.full(persons, FIRST_STEP_DAYS),
    )


def healthy(
    loads: Loads, muscles: int | None = None, *, height_cm: FloatArray | float = REFERENCE_HEIGHT_CM
) -> TissueState:
    """The state on day 0, before the loads [P, L] have done anything, with ``muscles`` beside the nerve."""
    return untouched(*loads.root.shape, muscles=muscles, height_cm=height_cm)
