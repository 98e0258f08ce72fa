"""The posture that a narrow canal makes a body choose takes load off its roots."""

from __future__ import annotations

import numpy as np
from scipy.interpolate import RegularGridInterpolator

from sciatica import lesion
from sciatica.core.parameters import ParameterSet
from sciatica.lesion.stance import posture
from sciatica.lesion.ways import adapted
from sciatica.movement import Adaptation
from sciatica.simulate import case_from_mapping
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._movement import ill, man

_FLEXION = np.linspace(-0.4, 1.0, 8)
_MMHG_PER_NRS = 15.0
"""Only to give the search a pain that grows with pressure; the answer asked for is a ratio of pressures."""


def measure(parameters: ParameterSet) -> float:
    """Greatest root pressure while walking in the posture chosen over that of walking upright."""
    person = man(parameters).person.model_dump()
    stenosis = {"kind": "spinal_stenosis", "level": "L4-L5", "side": "both", "zone": "central", "sac_area_mm2": 68}
    case = case_from_mapping({"schema": 1, "person": person, "causes": [stenosis], "day": 90})
    walking = posture("walking", parameters.lesion)
    grid = [adapted(walking, flexion=float(f), list_deg=0.0, side_of_list="left") for f in _FLEXION]
    loads = lesion.build(case.causes, man(parameters), grid, parameters.lesion)
    pressure = RegularGridInterpolator((_FLEXION,), loads.pressure_mmhg[0].max(axis=0))

    def pain(way: Adaptation) -> float:
        return float(pressure([way.lumbar_flexion])[0]) / _MMHG_PER_NRS

    found = ill(parameters, {}, pain=pain)
    return float((pressure([found.lumbar_flexion]) / pressure([0.0]))[0])


FACT = Fact(
    id="movement.root_load_falls",
    room="movement",
    fact="epidural pressure in stenosis rises less in walking with the back bent, which is how these people walk",
    published="higher in simple walking than in walking with lumbar flexion (12 people with stenosis); no number",
    low=0.2,
    high=0.98,
    unit="ratio of pressures",
    species="man, epidural catheter at L4-L5",
    source="takahashi1995gait",
    measure=measure,
    knock_out=KnockOut("movement.pain_weight", 0.0),
    note="a canal of 68 mm2 that hurts with its pressure; only the direction is tested",
)
