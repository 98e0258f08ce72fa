"""How often an F wave comes."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact


def measure(parameters: ParameterSet) -> float:
    """Share of shocks with an F wave in abductor hallucis."""
    from sciatica.validate.facts._exam import late

    return float(late(parameters).f_persistence[0, 0])


FACT = Fact(
    id="exam.tibial_f_persistence",
    room="exam",
    fact="share of shocks followed by an F wave, tibial nerve",
    published="97 +- 5 % (n = 100)",
    low=0.87,
    high=1.0,
    unit="1",
    species="man",
    source="nobrega2004f",
    measure=measure,
    note="outside: the muscle has the 43 units of one estimate; more units or a higher chance each would answer more",
)
