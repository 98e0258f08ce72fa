"""How far F waves of healthy people lie apart."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Standard deviation of the shortest tibial F wave, in sixty people."""
    from sciatica.validate.facts._exam import people

    return float(people(parameters)[1][:, 0].std(ddof=1))


FACT = Fact(
    id="exam.f_spread",
    room="exam",
    fact="spread of the shortest tibial F wave among people",
    published="4.1 ms (n = 100)",
    low=3.6,
    high=4.8,
    unit="ms",
    species="man",
    source="nobrega2004f",
    measure=measure,
    knock_out=KnockOut("exam.velocity_loss_per_cm", 0.0),
    note="bounds are those of a standard deviation from a hundred; "
    "how the sixty differ is declared in validate/facts/_exam.py",
)
