"""How far a dural sac must be narrowed for 50 mmHg among its roots."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import narrowing
from sciatica.validate.fact import Fact

LACK = 0.19


def measure(parameters: ParameterSet) -> float:
    """Pressure at 19 % less than the critical area."""
    critical = parameters.lesion.critical_sac_mm2
    return narrowing.pressure_mmhg((1.0 - LACK) * critical, critical, parameters.lesion)


FACT = Fact(
    id="lesion.sac_pressure_50",
    room="lesion",
    fact="pressure among the roots of a sac narrowed by 19 % beyond its critical size",
    published="50 mmHg at 19 +- 8 % below 77 +- 13 mm2, n = 11",
    low=49,
    high=51,
    unit="mmHg",
    species="human, cadaver in place",
    source="schonstrom1988",
    measure=measure,
    kind="fitted",
    note="Sets, together with the next row, the two constants of the area-to-pressure law.",
)
