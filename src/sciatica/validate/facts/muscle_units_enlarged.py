"""How much units grow when others die."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._muscle import preparation


def measure(parameters: ParameterSet) -> float:
    """Size of the survivors, over their own, years after 40 % of the units have died."""
    from sciatica.muscle import effort
    from sciatica.muscle.units import sprouted

    units = effort.ready(preparation(parameters, ("tibant",)), parameters).units
    rank = np.arange(units.size.shape[2])
    alive = np.broadcast_to((rank * 2) % 5 >= 2, units.size.shape)
    found = sprouted(units, alive, np.full(units.size.shape, 3650.0), parameters.muscle)
    return float(found.size[0, 1][alive[0, 1]].mean())


FACT = Fact(
    id="muscle.units_enlarged",
    room="muscle",
    fact="enlargement of units at about 71 years, when 40 % have gone",
    published="about 50 %",
    low=1.3,
    high=1.7,
    unit="1",
    species="healthy old people",
    source="piasecki2016",
    measure=measure,
    knock_out=KnockOut("muscle.sprouting_limit", 1.0),
    note="no spread was published: a third to two thirds is taken; if no fibre is lost the survivors of 60 % "
    "must grow by two thirds",
)
