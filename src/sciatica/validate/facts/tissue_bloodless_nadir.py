"""How long a rat response falls."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    def failed(minutes: float) -> float:
        state = of.press(of.RAT_BLOODLESS, 0.0, minutes / 60.0, parameters.tissue)
        return 1.0 - of.conducts(state, parameters.tissue, motor=True)

    low, high = 0.0, 60.0
    while high - low > 0.1:
        middle = 0.5 * (low + high)
        low, high = (middle, high) if failed(middle) < 0.95 * failed(60.0) else (low, middle)
    return high


FACT = Fact(
    id="tissue.bloodless_nadir",
    room="tissue",
    fact="Minutes without blood until the motor response has fallen by 95 % of all it falls in an hour",
    published="nadir at 45 to 60 min",
    low=30.0,
    high=60.0,
    unit="min",
    species="rat, sciatic nerve",
    source="parry1985",
    measure=_measure,
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine. Outside: our nerve "
        "has no blood at all and fails as one; the paper closed the femoral artery, which leaves "
        "some, and saw slower fibres fail first."
    ),
)
