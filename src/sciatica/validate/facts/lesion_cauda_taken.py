"""Whether discs that leave people with a cauda equina syndrome bear on the cauda equina in full."""

from __future__ import annotations

from sciatica.body import ROOTS
from sciatica.core.parameters import ParameterSet
from sciatica.lesion import flat
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._lesion import herniated, loads_of

TAKEN = 0.69


def measure(parameters: ParameterSet) -> float:
    """Pressure on the free S3 root over that on the traversing root, for a central disc that takes 69 % of the sac."""
    disc = herniated(zone="central", side="both", canal_share=TAKEN, root_pressure_mmhg=100.0)
    loads = loads_of([disc], [flat()], parameters)
    pressure, free = loads.pressure_mmhg[0, :, 0], loads.root[0] == ROOTS.index("S3")
    return float(pressure[free].max(initial=0.0) / pressure[0])


FACT = Fact(
    id="lesion.cauda_taken",
    room="lesion",
    fact="share of a disc's pressure on the cauda equina, where it takes what it takes in a cauda equina syndrome",
    published="mean compression 70 % at L4-L5 and 67.5 % at L5-S1, n = 52 (we read: in full, 0.9 or more)",
    low=0.9,
    high=1.0,
    unit="1",
    species="human",
    source="kalidindi2020",
    measure=measure,
    knock_out=KnockOut("lesion.cauda_full_share", 0.9),
    note="They give diameters, we areas.",
)
