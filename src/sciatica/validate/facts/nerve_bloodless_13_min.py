"""A quarter of an hour without blood: do the fibres themselves still conduct?"""

from __future__ import annotations

import numpy as np

from sciatica.body import CLASSES
from sciatica.body.fibres import diameter_quantiles_um
from sciatica.core.parameters import ParameterSet
from sciatica.tissue import potassium_shift_mv
from sciatica.tissue.energy import energy_after
from sciatica.validate.fact import Fact, KnockOut

MINUTES = 13.0


def measure(parameters: ParameterSet) -> float:
    """Share of eight motor fibres whose membranes carry an impulse through 12 mm of nerve, 13 min without blood.

    The tissue's law gives the energy and the potassium; whether an impulse passes is the fibre engine's answer.
    """
    from sciatica.nerve.answers import answer
    from sciatica.nerve.exposure import Exposure

    energy, _ = energy_after(np.ones(1), np.zeros(1), np.array([MINUTES / 1440.0]), parameters.tissue)
    shift = float(potassium_shift_mv(1.0 - energy, parameters.tissue)[0])
    diameter = diameter_quantiles_um(CLASSES.index("motor"), 8)
    one = np.ones_like(diameter)
    met = Exposure(
        length_mm=12.0 * one,
        myelin=one,
        seal=one,
        potassium_shift_mv=shift * one,
        inflammation=0.0 * one,
        touch=0.0 * one,
        pump=float(energy[0]) * one,
        sensory=0.0 * one,
    )
    motor = np.ones(len(diameter), dtype=bool)
    return float(answer(diameter, motor, ~motor, met, True, parameters.nerve).passes.mean())


FACT = Fact(
    id="nerve.bloodless_13_min",
    room="nerve",
    fact="motor axons of the arm conduct through 13 min without blood",
    published="axons conducting throughout; refractoriness up, supernormality lost, reversed beyond normal on release",
    low=1.0,
    high=1.0,
    unit="share",
    species="man, arm",
    source="grosskreutz1999ischaemia",
    measure=measure,
    kind="prediction",
    knock_out=KnockOut("tissue.potassium_half", 0.1),
    note="12 mm stand for the length under a cuff; excitability stands in the rows nerve.ischaemia_*",
)
