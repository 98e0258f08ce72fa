"""What the facts about what is said share: patients of few fibres, asked in the postures that a fact needs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any, Final

import numpy as np

from sciatica.body import build
from sciatica.core.parameters import ParameterSet
from sciatica.core.seeds import generator
from sciatica.core.types import FloatArray
from sciatica.lesion.posture import Posture, adapted, posture
from sciatica.nerve.conduct import Scene, healthy_velocity_m_s, run_scenes
from sciatica.simulate import case_from_mapping
from sciatica.simulate.day import pain_in_postures
from sciatica.simulate.loop import loads_on, newborn, step, world_of
from sciatica.simulate.postures import day_grid
from sciatica.tissue import respond

FIBRES_PER_CLASS = 4
MAN: Final = {
    "age_years": 46, "sex": "male", "height_cm": 176, "mass_kg": 80, "systolic_mmhg": 128, "diastolic_mmhg": 82,
}  # fmt: skip
WOMAN: Final = {
    "age_years": 42, "sex": "female", "height_cm": 168, "mass_kg": 64, "systolic_mmhg": 118, "diastolic_mmhg": 74,
}  # fmt: skip
CAUSES: Final = MappingProxyType(
    {
        "disc": {
            "kind": "herniated_disc", "level": "L5-S1", "side": "right", "zone": "paracentral", "type": "extrusion",
            "root_pressure_mmhg": 53, "nucleus_material": 0.8,
        },
        "stenosis": {
            "kind": "spinal_stenosis", "level": "L4-L5", "side": "both", "zone": "central", "sac_area_mm2": 67,
        },
        "narrower": {
            "kind": "spinal_stenosis", "level": "L4-L5", "side": "both", "zone": "central", "sac_area_mm2": 66,
        },
        "piriformis": {"kind": "piriformis_syndrome", "side": "right", "spasm": 0.6, "variant": "a"},
    }
)  # fmt: skip
"""A herniation that presses as much as the middle one measured at operation (Takahashi 1999); the others as narrow or
as tense as it takes to hurt at all."""
DAY: Final = {"disc": 10.0, "stenosis": 30.0, "narrower": 30.0, "piriformis": 21.0}


@lru_cache(maxsize=32)
def pain_in(
    cause: str, postures: Sequence[Posture], parameters: ParameterSet, fibres: int = FIBRES_PER_CLASS
) -> FloatArray:
    """[A] pain (0-10) of the worst root on the right, after holding each posture, upright as asked for.

    Args:
        cause: one of ``CAUSES``.
        postures: a tuple of them.
        parameters: the constants of all rooms.
        fibres: how many stand for each class of a root.
    """
    who = WOMAN if cause == "piriformis" else MAN
    made = case_from_mapping({"schema": 1, "person": who, "causes": [dict[str, Any](CAUSES[cause])], "day": DAY[cause]})
    body = build(made.person, generator(made.seed, 0, "body", 0.0), parameters.body, fibres)
    world = world_of(made, body, parameters, ("movement", "spasm"))
    life = newborn(world)
    yesterday = life
    for day in day_grid(0.0, made.day):
        yesterday, (life, _, _) = life, step(world, life, day)
    loads = loads_on(world, postures, yesterday, made.day, asked=True)
    moment = respond(life.tissue, loads, world.arterial, parameters.tissue)
    scene = Scene(loads, life.tissue, moment)
    velocity = healthy_velocity_m_s(body, parameters.nerve)
    channels = run_scenes(body, [scene], parameters.nerve, velocity)[0]
    pain = pain_in_postures(body, channels, np.zeros((2, 9)), len(postures), parameters)
    worst: FloatArray = pain[1].max(axis=0)
    return worst


LEANT_DEG: Final = 20.0
"""How far a person with a narrow canal is asked to lean forward."""


def narrow(parameters: ParameterSet) -> tuple[float, float, float]:
    """Pain in a sac of 66 mm2 after an hour of sitting, after standing for 20 minutes, and standing so bent forward."""
    sitting, standing = (posture(name, parameters.lesion) for name in ("sitting", "standing"))
    bent = adapted(standing, flexion=LEANT_DEG / parameters.movement.full_flexion_deg)
    seated, upright, leant = pain_in("narrower", (sitting, standing, bent), parameters)
    return float(seated), float(upright), float(leant)
