"""How large the response of the short toe extensor is."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Largest deflection at extensor digitorum brevis."""
    from sciatica.validate.facts._exam import motor

    return float(motor(parameters).amplitude_mv[1, 0, 0])


FACT = Fact(
    id="exam.peroneal_amplitude",
    room="exam",
    fact="amplitude of the response of extensor digitorum brevis",
    published="6.8 +- 2.5 mV below 40 years",
    low=1.8,
    high=11.8,
    unit="mV",
    species="man",
    source="buschbacher1999peroneal",
    measure=measure,
    knock_out=KnockOut("muscle.skin_mm", 30.0),
    note="bounds are two standard deviations",
)
