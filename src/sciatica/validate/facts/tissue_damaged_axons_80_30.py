"""Axons damaged by 80 and by 30 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    def lost(pressure_mmhg: float) -> float:
        return 1.0 - float(of.press(of.RAT_SCIATIC, pressure_mmhg, 2.0, parameters.tissue).axon.mean())

    return lost(80.0) / max(lost(30.0), 1e-6)


FACT = Fact(
    id="tissue.damaged_axons_80_30",
    room="tissue",
    fact="Axons lost by 2 h at 80 mmHg over those lost by 2 h at 30",
    published="7.5 (1.9) against 2.6 (1.4) damaged fibres a field",
    low=1.4,
    high=7.8,
    unit="1",
    species="rat, sciatic nerve",
    source="powell1986",
    measure=_measure,
    note=(
        "Outside: at 30 mmHg our axons have blood enough and none is lost; the implanted chambers "
        "harmed some even uninflated."
    ),
)
