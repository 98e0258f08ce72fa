"""How many extrusions are gone, not only smaller."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import resorption
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Per cent of people whose extrusion has lost nine tenths after a year."""
    return 100.0 * resorption.share_gone("extrusion", resorption.DAYS_A_YEAR, 0.9, parameters.lesion)


FACT = Fact(
    id="lesion.resorption_extrusion_gone",
    room="lesion",
    fact="extrusions that are gone without an operation",
    published="15 % (numbers not in the abstract: we read 10 to 20)",
    low=10,
    high=20,
    unit="%",
    species="human",
    source="chiu2015",
    measure=measure,
    knock_out=KnockOut("lesion.extrusion_resorption_per_year", 0.0),
    note="Rates and spread were set by the other five numbers of the review. Too few of ours go altogether: one "
    "exponential for all of a fragment is too slow at its end.",
)
