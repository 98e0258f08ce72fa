"""Pressure at which arterioles of a pig root stop."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.tissue import vessel_stops_mmhg
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    return float(vessel_stops_mmhg(of.PIG_ROOT.mean_arterial_mmhg, parameters.tissue).arteriole)


FACT = Fact(
    id="tissue.arteriole_stop",
    room="tissue",
    fact="Arterioles stop under a balloon, mean arterial pressure 150 mmHg",
    published="127 (SD 18) mmHg, n = 11; follows blood pressure (r = .83)",
    low=109.0,
    high=145.0,
    unit="mmHg",
    species="pig, cauda equina",
    source="olmarker1989flow",
    measure=_measure,
    kind="fitted",
)
