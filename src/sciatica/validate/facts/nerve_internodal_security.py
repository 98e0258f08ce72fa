"""From what time across a hurt internode on does conduction become intermittent?"""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts import _internode


def measure(parameters: ParameterSet) -> float:
    """Longest time across one internode of a 10 um fibre with which a whole train of 20 Hz still passes, us."""
    return _internode.secure_us(parameters.nerve)


FACT = Fact(
    id="nerve.internodal_security",
    room="nerve",
    fact="time across a hurt internode up to which conduction is secure",
    published="secure below 500 us, intermittent above 600 us",
    low=500.0,
    high=600.0,
    unit="us",
    species="man, ten myelinated axons of limb nerves impaled by a microelectrode",
    source="inglis1998demyelinated",
    measure=measure,
    kind="prediction",
    knock_out=KnockOut("nerve.barest_sheath", 0.1),
    note=(
        "as nerve.internodal_block; the axons' own discharge, which was seen to trigger the failure, is taken as five "
        "impulses at 20 Hz, whose rate was not published"
    ),
)
