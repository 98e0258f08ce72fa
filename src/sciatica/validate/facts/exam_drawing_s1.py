"""Whether S1's pain keeps to its dermatome more than that of L4 and L5."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._drawings import share_inside


def measure(parameters: ParameterSet) -> float:
    """Share inside the dermatome for S1, less the mean of L4 and L5."""
    l4, l5, s1 = (share_inside(root, parameters) for root in ("L4", "L5", "S1"))
    return s1 - 0.5 * (l4 + l5)


FACT = Fact(
    id="exam.drawing_s1",
    room="exam",
    fact="S1's pain keeps to its dermatome more than that of other lumbar roots",
    published="lumbar pain was non-dermatomal in 64.1 % of cases, yet that of S1 dermatomal in 64.9 %",
    low=0.0,
    high=1.0,
    unit="1",
    species="man",
    source="murphy2009",
    measure=measure,
    kind="input",
    note="the table of pain weights was typed with this finding in mind; the drawing only reads it back",
)
