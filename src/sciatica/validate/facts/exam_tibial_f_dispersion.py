"""How far F waves of one muscle lie apart."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact


def measure(parameters: ParameterSet) -> float:
    """Longest less shortest F wave of abductor hallucis."""
    from sciatica.validate.facts._exam import late

    return float(late(parameters).f_dispersion_ms[0, 0])


FACT = Fact(
    id="exam.tibial_f_dispersion",
    room="exam",
    fact="spread of F waves of the tibial nerve",
    published="5.5 +- 1.4 ms (n = 100)",
    low=2.7,
    high=8.3,
    unit="ms",
    species="man",
    source="nobrega2004f",
    measure=measure,
    note="outside: every motoneuron fires back as easily here; in people the large ones with fast axons do so more",
)
