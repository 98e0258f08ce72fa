"""How many motor units tibialis anterior has, estimated."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._muscle import unit_number


def measure(parameters: ParameterSet) -> float:
    """The M wave over the mean surface potential of the units that fire at 25 % of a full effort."""
    return unit_number(parameters, 0.25)


FACT = Fact(
    id="muscle.units_estimated",
    room="muscle",
    fact="motor units of tibialis anterior by estimation at about a quarter of full force",
    published="153; 226 falling to 91 from threshold to 40 %",
    low=91.0,
    high=226.0,
    unit="1",
    species="man",
    source="mcneil2005",
    measure=measure,
    note="445 were counted, and those are simulated; our estimate lies above them, since units that fire at a "
    "quarter of full force are smaller than the mean; people estimate below: their needle prefers large "
    "units, and an M wave whose parts cancel is smaller than the sum",
)
