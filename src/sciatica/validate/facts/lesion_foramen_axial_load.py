"""What load does to a foramen, in other people than those that set it."""

from __future__ import annotations

from dataclasses import replace

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import flat, narrowing
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Per cent that the L4-L5 foramen loses lying under the load of standing."""
    loaded = replace(flat(), axial_load=1.0)
    return 100.0 * (1.0 - narrowing.foramen_factor(loaded, 0, "L4-L5", parameters.lesion))


FACT = Fact(
    id="lesion.foramen_axial_load",
    room="lesion",
    fact="area that the foramina of L3-L4 and L4-L5 lose under axial load, lying",
    published="0.03 of 0.89 cm2 (rounded: 2.8-3.9 %); none at L5-S1; single ones up to half either way, n = 89",
    low=2.8,
    high=3.9,
    unit="%",
    species="human, with back pain",
    source="hebelka2022",
    measure=measure,
    knock_out=KnockOut("lesion.foramen_axial_loss", 0.0),
    note="Set by another 90 (Lorenc 2022). Young healthy people lost 10.7 % at L3-L4 and gained 23 % at L5-S1 "
    "under the same device (12 people, CT): what load does to a healthy foramen is not ours.",
)
