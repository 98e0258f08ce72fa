"""Pressure of two presses at which flow between them ends."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import flow_between
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    arterial = of.PIG_ROOT.mean_arterial_mmhg
    low, high = 0.0, arterial
    while high - low > 0.01:
        middle = 0.5 * (low + high)
        low, high = (
            (middle, high) if flow_between(middle, middle, arterial, parameters.tissue) > 0.01 else (low, middle)
        )
    return arterial - high


FACT = Fact(
    id="tissue.between_stops",
    room="tissue",
    fact="No flow between two balloons, this far below mean arterial pressure",
    published="10 to 20 mmHg below",
    low=10.0,
    high=20.5,
    unit="mmHg",
    species="pig, cauda equina",
    source="takahashi1993double",
    measure=_measure,
    kind="fitted",
)
