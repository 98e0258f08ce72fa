"""How irregular units are in a cramp."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cord import cramp, units_rate_cv


def measure(parameters: ParameterSet) -> float:
    """Variation of the intervals of the units that fire on."""
    return units_rate_cv(cramp(parameters, 30.0, 0.3, 0.3))[2]


FACT = Fact(
    id="cord.cramp_interval_variation",
    room="cord",
    fact="intervals vary far more in a cramp than in a willed contraction",
    published="coefficient of variation 44.6 +- 9.7 %",
    low=0.349,
    high=0.543,
    unit="1",
    species="man, abductor hallucis, electrically elicited cramps",
    source="minetto2009",
    measure=measure,
    knock_out=KnockOut("cord.noise_sigma", 0.02),
    note="irregular in our pool because it fires just above its own threshold; noise grown in the cramp, which the "
    "authors suspect, is not modelled",
)
