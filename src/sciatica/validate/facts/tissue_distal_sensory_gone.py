"""When the sensory response beyond a cut is gone."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import distal_stump
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    low, high = 0.0, 30.0
    while high - low > 0.001:
        middle = 0.5 * (low + high)
        low, high = (middle, high) if distal_stump(middle, parameters.tissue, motor=False) > 0.05 else (low, middle)
    return high


FACT = Fact(
    id="tissue.distal_sensory_gone",
    room="tissue",
    fact="Day on which 5 % is left of the sensory response to a stimulus beyond the lesion",
    published="absent by about day 11",
    low=10.0,
    high=12.0,
    unit="d",
    species="human",
    source="chaudhry1992",
    measure=_measure,
    kind="fitted",
    note="The paper is recalled, not read; a day either way is allowed.",
)
