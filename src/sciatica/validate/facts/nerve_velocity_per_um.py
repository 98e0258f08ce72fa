"""Thick fibres conduct faster for their diameter than thin ones: what of it do the membrane and the cable give?"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut

THICK_UM = (12.0, 13.0, 14.0, 15.0, 16.0)


def per_um(diameter_um: tuple[float, ...], parameters: ParameterSet) -> float:
    """Mean velocity over diameter of healthy fibres in m/s for each µm."""
    from sciatica.nerve import MyelinatedFibres, conduction_velocity_m_s

    diameter = np.array(diameter_um)
    fibres = MyelinatedFibres(diameter, 5, temperature_c=parameters.nerve.temperature_c)
    return float(np.mean(conduction_velocity_m_s(fibres) / diameter))


def measure(parameters: ParameterSet) -> float:
    """Velocity for each µm of fibres of 12 to 16 µm, the thickest that McIntyre 2002 gives."""
    return per_um(THICK_UM, parameters)


FACT = Fact(
    id="nerve.velocity_per_um",
    room="nerve",
    fact="velocity of thick muscle afferents for each µm of fibre",
    published="5.7 m/s per µm (group I; the same for alpha axons), peaks of potential against peaks of diameter",
    low=5.4,
    high=6.0,
    unit="m/s/µm",
    species="cat, hind limb",
    source="boyd1979scaling",
    measure=measure,
    kind="prediction",
    knock_out=KnockOut("nerve.temperature_c", 30.0),
    note="the abstract gives no spread: 5 % is allowed for reading two peaks; the cat's thickest fibres reach 20 µm",
)
