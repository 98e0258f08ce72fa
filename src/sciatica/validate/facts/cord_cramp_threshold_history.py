"""The train that makes a muscle cramp that has cramped before."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cramp import fifth, held, search

LOW, HIGH = 9.2, 20.6


def measure(parameters: ParameterSet) -> float:
    """What a fifth of the searched draws reach, with a cramp that ends."""
    found = search(parameters)
    return fifth(found.history_hz, held(found), LOW, HIGH)


FACT = Fact(
    id="cord.cramp_threshold_history",
    room="cord",
    fact="with a history of cramp a slower train is enough",
    published="14.9 +- 1.3 Hz (mean, SE, 19 people; SD 5.7)",
    low=LOW,
    high=HIGH,
    unit="Hz",
    species="man, flexor hallucis brevis",
    source="miller2009",
    measure=measure,
    knock_out=KnockOut("cord.group_iv_cramp_hz", 0.0),
    note="what a fifth of the searched range reaches, ending included; a hypothesis, as cord.cramp_range; the history "
    "is declared: a little sensitisation of the segment, and small afferents that are never quite silent",
)
