"""Bending forward while standing brings the pressure in a narrow canal back to that of lying."""

from __future__ import annotations

from dataclasses import replace

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import flat, posture
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._lesion import loads_of, narrow


def measure(parameters: ParameterSet) -> float:
    """Pressure standing fully flexed less that lying, in a sac of 68 mm2."""
    bent = replace(posture("standing", parameters.lesion), flexion=1.0)
    standing, lying = loads_of([narrow()], [bent, flat()], parameters).pressure_mmhg[0, 0]
    return float(standing - lying)


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
