"""How much of the pain of L5 and S1 lies in their dermatomes."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._drawings import share_inside


def measure(parameters: ParameterSet) -> float:
    """Mean share of the drawings of L5 and S1 inside their dermatomes."""
    return 0.5 * sum(share_inside(root, parameters) for root in ("L5", "S1"))


FACT = Fact(
    id="exam.drawing_overlap",
    room="exam",
    fact="share of the pain drawings of L5 and S1 that lies in their dermatomes",
    published="about 50 to 80 % overlap, 93 people with one pressed root",
    low=0.5,
    high=0.8,
    unit="1",
    species="man",
    source="albert2019",
    measure=measure,
    kind="input",
    note="the table of pain weights was typed by hand; it is read back, weighted by strength, not area",
)
