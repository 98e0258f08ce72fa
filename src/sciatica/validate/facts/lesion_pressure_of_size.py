"""What a herniation as large as surgeons operate on presses, from the mechanics of a bowed root."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import flat
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._lesion import herniated, loads_of

SIZE_MM = 7.0


def measure(parameters: ParameterSet) -> float:
    """Contact pressure lying of an extrusion of 7 mm."""
    return float(loads_of([herniated(size_mm=SIZE_MM)], [flat()], parameters).pressure_mmhg[0, 0, 0])


FACT = Fact(
    id="lesion.pressure_of_size",
    room="lesion",
    fact="contact pressure of root and disc at operation, prone, for a severe herniation (7 mm)",
    published="mean 53 mmHg, 7-256, n = 34; sizes not told",
    low=7,
    high=256,
    unit="mmHg",
    species="human, in surgery",
    source="takahashi1999",
    measure=measure,
    knock_out=KnockOut("lesion.root_stiffness_mpa", 0.0),
    note="Nothing was set to it, but stiffness, span and room are assumed. Sizes of 4 to 10 mm give 6 to 200 mmHg.",
)
