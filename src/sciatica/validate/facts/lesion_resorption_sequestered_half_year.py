"""How many free fragments have shrunk after half a year, in another series than the one that set the rate."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import resorption
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Per cent of people whose free fragment has lost a fifth or more after half a year."""
    return 100.0 * resorption.share_gone("sequestration", 0.5 * resorption.DAYS_A_YEAR, 0.2, parameters.lesion)


FACT = Fact(
    id="lesion.resorption_sequestered_half_year",
    room="lesion",
    fact="free fragments smaller or gone at six months, not operated",
    published="49 of 55 (95 % interval 78 to 95 %)",
    low=78,
    high=95,
    unit="%",
    species="human",
    source="sequestered2021",
    measure=measure,
    knock_out=KnockOut("lesion.sequestration_resorption_per_year", 0.0),
)
