"""Whether sitting relieves a narrow canal."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import posture
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._lesion import loads_of, narrow


def measure(parameters: ParameterSet) -> float:
    """Pressure sitting over that standing."""
    postures = [posture(name, parameters.lesion) for name in ("sitting", "standing")]
    sitting, standing = loads_of([narrow()], postures, parameters).pressure_mmhg[0, 0]
    return float(sitting / standing)


FACT = Fact(
    id="lesion.stenosis_sitting",
    room="lesion",
    fact="pressure at the stenosis, sitting over standing",
    published="low in lying and sitting, high in standing (we read: less than 0.7), n = 10",
    low=0.0,
    high=0.7,
    unit="1",
    species="human, people with cauda equina symptoms",
    source="takahashi1995",
    measure=measure,
    knock_out=KnockOut("lesion.sac_flexion_gain", 0.0),
)
