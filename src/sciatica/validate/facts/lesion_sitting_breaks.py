"""Whether rising every quarter of an hour spares the disc its loss of height."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import creep, held, posture
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Loss of height after 15 minutes of sitting over that after four hours."""
    sitting = posture("sitting", parameters.lesion)
    broken, unbroken = (1.0 - creep.lowered(held(sitting, m), parameters.lesion) for m in (15.0, 240.0))
    return broken / unbroken


FACT = Fact(
    id="lesion.sitting_breaks",
    room="lesion",
    fact="loss of height of the L4-L5 disc over four hours of sitting, with a break every 15 minutes over without",
    published="significant without, not significant with breaks (we read: less than a third), n = 12",
    low=0.0,
    high=0.33,
    unit="1",
    species="human, with back pain",
    source="billy2014",
    measure=measure,
    knock_out=KnockOut("lesion.disc_creep_minutes", 10.0),
    note="A break is taken to give back all that was lost; discs recover three to four times slower than they creep "
    "(O'Connell 2011), which is not modelled.",
)
