"""A cramp leaves the muscle ready for the next."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cramp import fifth, held, search

LOW, HIGH = 0.64, 0.94


def measure(parameters: ParameterSet) -> float:
    """Threshold half an hour after a cramp over that before: what a fifth of the draws reach."""
    found = search(parameters)
    return fifth(found.recent_hz / found.history_hz, held(found), LOW, HIGH)


FACT = Fact(
    id="cord.cramp_again",
    room="cord",
    fact="for an hour after a cramp a slower train is enough",
    published="14 +- 5 Hz 30 min after a cramp, 18 +- 6 before (15 people who cramp)",
    low=LOW,
    high=HIGH,
    unit="share of threshold before",
    species="man, flexor hallucis brevis",
    source="miller2017",
    measure=measure,
    knock_out=KnockOut("cord.group_iv_after_hz", 0.0),
    note="what a fifth of the searched range reaches, ending included; a hypothesis, as cord.cramp_range; bounds are "
    "one standard error of either mean",
)
