"""How the response of the short toe extensor falls with age."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Response of extensor digitorum brevis at 58 years over that at 29."""
    from sciatica.validate.facts._exam import motor

    return float(motor(parameters, 58.0).amplitude_mv[1, 0, 0] / motor(parameters, 29.0).amplitude_mv[1, 0, 0])


FACT = Fact(
    id="exam.peroneal_amplitude_age",
    room="exam",
    fact="response of extensor digitorum brevis above 40 years over that below",
    published="5.1 over 6.8 mV (standard deviation 2.5, n = 242)",
    low=0.65,
    high=0.85,
    unit="1",
    species="man",
    source="buschbacher1999peroneal",
    measure=measure,
    knock_out=KnockOut("exam.foot_fibre_loss_per_year", 0.0),
    note="the loss was set by another muscle; bounds are two standard errors",
)
