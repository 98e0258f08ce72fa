"""How many free fragments are gone after half a year."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import resorption
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Per cent of people whose free fragment has lost nine tenths after half a year."""
    return 100.0 * resorption.share_gone("sequestration", 0.5 * resorption.DAYS_A_YEAR, 0.9, parameters.lesion)


FACT = Fact(
    id="lesion.resorption_sequestered_gone_half_year",
    room="lesion",
    fact="free fragments gone at six months, not operated",
    published="27 of 55 (95 % interval 35 to 63 %)",
    low=35,
    high=63,
    unit="%",
    species="human",
    source="sequestered2021",
    measure=measure,
    knock_out=KnockOut("lesion.sequestration_resorption_per_year", 0.0),
    note="Two publications disagree: as many were gone here after six months as in the review that set our rate "
    "(43 %) over its whole, longer time. We follow the review.",
)
