"""Flow between two presses of 10 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import flow_between, flow_fraction
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    arterial = of.PIG_ROOT.mean_arterial_mmhg
    open_flow = flow_fraction(0.0, arterial, parameters.tissue)
    return float(100.0 * (1.0 - flow_between(10.0, 10.0, arterial, parameters.tissue) / open_flow))


FACT = Fact(
    id="tissue.between_presses",
    room="tissue",
    fact="Flow lost between two balloons at 10 mmHg",
    published="64 % lost",
    low=54.0,
    high=74.0,
    unit="%",
    species="pig, cauda equina",
    source="takahashi1993double",
    measure=_measure,
    kind="fitted",
    note="The abstract gives no spread; ten points either way are allowed.",
)
