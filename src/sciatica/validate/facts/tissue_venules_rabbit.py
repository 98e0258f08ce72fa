"""Flow of a rabbit nerve where its venules slow."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import flow_fraction
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    arterial = of.RABBIT_TIBIAL.mean_arterial_mmhg
    loose = flow_fraction(0.0, arterial, parameters.tissue)
    return float(1.0 - flow_fraction(25.0, arterial, parameters.tissue) / loose)


FACT = Fact(
    id="tissue.venules_rabbit",
    room="tissue",
    fact="Flow lost at 25 mmHg, where venules slow (20 to 30 mmHg) but capillaries still run",
    published="slowed, not stopped: between a tenth and nine tenths lost",
    low=0.1,
    high=0.9,
    unit="1",
    species="rabbit, tibial nerve",
    source="rydevik1981flow",
    measure=_measure,
    knock_out=KnockOut("tissue.reference_drive_mmhg", 20.0),
    note=(
        "The paper gives no number; the bounds only say slowed and not stopped. The blood "
        "pressure of these animals is assumed."
    ),
)
