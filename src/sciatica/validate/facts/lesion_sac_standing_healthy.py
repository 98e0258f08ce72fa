"""Whether the dural sac of a healthy person is narrower standing than lying."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import flat, narrowing, posture
from sciatica.validate.fact import Fact


def measure(parameters: ParameterSet) -> float:
    """Size of the sac standing over lying."""
    standing, lying = (
        narrowing.sac_factor(held, parameters.lesion) for held in (posture("standing", parameters.lesion), flat())
    )
    return standing / lying


FACT = Fact(
    id="lesion.sac_standing_healthy",
    room="lesion",
    fact="area of the dural sac standing over supine, no symptoms",
    published="larger than 1 at L3/4, L4/5 and L5/S1, n = 32",
    low=1.0,
    high=float("inf"),
    unit="1",
    species="human, healthy men",
    source="sacposture2007",
    measure=measure,
    note="A conflict: in healthy men the sac fills with fluid on standing, while axial load lying "
    "shrank it by 5.2 % in patients (Lorenc 2022) and pressure at a stenosis rises on standing "
    "(Takahashi 1995). We follow the patients; fluid that shifts with posture is not modelled.",
)
