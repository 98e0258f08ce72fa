"""How many axons may be gone before an examiner's hand notices, once the others have sprouted."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Least share of motor axons of the leg lost half a year ago at which the calf is graded below 5."""
    from sciatica.validate.facts import _exam_lesion as lesion

    return sum(lesion.loss_first_seen(parameters, 180.0, draw)["hand"] for draw in range(3)) / 3.0


FACT = Fact(
    id="exam.weakness_sprouted",
    room="exam",
    fact="share of motor axons lost at which weakness is first seen at the bedside, the survivors having sprouted",
    published="weakness is apparent only when more than half of the motor neurons are gone (poliomyelitis)",
    low=0.5,
    high=1.0,
    unit="1",
    species="man",
    source="cashman1987postpolio",
    measure=measure,
    knock_out=KnockOut("muscle.sprouting_limit", 1.0),
    note="on the first day it is seen from a quarter to a third on; a dynamometer sees it no later, heel raises sooner",
)
