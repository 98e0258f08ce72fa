"""How fast the calf's twitch rises."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._cord import triceps_twitch_ms


def measure(parameters: ParameterSet) -> float:
    """Contraction time of the calf's twitch."""
    peak, _ = triceps_twitch_ms(parameters)
    return peak


FACT = Fact(
    id="muscle.twitch_contraction",
    room="muscle",
    fact="triceps surae has a slow twitch",
    published="contraction time 112.4 +- 11.1 ms",
    low=101.3,
    high=123.5,
    unit="ms",
    species="man",
    source="sale1982",
    measure=measure,
    kind="fitted",
    note="the twitch times were chosen so; measured apart, soleus is slower (156.5 +- 14.7) and gastrocnemius about as "
    "fast (100 and 114): the two reports do not add up by strength",
)
