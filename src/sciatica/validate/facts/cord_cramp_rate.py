"""How fast units fire in a cramp."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cord import cramp, units_rate_cv


def measure(parameters: ParameterSet) -> float:
    """Mean rate of the units that fire on after a train of 30 Hz."""
    return units_rate_cv(cramp(parameters, 30.0, 0.3, 0.3))[1]


FACT = Fact(
    id="cord.cramp_rate",
    room="cord",
    fact="units fire at moderate rates in a cramp",
    published="14.5 +- 5.1 pulses/s, 48 units of 11 people",
    low=9.4,
    high=19.6,
    unit="Hz",
    species="man, abductor hallucis, electrically elicited cramps",
    source="minetto2009",
    measure=measure,
    knock_out=KnockOut("cord.pic_highest", 0.3),
    note="no cramp model is published: this pool is our own assembly, a hypothesis; state of the pool: pain and "
    "sensitisation 0.3 each",
)
