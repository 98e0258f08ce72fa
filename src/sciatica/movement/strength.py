"""What people can give at their utmost: torque by direction, sex, age and size.

Hip, knee and ankle by Anderson 2007 (doi:10.1016/j.jbiomech.2007.03.022), plantarflexion raised to what Solianik 2012
measured, hip abduction and adduction and the trunk assumed. Torques are in body weight times height.
"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.person import Person
from sciatica.movement import tables


def lean_share(person: Person, p: Parameters) -> float:
    """Mass that counts for strength, over mass: of what exceeds a mass index of 25 only a part is lean."""
    lean_most_kg = 25.0 * (person.height_cm / 100) ** 2
    excess_kg = max(0.0, person.mass_kg - lean_most_kg)
    return (person.mass_kg - (1.0 - p.lean_share_of_excess) * excess_kg) / person.mass_kg


def greatest(person: Person, p: Parameters) -> dict[str, float]:
    """Greatest torque by direction in body weight times height; the trunk's is of both sides together."""
    measured = tables.strength(person.sex, person.age_years)
    reference = tables.strength("male", 21.5)
    found = {name: s.peak for name, s in measured.items()}
    found["ankle_plantarflexion"] *= p.plantarflexion_strength_factor
    legs = ("hip_extension", "hip_flexion", "knee_extension", "knee_flexion")
    relative = float(np.mean([measured[d].peak / reference[d].peak for d in legs]))
    found["hip_abduction"] = p.hip_abduction_strength * relative
    found["hip_adduction"] = p.hip_adduction_strength * relative
    found["trunk_extension"] = p.trunk_extension_strength * relative
    found["trunk_flexion"] = p.trunk_flexion_strength * relative
    return {name: value * lean_share(person, p) for name, value in found.items()}
