"""How far leg raise pulls a root through its foramen."""

from __future__ import annotations

from sciatica.body import ROOTS
from sciatica.core.parameters import ParameterSet
from sciatica.lesion import leg_raise, traction
from sciatica.validate.fact import Fact


def measure(parameters: ParameterSet) -> float:
    """Slide of the free S1 root at 80 degrees, mm."""
    raised = leg_raise(80.0, "right")
    return traction.root_excursion_mm(ROOTS.index("S1"), 1, raised, parameters.lesion)


FACT = Fact(
    id="lesion.root_excursion",
    room="lesion",
    fact="slide of the L4, L5 and S1 roots at the end of a straight leg raise",
    published="0.5-5 mm, n = 10",
    low=0.5,
    high=5,
    unit="mm",
    species="human, cadaver after laminectomy",
    source="smith1993",
    measure=measure,
    kind="fitted",
)
