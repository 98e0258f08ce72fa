"""How many motor units tibialis anterior has, counted."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._cord import man


def measure(parameters: ParameterSet) -> float:
    """Units of the table."""
    muscles = man(parameters).muscles
    return float(muscles.motor_units[muscles.index("tibant")])


FACT = Fact(
    id="muscle.units_counted",
    room="muscle",
    fact="motor units of tibialis anterior, by counts of nerve fibres",
    published="445",
    low=445.0,
    high=445.0,
    unit="1",
    species="man",
    source="feinstein1955",
    measure=measure,
    kind="input",
    note="against 153 by estimation in living people (muscle.units_estimated): a conflict; every simulated "
    "pool stands for the counted number",
)
