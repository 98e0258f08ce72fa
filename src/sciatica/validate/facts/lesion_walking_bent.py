"""Whether walking bent forward relieves a narrow canal."""

from __future__ import annotations

from dataclasses import replace

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import posture
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._lesion import loads_of, narrow


def measure(parameters: ParameterSet) -> float:
    """Highest pressure of a step walking bent forward by half, over that walking upright."""
    upright = posture("walking", parameters.lesion)
    loads = loads_of([narrow()], [upright, replace(upright, flexion=0.5)], parameters)
    peak = loads.pressure_mmhg[0, 0] + loads.swing_mmhg[0, 0]
    return float(peak[1] / peak[0])


FACT = Fact(
    id="lesion.walking_bent",
    room="lesion",
    fact="epidural pressure at the stenosis, walking with lumbar flexion over simple walking",
    published="lower (we read: less than 0.9; numbers not in the abstract), n = 12",
    low=0.0,
    high=0.9,
    unit="1",
    species="human, lumbar stenosis",
    source="takahashi1995gait",
    measure=measure,
    knock_out=KnockOut("lesion.sac_flexion_gain", 0.0),
)
