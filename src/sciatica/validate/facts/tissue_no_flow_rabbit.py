"""Pressure at which a rabbit nerve has no flow left."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import flow_fraction
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut

SEEN = 0.01
"""Least flow that a microscope shows, as a share of the resting flow."""


def _measure(parameters: ParameterSet) -> float:
    low, high = 0.0, 300.0
    while high - low > 0.01:
        middle = 0.5 * (low + high)
        flow = flow_fraction(middle, of.RABBIT_TIBIAL.mean_arterial_mmhg, parameters.tissue)
        low, high = (middle, high) if flow > SEEN else (low, middle)
    return high


FACT = Fact(
    id="tissue.no_flow_rabbit",
    room="tissue",
    fact="No blood flow is left in the nerve under a cuff",
    published="60 to 80 mmHg",
    low=60.0,
    high=80.0,
    unit="mmHg",
    species="rabbit, tibial nerve",
    source="rydevik1981flow",
    measure=_measure,
    knock_out=KnockOut("tissue.closing_pressure_mmhg", 0.0),
    note="Set on pig roots, judged here. The blood pressure of these animals is assumed.",
)
