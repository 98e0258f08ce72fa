"""A quarter of an hour without blood: is supernormality lost?"""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Supernormality 7 ms after an impulse, change after 13 min without blood, percentage points."""
    from sciatica.validate.facts._ischaemia import arm

    seen = arm(parameters)
    return float(100.0 * (seen.supernormality[1] - seen.supernormality[0]))


FACT = Fact(
    id="nerve.ischaemia_supernormality",
    room="nerve",
    fact="supernormality of sensory axons is lost in 13 min without blood",
    published="abolished; down to 30 % in another series (Han 2008)",
    low=float("-inf"),
    high=-2.0,
    unit="points of threshold",
    species="man, arm",
    source="grosskreutz1999ischaemia",
    measure=measure,
    kind="prediction",
    knock_out=KnockOut("tissue.energy_time_min", 100000.0),
    note="outside after real tries: the sensory fibre of Gaines 2018 is not supernormal at 7 ms to begin with, and "
    "that of McIntyre 2002 grows more supernormal as it is depolarised",
)
