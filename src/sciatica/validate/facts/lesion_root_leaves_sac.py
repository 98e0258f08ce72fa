"""Where the S1 root leaves the sac, and so what a disc at L5-S1 presses."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import flat
from sciatica.validate.fact import Fact
from sciatica.validate.facts._lesion import herniated, loads_of


def measure(parameters: ParameterSet) -> float:
    """Share of the roots that a paracentral disc meets at L5-S1 over those at L4-L5: a sleeve over a sac."""
    low, high = (
        loads_of([herniated(level=level, root_pressure_mmhg=53.0)], [flat()], parameters).number
        for level in ("L5-S1", "L4-L5")
    )
    return low / high


FACT = Fact(
    id="lesion.root_leaves_sac",
    room="lesion",
    fact="S1 leaves the sac above the L5-S1 disc (its sleeve is pressed), L5 below the L4-L5 disc (the sac is)",
    published="S1 above in 75-76 %; L5 below in 63-64 %, at the disc in 25-28 %, n = 33",
    low=0.5,
    high=0.5,
    unit="1",
    species="human, cadaver",
    source="suh2005",
    measure=measure,
    kind="input",
    note="The commoner is taken where a case does not say (covering): one root at L5-S1, two within the sac at L4-L5.",
)
