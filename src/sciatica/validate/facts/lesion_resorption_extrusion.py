"""How many extrusions shrink: what the rate of the type was set by."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import resorption
from sciatica.validate.fact import Fact


def measure(parameters: ParameterSet) -> float:
    """Per cent of people whose extrusion has lost a fifth or more after a year."""
    return 100.0 * resorption.share_gone("extrusion", resorption.DAYS_A_YEAR, 0.2, parameters.lesion)


FACT = Fact(
    id="lesion.resorption_extrusion",
    room="lesion",
    fact="extrusions that shrink visibly without an operation",
    published="70 %",
    low=69,
    high=71,
    unit="%",
    species="human",
    source="chiu2015",
    measure=measure,
    kind="fitted",
    note="A year, and a fifth as the least that is seen, are our reading of nine pooled studies.",
)
