"""How large the response of a foot muscle is."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Largest deflection at abductor hallucis."""
    from sciatica.validate.facts._exam import motor

    return float(motor(parameters).amplitude_mv[0, 0, 0])


FACT = Fact(
    id="exam.tibial_amplitude",
    room="exam",
    fact="amplitude of the response of abductor hallucis",
    published="7.1 mV (3.4-10.9), men in their twenties",
    low=3.4,
    high=10.9,
    unit="mV",
    species="man",
    source="kim2022reference",
    measure=measure,
    knock_out=KnockOut("muscle.skin_mm", 30.0),
    note="unit potentials from their fibres, nothing set to it",
)
