"""Disc pressure of sitting against standing, by the newer measurement."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import posture
from sciatica.validate.fact import Fact


def measure(parameters: ParameterSet) -> float:
    """Disc pressure sitting over standing."""
    sitting, standing = (posture(name, parameters.lesion) for name in ("sitting", "standing"))
    return sitting.disc_pressure_mpa / standing.disc_pressure_mpa


FACT = Fact(
    id="lesion.sitting_wilke",
    room="lesion",
    fact="disc pressure, sitting unsupported over standing relaxed",
    published="0.46 over 0.50 MPa, n = 1",
    low=0.92,
    high=0.92,
    unit="1",
    species="human, L4-L5, one man",
    source="wilke1999",
    measure=measure,
    kind="input",
    note="The default; conflicts with lesion.sitting_nachemson, so a case may choose.",
)
