"""How many phases unit potentials have at a needle."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._muscle import needle_shapes


def measure(parameters: ParameterSet) -> float:
    """Mean number over units of tibialis anterior."""
    return float(needle_shapes(parameters)[:, 2].mean())


FACT = Fact(
    id="muscle.needle_phases",
    room="muscle",
    fact="mean number of phases of unit potentials at a concentric needle, tibialis anterior",
    published="3.47 +- 0.36",
    low=3.11,
    high=3.83,
    unit="1",
    species="man",
    source="jnnp_tibant_needle",
    measure=measure,
    knock_out=KnockOut("muscle.end_plate_band_mm", 30.0),
)
