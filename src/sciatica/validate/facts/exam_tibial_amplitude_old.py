"""How large the response of a foot muscle is at 70."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact


def measure(parameters: ParameterSet) -> float:
    """Response of abductor hallucis at 70 years over that at 24."""
    from sciatica.validate.facts._exam import motor

    return float(motor(parameters, 70.0).amplitude_mv[0, 0, 0] / motor(parameters, 24.0).amplitude_mv[0, 0, 0])


FACT = Fact(
    id="exam.tibial_amplitude_old",
    room="exam",
    fact="response of abductor hallucis in the old over that in youth",
    published="9.8 over 15.3 mV",
    low=0.57,
    high=0.71,
    unit="1",
    species="man",
    source="buschbacher1999tibial",
    measure=measure,
    kind="fitted",
    note="sets the loss of fibres a year; people of the three groups are taken to be 24, 44 and 70 years old",
)
