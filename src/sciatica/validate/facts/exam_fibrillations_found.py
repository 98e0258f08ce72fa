"""How often root pain comes with fibrillations."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Share of people with a pressed L5 whose needle study shows fibrillations in two muscles by different nerves."""
    from sciatica.validate.facts import _exam_lesion as lesion

    return lesion.share_with_fibrillations(parameters)


FACT = Fact(
    id="exam.fibrillations_found",
    room="exam",
    fact="people with radiating pain in whom a needle finds fibrillations of one root in two muscles",
    published=".27 (13 of 48; .17 to .41), fibrillations alone; against .62 of 124 referred, by any sign of the needle",
    low=0.17,
    high=0.62,
    unit="1",
    species="man",
    source="tong2012incremental",
    measure=measure,
    knock_out=KnockOut("muscle.fibrillating_share", 0.0),
    note="A conflict: .27 rises to .46 with changes of units and .50 with the muscles beside the spine in the same "
    "people; textbooks say .50 to .85; another series found .62 of lumbosacral referrals and one .30 of S1. Both ends "
    "are stated, and ours must lie between. Pressures as measured at operation: exponential, mean 53 mmHg, 7 to 256; "
    "six weeks after the beginning.",
)
