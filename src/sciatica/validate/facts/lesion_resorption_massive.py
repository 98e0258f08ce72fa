"""How much of massive herniations is left after two years."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import resorption
from sciatica.validate.fact import Fact, KnockOut

DAYS = 23.2 / 12.0 * resorption.DAYS_A_YEAR


def measure(parameters: ParameterSet) -> float:
    """Per cent of the volume that is lost, mean of people, half of them with extrusions and half with fragments."""
    lost = np.linspace(0.0025, 0.9975, 200)
    # the mean of a share lost is the area under the share of people who lost at least so much
    return float(
        50.0
        * sum(
            np.mean([resorption.share_gone(kind, DAYS, float(x), parameters.lesion) for x in lost])
            for kind in ("extrusion", "sequestration")
        )
    )


FACT = Fact(
    id="lesion.resorption_massive",
    room="lesion",
    fact="volume that massive herniations lose in 23 months, not operated",
    published="mean 64 %, n = 37 (no spread in the abstract: we read 50 to 78)",
    low=50,
    high=78,
    unit="%",
    species="human",
    source="benson2010",
    measure=measure,
    knock_out=KnockOut("lesion.extrusion_resorption_per_year", 0.0),
    note="Their types are not told; massive ones are extruded or free, and we take half of each. Other series "
    "disagree: ruptured discs lost 27 +- 33 % in two years (PMC6583552).",
)
