"""How long units fire on in a cramp, and that they end."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cord import cramp, units_rate_cv


def measure(parameters: ParameterSet) -> float:
    """Mean time from the end of the train to the last spike; 42 s were watched."""
    return units_rate_cv(cramp(parameters, 30.0, 0.3, 0.3))[0]


FACT = Fact(
    id="cord.cramp_time",
    room="cord",
    fact="a cramp's units stay active for tens of seconds and then stop by themselves",
    published="23.6 +- 16.2 s, 48 units of 11 people",
    low=7.4,
    high=39.8,
    unit="s",
    species="man, abductor hallucis, electrically elicited cramps",
    source="minetto2009",
    measure=measure,
    knock_out=KnockOut("cord.group_iv_drive_per_hz", 0.0),
    note="a hypothesis as cord.cramp_rate; more pain in the muscle makes it longer",
)
