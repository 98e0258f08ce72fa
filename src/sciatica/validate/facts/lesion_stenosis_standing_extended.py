"""Epidural pressure of people with spinal stenosis who stand and lean back."""

from __future__ import annotations

from dataclasses import replace

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import posture
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._lesion import loads_of, narrow


def measure(parameters: ParameterSet) -> float:
    """Pressure in a sac of 68 mm2 (lying) while standing fully extended."""
    extended = replace(posture("standing", parameters.lesion), flexion=-1.0)
    return float(loads_of([narrow()], [extended], parameters).pressure_mmhg[0, 0, 0])


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
    note="The sacs of those ten were not reported; ours has 68 mm2. Cadaver "
    "area-to-pressure, healthy canals in motion and this patient series are three different "
    "populations.",
)
