"""Who is this person inside? Roots, nerve path, fibres, muscles, skin and pelvis, as tables with invariants.

Everything here is anatomy scaled by height and thinned by age; nothing knows of a lesion. The only chance in
the room is where in its fascicle each fibre lies.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.body import fibres as _fibres
from sciatica.body import muscles as _muscles
from sciatica.body import territories as _territories
from sciatica.body.fibres import CLASSES, FibreTable
from sciatica.body.muscles import GROUPS, MuscleTable
from sciatica.body.path import LANDMARKS, REFERENCE_HEIGHT_CM, position_mm
from sciatica.body.roots import (
    LEVELS,
    ROOTS,
    SIDES,
    exiting_root,
    root_index,
    roots_in_sac,
    side_indices,
    traversing_root,
)
from sciatica.body.territories import PelvicTable, TerritoryTable
from sciatica.core.parameters import Parameters
from sciatica.core.person import Person
from sciatica.core.types import FloatArray

__all__ = [
    "CLASSES",
    "GROUPS",
    "LANDMARKS",
    "LEVELS",
    "ROOTS",
    "SIDES",
    "Body",
    "FibreTable",
    "MuscleTable",
    "PelvicTable",
    "TerritoryTable",
    "build",
    "exiting_root",
    "position_mm",
    "root_index",
    "roots_in_sac",
    "side_indices",
    "traversing_root",
]


@dataclass(frozen=True)
class Body:
    """One person's anatomy; lengths are already scaled to the person."""

    person: Person
    scale: float
    """Height over the reference height of 170 cm."""
    fibres: FibreTable
    muscles: MuscleTable
    territories: TerritoryTable
    pelvic: PelvicTable

    def position_mm(self, root: int, landmark: str) -> float:
        """Arc length from the cord to a landmark of one root, mm; NaN where the root has none."""
        return position_mm(self.person.height_cm, root, landmark)


def build(person: Person, rng: np.random.Generator, parameters: Parameters, fibres_per_class: int = 8) -> Body:
    """The body of one person.

    Args:
        person: height scales every length, age thins the motor axons.
        rng: the generator of (seed, person, "body", 0).
        parameters: the constants of ``body``.
        fibres_per_class: representative fibres for each class of each root and side.

    Raises:
        InputError: fewer than one fibre a class.
    """
    scale = person.height_cm / REFERENCE_HEIGHT_CM
    muscles = _muscles.build(scale)
    territories = _territories.build(scale)
    pelvic = _territories.build_pelvic(scale)
    path_mm = _end_organ_paths_mm(muscles, territories, pelvic)
    fibres = _fibres.build(person.age_years, path_mm, rng, parameters, fibres_per_class)
    return Body(person, scale, fibres, muscles, territories, pelvic)


def _end_organ_paths_mm(muscles: MuscleTable, territories: TerritoryTable, pelvic: PelvicTable) -> FloatArray:
    """[9, 6] mean length from cord to end organ of each root and class, mm; NaN where it has none."""

    def mean_by_root(weight: FloatArray, path_mm: FloatArray) -> FloatArray:
        total = weight.sum(axis=0)
        safe = np.where(total > 0, total, 1.0)
        return np.where(total > 0, (weight * path_mm[:, None]).sum(axis=0) / safe, np.nan)

    of_muscles = mean_by_root(muscles.root_weight * muscles.motor_units[:, None], muscles.path_mm)
    of_skin = mean_by_root(territories.root_weight, territories.path_mm)
    # S5 has no muscle of ours: its few motor fibres end where its skin does
    of_muscles = np.where(np.isnan(of_muscles), of_skin, of_muscles)
    of_organs = mean_by_root(pelvic.root_weight, pelvic.path_mm)
    by_class = {"motor": of_muscles, "a_alpha": of_muscles, "pelvic": of_organs}
    return np.stack([by_class.get(name, of_skin) for name in CLASSES], axis=1)
