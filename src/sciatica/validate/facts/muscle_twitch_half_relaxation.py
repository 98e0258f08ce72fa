"""How fast the calf's twitch falls."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cord import triceps_twitch_ms


def measure(parameters: ParameterSet) -> float:
    """Half-relaxation time of the calf's twitch."""
    _, half = triceps_twitch_ms(parameters)
    return half


FACT = Fact(
    id="muscle.twitch_half_relaxation",
    room="muscle",
    fact="triceps surae relaxes slowly",
    published="half-relaxation time 99.6 +- 14.4 ms",
    low=85.2,
    high=114.0,
    unit="ms",
    species="man",
    source="sale1982",
    measure=measure,
    knock_out=KnockOut("muscle.fusion_steepness", 50.0),
    note="only the contraction time was set; the fall follows from the unit's shape",
)
