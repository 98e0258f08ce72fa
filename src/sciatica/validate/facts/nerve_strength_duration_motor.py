"""How much longer must a weaker pulse last? The strength-duration time constant of motor axons under the skin."""

from __future__ import annotations

import numpy as np

from sciatica.body import CLASSES
from sciatica.body.fibres import diameter_quantiles_um
from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut

WIDTHS_MS = (0.2, 0.4, 0.6, 0.8, 1.0)
DEPTH_MM = 5.0
CONDUCTIVITY_S_M = (0.1, 0.1, 0.6)
NODES = 101


def measure(parameters: ParameterSet) -> float:
    """Time constant in µs by Weiss's law, mean of four motor fibres under a point cathode.

    The paper tracked the CMAP of the median nerve at the wrist with widths up to 1 ms.
    """
    from sciatica.nerve import Field, MyelinatedFibres, point_source_mv, rectangle, straight_mm, strength_duration

    diameter = diameter_quantiles_um(CLASSES.index("motor"), 8)[4:]  # the lowest thresholds answer first
    fibres = MyelinatedFibres(diameter, NODES, temperature_c=parameters.nerve.temperature_c)
    middle = (NODES // 2) * fibres.node_spacing_mm
    cathode = np.stack([np.full(len(diameter), DEPTH_MM), np.zeros(len(diameter)), middle], axis=1)
    lead = point_source_mv(straight_mm(fibres), cathode, conductivity_s_m=CONDUCTIVITY_S_M)
    seen = strength_duration(fibres, None, Field(-lead, rectangle(1.0)), width_ms=WIDTHS_MS, spike_place=NODES - 20)
    return float(1e3 * seen.time_constant_ms.mean())


FACT = Fact(
    id="nerve.strength_duration_motor",
    room="nerve",
    fact="strength-duration time constant of motor axons",
    published="459 ± 126 µs (20 persons; sensory axons 665 ± 182 µs)",
    low=333.0,
    high=585.0,
    unit="µs",
    species="man, arm",
    source="mogyoros1996strength",
    measure=measure,
    kind="prediction",
    knock_out=KnockOut("nerve.temperature_c", 30.0),
    note="a point cathode 5 mm away stands for the electrode on the skin: beside a node the constant is shorter, from "
    "1 cm it lies at the upper edge; a wrist cooler than the core would lengthen it",
)
