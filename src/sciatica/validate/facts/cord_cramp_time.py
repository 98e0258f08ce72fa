"""How long units fire on in a cramp, and that they end."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cramp import fifth, held, search

LOW, HIGH = 7.4, 39.8


def measure(parameters: ParameterSet) -> float:
    """What a fifth of the searched draws reach, with a cramp that ends."""
    found = search(parameters)
    return fifth(found.active_s, held(found), LOW, HIGH)


FACT = Fact(
    id="cord.cramp_time",
    room="cord",
    fact="the units of a cramp stay active for tens of seconds and then stop by themselves",
    published="23.6 +- 16.2 s, 48 units of 11 people",
    low=LOW,
    high=HIGH,
    unit="s",
    species="man, abductor hallucis, electrically elicited cramps",
    source="minetto2009",
    measure=measure,
    knock_out=KnockOut("cord.irritant_fade_s", 1.0),
    note="what a fifth of the searched range reaches, ending included; a hypothesis, as cord.cramp_range",
)
