"""A quarter of an hour without blood: is the fibre more refractory?"""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Refractoriness after 13 min without blood over that before, less one, %."""
    from sciatica.validate.facts._ischaemia import arm

    seen = arm(parameters)
    return float(100.0 * (seen.refractoriness[1] / seen.refractoriness[0] - 1.0))


FACT = Fact(
    id="nerve.ischaemia_refractoriness",
    room="nerve",
    fact="refractoriness of sensory axons rises in 13 min without blood",
    published="increased more than the depolarisation explains; +106 +- 7 % in another series (Han 2008)",
    low=5.0,
    high=float("inf"),
    unit="%",
    species="man, arm",
    source="grosskreutz1999ischaemia",
    measure=measure,
    kind="prediction",
    knock_out=KnockOut("tissue.energy_time_min", 100000.0),
    note="up, and by far less than published: depolarisation explains a part only, as the authors say",
)
