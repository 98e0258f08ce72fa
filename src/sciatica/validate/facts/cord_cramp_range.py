"""Over how much of what is not known a cramp begins, outlasts its cause and ends by itself."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cramp import held, search, share


def measure(parameters: ParameterSet) -> float:
    """Share of the searched range in which a train makes a cramp, it lasts for seconds, and it ends."""
    found = search(parameters)
    return share(held(found) & (found.active_s > 3.0))


FACT = Fact(
    id="cord.cramp_range",
    room="cord",
    fact="a train leaves a muscle in cramp, and the cramp ends by itself",
    published="in all of 11 people; a fifth of the searched range was asked of a model",
    low=0.2,
    high=1.0,
    unit="share of the searched range",
    species="man, abductor hallucis, electrically elicited cramps",
    source="minetto2009",
    measure=measure,
    knock_out=KnockOut("cord.group_iv_cramp_hz", 0.0),
    note="no cramp model is published: this pool is our own assembly, a hypothesis; twenty constants were drawn from "
    "their ranges; a cramp that lasts with small afferents or neuromodulation blocked would refute it",
)
