"""Flow of a rabbit nerve where its arterioles and capillaries suffer."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import flow_fraction
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    arterial = of.RABBIT_TIBIAL.mean_arterial_mmhg
    loose, slow, poor = (float(flow_fraction(p, arterial, parameters.tissue)) for p in (0.0, 25.0, 45.0))
    return (slow - poor) / loose


FACT = Fact(
    id="tissue.capillaries_rabbit",
    room="tissue",
    fact="Flow lost at 45 mmHg beyond that lost at 25",
    published="arterioles and capillaries impaired at 40 to 50 mmHg, venules at 20 to 30",
    low=0.1,
    high=0.9,
    unit="1",
    species="rabbit, tibial nerve",
    source="rydevik1981flow",
    measure=_measure,
    knock_out=KnockOut("tissue.reference_drive_mmhg", 5.0),
    note="The paper gives no number; the bounds only say clearly worse and not stopped.",
)
