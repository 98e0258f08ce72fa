"""How little strength an examiner calls grade 3."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cord import man


def measure(parameters: ParameterSet) -> float:
    """Share of knee extension that lifts shank and foot, %."""
    from sciatica.muscle import people

    return 100.0 * people.against_gravity(man(parameters), parameters.muscle)


FACT = Fact(
    id="muscle.grade_3_knee",
    room="muscle",
    fact="what lifts the shank against gravity over the greatest knee extension, in men",
    published="5 to 8 % (another report: grade 3 is 4.8 +- 1.2 % of normal)",
    low=3.6,
    high=8.0,
    unit="%",
    species="anthropometry and dynamometers",
    source="dvir1997",
    measure=measure,
    knock_out=KnockOut("muscle.shank_mass", 0.02),
    note="so grade 4 begins at a tenth of normal or less at the knee; the knock-out is a leg of a third of its weight",
)
