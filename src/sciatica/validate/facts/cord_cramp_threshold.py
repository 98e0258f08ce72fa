"""The train that makes a muscle without a history cramp."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cramp import fifth, held, search

LOW, HIGH = 20.0, 31.0


def measure(parameters: ParameterSet) -> float:
    """What a fifth of the searched draws reach, with a cramp that ends."""
    found = search(parameters)
    return fifth(found.threshold_hz, held(found), LOW, HIGH)


FACT = Fact(
    id="cord.cramp_threshold",
    room="cord",
    fact="a short train to its nerve makes a foot muscle cramp",
    published="25.5 +- 1.6 Hz (mean, SE, 12 people who do not cramp; SD 5.5)",
    low=LOW,
    high=HIGH,
    unit="Hz",
    species="man, flexor hallucis brevis",
    source="miller2009",
    measure=measure,
    knock_out=KnockOut("cord.group_iv_cramp_hz", 0.0),
    note="what a fifth of the searched range reaches, ending included; a hypothesis, as cord.cramp_range; bounds are "
    "one standard deviation among people; another series has 31.2 +- 2.8 (SE)",
)
