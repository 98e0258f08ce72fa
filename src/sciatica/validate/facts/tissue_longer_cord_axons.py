"""A longer weight costs axons."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    def lost(hours: float) -> float:
        return 1.0 - float(of.press(of.BABOON_CORD, 1400.0, hours, parameters.tissue).axon.mean())

    return lost(3.0) - lost(1.5)


FACT = Fact(
    id="tissue.longer_cord_axons",
    room="tissue",
    fact="Axons lost by 180 min under a cord beyond those lost by 90",
    published="increasing amounts of Wallerian degeneration from 90 to 180 min",
    low=0.02,
    high=1.0,
    unit="1",
    species="baboon, anterior tibial nerve",
    source="rudge1974",
    measure=_measure,
    knock_out=KnockOut("tissue.ischaemic_loss_per_h", 0.0),
    note=("1400 mmHg is the lower part of 1.6 to 2.1 kg/cm2 on the skin. In ours hunger kills them, not the crush."),
)
