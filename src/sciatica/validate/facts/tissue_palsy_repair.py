"""Recovery of a compression palsy."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.BABOON_CORD, 1300.0, 1.0, parameters.tissue)
    for week in range(1, 13):
        state = of.press(of.BABOON_CORD, 0.0, 168.0, parameters.tissue, state=state, onset_s=None)
        if float(state.myelin.mean()) > 0.9 * float(state.myelin_ceiling.mean()):
            return float(week)
    return 13.0


FACT = Fact(
    id="tissue.palsy_repair",
    room="tissue",
    fact="Weeks until a sheath stripped by a severe press is within 10 % of the best it can become",
    published="slowing gone in 6 to 8 weeks",
    low=6.0,
    high=8.0,
    unit="weeks",
    species="human, radial nerve",
    source="trojaborg1970repair",
    measure=_measure,
    kind="fitted",
    note="Myelin stands in for velocity.",
)
