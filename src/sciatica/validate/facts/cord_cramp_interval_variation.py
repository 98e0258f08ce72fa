"""How irregular units are in a cramp."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cramp import fifth, held, search

LOW, HIGH = 0.349, 0.543


def measure(parameters: ParameterSet) -> float:
    """What a fifth of the searched draws reach, with a cramp that ends."""
    found = search(parameters)
    return fifth(found.variation, held(found), LOW, HIGH)


FACT = Fact(
    id="cord.cramp_interval_variation",
    room="cord",
    fact="intervals vary far more in a cramp than in a willed contraction",
    published="coefficient of variation 44.6 +- 9.7 %",
    low=LOW,
    high=HIGH,
    unit="1",
    species="man, abductor hallucis, electrically elicited cramps",
    source="minetto2009",
    measure=measure,
    knock_out=KnockOut("cord.group_iv_cramp_hz", 0.0),
    note="what a fifth of the searched range reaches, ending included; a hypothesis, as cord.cramp_range; irregular "
    "chiefly because the rate falls through the cramp, less because pain adds synaptic noise",
)
