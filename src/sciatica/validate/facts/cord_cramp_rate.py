"""How fast units fire in a cramp."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cramp import fifth, held, search

LOW, HIGH = 9.4, 19.6


def measure(parameters: ParameterSet) -> float:
    """What a fifth of the searched draws reach, with a cramp that ends."""
    found = search(parameters)
    return fifth(found.rate_hz, held(found), LOW, HIGH)


FACT = Fact(
    id="cord.cramp_rate",
    room="cord",
    fact="units fire at moderate rates in a cramp",
    published="14.5 +- 5.1 pulses/s, 48 units of 11 people",
    low=LOW,
    high=HIGH,
    unit="Hz",
    species="man, abductor hallucis, electrically elicited cramps",
    source="minetto2009",
    measure=measure,
    knock_out=KnockOut("cord.group_iv_cramp_hz", 0.0),
    note="what a fifth of the searched range reaches, ending included; a hypothesis, as cord.cramp_range",
)
