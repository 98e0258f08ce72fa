"""Pulling the tendon ends a cramp."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cord import after, cramp


def measure(parameters: ParameterSet) -> float:
    """Spikes from 0.5 to 3 s after the tendon is pulled, over those of the same time unpulled."""
    pulled = after(cramp(parameters, 30.0, 0.3, 0.3, 1.0))[1]
    free = after(cramp(parameters, 30.0, 0.3, 0.3))[1]
    return float(((pulled > 1.5) & (pulled < 4.0)).sum() / max(((free > 1.5) & (free < 4.0)).sum(), 1))


FACT = Fact(
    id="cord.cramp_tendon",
    room="cord",
    fact="input from tendon afferents inhibits a cramp",
    published="inhibition and relief in all of 8 people; no share in the abstract",
    low=0.0,
    high=0.5,
    unit="share of spikes left",
    species="man, gastrocnemius, electrical stimulation of the tendon",
    source="khan2007",
    measure=measure,
    knock_out=KnockOut("cord.ib_drive_per_hz", 0.0),
    note="only the direction was published; half was taken as a limit",
)
