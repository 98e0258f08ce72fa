"""How many sequestrations shrink: what the rate of the type was set by."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import resorption
from sciatica.validate.fact import Fact


def measure(parameters: ParameterSet) -> float:
    """Per cent of people whose sequestration has lost a fifth or more after a year."""
    return 100.0 * resorption.share_gone("sequestration", resorption.DAYS_A_YEAR, 0.2, parameters.lesion)


FACT = Fact(
    id="lesion.resorption_sequestration",
    room="lesion",
    fact="sequestrations that shrink visibly without an operation",
    published="96 %",
    low=95,
    high=97,
    unit="%",
    species="human",
    source="chiu2015",
    measure=measure,
    kind="fitted",
    note="A year, and a fifth as the least that is seen, are our reading of nine pooled studies.",
)
