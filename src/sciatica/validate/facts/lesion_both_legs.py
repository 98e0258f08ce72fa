"""Whether both legs raised move the roots more than one."""

from __future__ import annotations

from dataclasses import replace

from sciatica.body import ROOTS
from sciatica.core.parameters import ParameterSet
from sciatica.lesion import leg_raise, traction
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Slide of the S1 root with both legs raised over that with its own."""
    one = leg_raise(80.0, "left")
    both = replace(one, leg_raise_deg=(80.0, 80.0))
    slides = [traction.root_excursion_mm(ROOTS.index("S1"), 0, p, parameters.lesion) for p in (both, one)]
    return slides[0] / slides[1]


FACT = Fact(
    id="lesion.both_legs",
    room="lesion",
    fact="movement of the roots with both legs raised over that with one",
    published="medians of the roots 3.0-6.5 mm against 1.0-5.1 (left) and 2.6-4.8 mm (right), n = 14",
    low=1.1,
    high=1.8,
    unit="1",
    species="human, cadaver after laminectomy",
    source="rootmovement2018",
    measure=measure,
    knock_out=KnockOut("lesion.crossed_share", 0.0),
    note="From the ratio of the upper ends (1.3) and of the middles (1.3 to 1.6), with some room to either side.",
)
