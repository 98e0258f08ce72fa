"""Bending forward while standing brings the pressure in a narrow canal back to that of lying."""

from __future__ import annotations

from dataclasses import replace

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import flat, narrowing, posture
from sciatica.validate.fact import Fact, KnockOut

SAC_MM2 = 68.0


def measure(parameters: ParameterSet) -> float:
    """Pressure standing fully flexed less that lying, in a sac of 68 mm2."""
    bent = replace(posture("standing", parameters.lesion), flexion=1.0)
    standing, lying = (
        narrowing.pressure_mmhg(
            SAC_MM2 * narrowing.sac_factor(held, parameters.lesion),
            parameters.lesion.critical_sac_mm2,
            parameters.lesion,
        )
        for held in (bent, flat())
    )
    return standing - lying


FACT = Fact(
    id="lesion.stenosis_standing_flexed",
    room="lesion",
    fact="pressure in the lumbar canal, standing flexed less prone",
    published="almost the same (we read: within 10 mmHg); lowest prone, highest standing extended",
    low=-10,
    high=10,
    unit="mmHg",
    species="human, stenosis and disc herniation",
    source="hanai1985",
    measure=measure,
    knock_out=KnockOut("lesion.sac_flexion_gain", 0.0),
    note="They measured cerebrospinal fluid pressure, we compute that on the roots.",
)
