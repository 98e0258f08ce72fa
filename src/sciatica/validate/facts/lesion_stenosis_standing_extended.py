"""Epidural pressure of people with spinal stenosis who stand and lean back."""

from __future__ import annotations

from dataclasses import replace

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import narrowing, posture
from sciatica.validate.fact import Fact, KnockOut

SAC_MM2 = 68.0


def measure(parameters: ParameterSet) -> float:
    """Pressure in a sac of 68 mm2 (lying) while standing fully extended."""
    held = replace(posture("standing", parameters.lesion), flexion=-1.0)
    size = SAC_MM2 * narrowing.sac_factor(held, parameters.lesion)
    return narrowing.pressure_mmhg(size, parameters.lesion.critical_sac_mm2, parameters.lesion)


FACT = Fact(
    id="lesion.stenosis_standing_extended",
    room="lesion",
    fact="pressure at the stenosis, L4-L5, standing with extension: the highest of all postures",
    published="116.7 +- 38.4 mmHg, n = 10",
    low=78.3,
    high=155.1,
    unit="mmHg",
    species="human, people with cauda equina symptoms",
    source="takahashi1995",
    measure=measure,
    knock_out=KnockOut("lesion.sac_flexion_gain", 0.0),
    note="The sacs of those ten were not reported; ours has the 68 mm2 of the example. Cadaver "
    "area-to-pressure, healthy canals in motion and this patient series are three different "
    "populations.",
)
