"""The train that makes a healthy muscle cramp."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cord import threshold_hz


def measure(parameters: ParameterSet) -> float:
    """Lowest rate after which five units or more fire on for a second."""
    return threshold_hz(parameters, 0.0, 0.0)


FACT = Fact(
    id="cord.cramp_threshold",
    room="cord",
    fact="trains to the tibial nerve make a healthy foot muscle cramp",
    published="31.2 +- 2.8 Hz (mean, SE, 13 people)",
    low=25.6,
    high=36.8,
    unit="Hz",
    species="man, flexor hallucis brevis, trains of 2 s",
    source="serrao2007",
    measure=measure,
    knock_out=KnockOut("cord.group_iv_cramp_hz", 0.0),
    note="another series has 25.5 Hz, and 14.9 with a history of cramp; five units for a second is a softer criterion "
    "than a palpable cramp; a hypothesis as cord.cramp_rate",
)
