"""What bending does to the canal of the living: what the gain was set by."""

from __future__ import annotations

from dataclasses import replace

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import narrowing, posture
from sciatica.validate.fact import Fact


def measure(parameters: ParameterSet) -> float:
    """Size of the canal upright and flexed over upright and extended."""
    upright = posture("standing", parameters.lesion)
    flexed, extended = (narrowing.sac_factor(replace(upright, flexion=bend), parameters.lesion) for bend in (1.0, -1.0))
    return flexed / extended


FACT = Fact(
    id="lesion.canal_living",
    room="lesion",
    fact="area of the canal at L4-L5, upright flexed over upright extended",
    published="268 over 224 mm2, n = 12",
    low=1.19,
    high=1.2,
    unit="1",
    species="human, healthy",
    source="canalposture1999",
    measure=measure,
    kind="fitted",
)
