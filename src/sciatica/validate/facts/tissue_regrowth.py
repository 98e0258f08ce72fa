"""How fast axons grow again."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.BABOON_CORD, 40000.0, 4.0, parameters.tissue)
    early = of.release(of.BABOON_CORD, state, 40 * 24.0, parameters.tissue)
    late = of.release(of.BABOON_CORD, early, 50 * 24.0, parameters.tissue)
    return float((late.regrown_mm - early.regrown_mm).mean()) / 50.0


FACT = Fact(
    id="tissue.regrowth",
    room="tissue",
    fact="Growth of cut axons from day 40 to 90 after a crush",
    published="about 1 mm a day, motor and sensory alike",
    low=0.8,
    high=1.2,
    unit="mm/d",
    species="human, radial nerve",
    source="trojaborg1970repair",
    measure=_measure,
    kind="input",
    note="Read back from a crushed nerve, so that energy and pressure could have held it up.",
)
