"""The pressure at a stenosis of someone lying prone in surgery."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import flat
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._lesion import loads_of, narrow


def measure(parameters: ParameterSet) -> float:
    """Pressure lying in a sac of 68 mm2."""
    return float(loads_of([narrow()], [flat()], parameters).pressure_mmhg[0, 0, 0])


FACT = Fact(
    id="lesion.stenosis_prone",
    room="lesion",
    fact="epidural pressure at the stenosis, prone in surgery",
    published="median 22 mmHg there, 8-9 above and below it, n = 5",
    low=13,
    high=22,
    unit="mmHg",
    species="human, in surgery",
    source="barz2014",
    measure=measure,
    knock_out=KnockOut("lesion.sac_pressure_scale_mmhg", 0.0),
    note="From what the stenosis adds to the rest of the canal (13) to the whole (22). They found no "
    "relation to the area of the canal, and did not report the sacs; ours has the 68 mm2 of a "
    "example.",
)
