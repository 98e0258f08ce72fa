"""Disc pressure of sitting against standing, by the older measurements."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import posture
from sciatica.validate.fact import Fact


def measure(parameters: ParameterSet) -> float:
    """Disc pressure sitting over standing, with Nachemson's sitting."""
    sitting, standing = (posture(name, parameters.lesion, "nachemson") for name in ("sitting", "standing"))
    return sitting.disc_pressure_mpa / standing.disc_pressure_mpa


FACT = Fact(
    id="lesion.sitting_nachemson",
    room="lesion",
    fact="disc pressure, sitting unsupported over standing",
    published="40 % above standing",
    low=1.4,
    high=1.4,
    unit="1",
    species="human",
    source="nachemson1966",
    measure=measure,
    kind="input",
    note="Used when a case says sitting_source: nachemson; conflicts with lesion.sitting_wilke.",
)
