"""How slowly can an impulse cross a hurt internode and still cross it?"""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts import _internode


def measure(parameters: ParameterSet) -> float:
    """Longest time across one internode of a 10 um fibre that loses its sheath, before a single impulse stops, us."""
    return _internode.longest_us(parameters.nerve)


FACT = Fact(
    id="nerve.internodal_block",
    room="nerve",
    fact="longest time across a hurt internode just before conduction fails",
    published="1.12 ms on average (0.8 to 1.4 ms) in ten axons",
    low=800.0,
    high=1400.0,
    unit="us",
    species="man, ten myelinated axons of limb nerves impaled by a microelectrode",
    source="inglis1998demyelinated",
    measure=measure,
    kind="prediction",
    knock_out=KnockOut("nerve.barest_sheath", 0.1),
    note=(
        "the electrode's injury is taken as one internode that loses sheath and seal together, at the 33 degC of a "
        "limb, searched to a thousandth of the sheath: nearer to failure the time still grows, with the logarithm. At "
        "37 degC failure comes earlier, and with several internodes in a row earlier still, because the node between "
        "two bare ones is loaded from both sides. Without the loss of the last lamellae (knock-out) nothing fails"
    ),
)
