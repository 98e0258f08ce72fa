"""What the facts of ``lesion`` share: one anatomy, and pressures from the public simulator."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sciatica import body
from sciatica.core.parameters import ParameterSet
from sciatica.core.person import Person
from sciatica.lesion import (
    DiscHerniation,
    Loads,
    PiriformisSyndrome,
    Posture,
    SpinalStenosis,
    Spondylolisthesis,
    build,
)

SAC_MM2 = 68.0
"""A sac that has hardly room lying, and less standing."""


def loads_of(
    causes: Sequence[DiscHerniation | SpinalStenosis | Spondylolisthesis | PiriformisSyndrome],
    postures: Sequence[Posture],
    parameters: ParameterSet,
    day: float | None = None,
) -> Loads:
    """Loads of a man of 170 cm."""
    person = Person(age_years=40, sex="male", height_cm=170, mass_kg=70, systolic_mmhg=120, diastolic_mmhg=80)
    anatomy = body.build(person, np.random.default_rng(0), parameters.body, 1)
    return build(causes, anatomy, postures, parameters.lesion, day=day)


def narrow(area_mm2: float = SAC_MM2) -> SpinalStenosis:
    """A narrow sac at L4-L5."""
    return SpinalStenosis(kind="spinal_stenosis", level="L4-L5", side="both", zone="central", sac_area_mm2=area_mm2)


def degenerative(slip_percent: float) -> Spondylolisthesis:
    """A degenerative slip at L4-L5, measured lying."""
    return Spondylolisthesis(
        kind="spondylolisthesis", level="L4-L5", type="degenerative", slip_percent=slip_percent, seen="lying"
    )


def herniated(**said: object) -> DiscHerniation:
    """A paracentral extrusion at L5-S1 on the left, with changes."""
    given = {
        "kind": "herniated_disc",
        "level": "L5-S1",
        "side": "left",
        "zone": "paracentral",
        "type": "extrusion",
        "nucleus_material": 0.5,
    }
    return DiscHerniation.model_validate(given | said)
