"""Pressure at which capillaries of a pig root stop."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.tissue import vessel_stops_mmhg
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    return float(vessel_stops_mmhg(of.PIG_ROOT.mean_arterial_mmhg, parameters.tissue).capillary)


FACT = Fact(
    id="tissue.capillary_stop",
    room="tissue",
    fact="Capillaries stop under a balloon",
    published="40 (SD 6) mmHg, n = 12; does not follow blood pressure",
    low=34.0,
    high=46.0,
    unit="mmHg",
    species="pig, cauda equina",
    source="olmarker1989flow",
    measure=_measure,
    kind="input",
)
