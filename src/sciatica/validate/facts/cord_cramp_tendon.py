"""Pulling the tendon ends a cramp."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cramp import fifth, held, search

LOW, HIGH = 0.0, 0.5


def measure(parameters: ParameterSet) -> float:
    """Spikes after the tendon is pulled over those of the same time unpulled, which a fifth of the draws reach."""
    found = search(parameters)
    return fifth(found.left, held(found), LOW, HIGH)


FACT = Fact(
    id="cord.cramp_tendon",
    room="cord",
    fact="input from tendon afferents inhibits a cramp",
    published="inhibition and relief in all of 8 people; no share in the abstract",
    low=LOW,
    high=HIGH,
    unit="share of spikes left",
    species="man, gastrocnemius, electrical stimulation of the tendon",
    source="khan2007",
    measure=measure,
    knock_out=KnockOut("cord.ib_drive_per_hz", 0.0),
    note="what a fifth of the searched range reaches, ending included; a hypothesis, as cord.cramp_range; only the "
    "direction was published; half was taken as a limit",
)
