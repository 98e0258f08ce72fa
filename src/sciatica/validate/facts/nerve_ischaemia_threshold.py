"""A quarter of an hour without blood: is the fibre more excitable?"""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Threshold of a 0.1 ms pulse after 13 min without blood, change in %."""
    from sciatica.validate.facts._ischaemia import arm

    seen = arm(parameters)
    return float(100.0 * (seen.threshold_na[1] / seen.threshold_na[0] - 1.0))


FACT = Fact(
    id="nerve.ischaemia_threshold",
    room="nerve",
    fact="the threshold of sensory axons falls without blood",
    published="reduced, P < 0.001 (n = 10)",
    low=float("-inf"),
    high=-2.0,
    unit="%",
    species="man, arm",
    source="han2008",
    measure=measure,
    kind="prediction",
    knock_out=KnockOut("tissue.energy_time_min", 100000.0),
    note="how far it fell stands in no abstract",
)
