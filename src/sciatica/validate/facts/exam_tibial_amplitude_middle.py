"""How large the response of a foot muscle is at 45."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Response of abductor hallucis at 44 years over that at 24."""
    from sciatica.validate.facts._exam import motor

    return float(motor(parameters, 44.0).amplitude_mv[0, 0, 0] / motor(parameters, 24.0).amplitude_mv[0, 0, 0])


FACT = Fact(
    id="exam.tibial_amplitude_middle",
    room="exam",
    fact="response of abductor hallucis in the middle of life over that in youth",
    published="12.9 over 15.3 mV (standard deviation 4.5, n = 250 in three groups)",
    low=0.76,
    high=0.93,
    unit="1",
    species="man",
    source="buschbacher1999tibial",
    measure=measure,
    knock_out=KnockOut("exam.foot_fibre_loss_per_year", 0.0),
    note="set by the first and the last group, judged by the one between; bounds are two standard errors",
)
