"""How long the sensory response outlives the motor one."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import distal_stump
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    def gone(motor: bool) -> float:
        low, high = 0.0, 60.0
        while high - low > 0.001:
            middle = 0.5 * (low + high)
            left = distal_stump(middle, parameters.tissue, motor=motor)
            low, high = (middle, high) if left > 0.05 else (low, middle)
        return high

    return gone(False) - gone(True)


FACT = Fact(
    id="tissue.distal_outlives",
    room="tissue",
    fact="Days from loss of the motor to loss of the nerve response beyond a cut",
    published="2 to 3 days",
    low=2.0,
    high=3.0,
    unit="d",
    species="baboon, lateral popliteal nerve",
    source="gilliatt1972",
    measure=_measure,
    knock_out=KnockOut("tissue.distal_sensory_half_days", 4.0),
    note=(
        "Set on human nerve, judged here; baboons lose both a few days sooner than men, and the "
        "constants are the human ones."
    ),
)
