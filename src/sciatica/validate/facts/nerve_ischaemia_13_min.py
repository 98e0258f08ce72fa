"""A quarter of an hour without blood, by pump and ions: does the fibre still conduct?"""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Conduction velocity after 13 min without blood over the healthy one."""
    from sciatica.validate.facts._ischaemia import arm

    seen = arm(parameters)
    return float(seen.velocity[1])


FACT = Fact(
    id="nerve.ischaemia_13_min",
    room="nerve",
    fact="axons of the arm conduct throughout 13 min without blood",
    published="axons conducting throughout",
    low=0.5,
    high=1.2,
    unit="ratio of velocities",
    species="man, arm",
    source="grosskreutz1999ischaemia",
    measure=measure,
    kind="prediction",
    knock_out=KnockOut("tissue.energy_time_min", 2.0),
    note="ions and pump by their own law, not the tissue's curve; half the velocity is taken as conducting",
)
