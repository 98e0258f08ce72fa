"""How far leg raise stretches a root."""

from __future__ import annotations

from sciatica.body import ROOTS
from sciatica.core.parameters import ParameterSet
from sciatica.lesion import leg_raise, traction
from sciatica.validate.fact import Fact


def measure(parameters: ParameterSet) -> float:
    """Stretch of the free S1 root at 80 degrees, per cent."""
    raised = leg_raise(80.0, "right")
    return 100.0 * traction.root_strain(ROOTS.index("S1"), 1, raised, parameters.lesion)


FACT = Fact(
    id="lesion.root_strain",
    room="lesion",
    fact="stretch of the L4, L5 and S1 roots at the end of a straight leg raise",
    published="2-4 %, n = 10",
    low=2,
    high=4,
    unit="%",
    species="human, cadaver after laminectomy",
    source="smith1993",
    measure=measure,
    kind="fitted",
)
