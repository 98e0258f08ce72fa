"""How much further a spine bends after twenty minutes: what the creep was set by."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import creep, held, posture
from sciatica.validate.fact import Fact

FULL_BEND_DEG = 55.0


def measure(parameters: ParameterSet) -> float:
    """Degrees gained by a full bend in 20 minutes."""
    bent = posture("bending", parameters.lesion)
    gained = creep.bend(held(bent, 20.0), parameters.lesion) - creep.bend(bent, parameters.lesion)
    return FULL_BEND_DEG * gained


FACT = Fact(
    id="lesion.creep_20_min",
    room="lesion",
    fact="peak lumbar flexion gained in 20 minutes of full flexion",
    published="5.5 degrees, time constant 9.4 min, n = 47",
    low=5.3,
    high=5.7,
    unit="degrees",
    species="human, healthy",
    source="mcgill1992",
    measure=measure,
    kind="fitted",
    note="A full bend is taken as 55 degrees.",
)
