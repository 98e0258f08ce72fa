"""The share of its force that a muscle holds for an hour."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.movement import hold
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Share at which the curve of all joints together reaches an hour, %."""
    seconds, power = hold.curves(("",), parameters.movement)
    return float(100.0 * (seconds[0] / 3600.0) ** (1.0 / power[0]))


FACT = Fact(
    id="movement.hold_hour",
    room="movement",
    fact="the greatest sustained static contraction that is borne for an hour",
    published="7.9 % of maximum; 14.0 % on average where it lets up between",
    low=5.9,
    high=9.9,
    unit="%",
    species="man",
    source="bjorksten1977",
    measure=measure,
    knock_out=KnockOut("movement.hip_endures_power", 1.0),
    note="no spread in the abstract: a quarter either way is accepted; the curve is of 194 studies, mostly above 25 %",
)
