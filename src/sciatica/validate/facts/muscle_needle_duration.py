"""How long unit potentials are at a needle."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._muscle import needle_shapes


def measure(parameters: ParameterSet) -> float:
    """Mean duration over units of tibialis anterior, ms."""
    return float(needle_shapes(parameters)[:, 1].mean())


FACT = Fact(
    id="muscle.needle_duration",
    room="muscle",
    fact="mean duration of unit potentials at a concentric needle, tibialis anterior",
    published="9.35 +- 0.93 ms",
    low=8.42,
    high=10.28,
    unit="ms",
    species="man",
    source="jnnp_tibant_needle",
    measure=measure,
    knock_out=KnockOut("muscle.fibre_velocity_m_s", 8.0),
)
