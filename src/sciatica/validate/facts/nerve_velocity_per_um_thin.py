"""Thin myelinated fibres conduct slower for their diameter than thick ones."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts.nerve_velocity_per_um import per_um

THIN_UM = (2.5, 3.0, 4.0, 5.0, 6.0, 7.0)


def measure(parameters: ParameterSet) -> float:
    """Velocity for each µm of fibres of 2.5 to 7 µm, in the upper half the published table's, below it extrapolated."""
    return per_um(THIN_UM, parameters)


FACT = Fact(
    id="nerve.velocity_per_um_thin",
    room="nerve",
    fact="velocity of thin myelinated afferents for each µm of fibre",
    published="4.6 m/s per µm (groups II and III, A-delta; the same for gamma axons)",
    low=4.35,
    high=4.85,
    unit="m/s/µm",
    species="cat, hind limb",
    source="boyd1979scaling",
    measure=measure,
    kind="prediction",
    knock_out=KnockOut("nerve.temperature_c", 30.0),
    note="no spread given: 5 % is allowed. Ours goes over to the thick fibres' value between 6 and 9 µm; "
    "the paper leaves open whether there is a step",
)
