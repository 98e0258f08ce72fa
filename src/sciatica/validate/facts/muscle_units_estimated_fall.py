"""How the estimate of the unit number falls with force."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._muscle import unit_number


def measure(parameters: ParameterSet) -> float:
    """Estimate at 5 % of full effort, taken for the threshold, over that at 40 %."""
    return unit_number(parameters, 0.05) / unit_number(parameters, 0.4)


FACT = Fact(
    id="muscle.units_estimated_fall",
    room="muscle",
    fact="estimated unit number at threshold over that at 40 % of full force: later units are larger",
    published="226 over 91: 2.5",
    low=2.0,
    high=3.0,
    unit="1",
    species="man",
    source="mcneil2005",
    measure=measure,
    knock_out=KnockOut("muscle.innervation_power", 0.0),
    note="no spread was published: 2 to 3 is taken",
)
