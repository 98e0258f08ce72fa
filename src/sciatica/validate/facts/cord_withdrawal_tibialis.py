"""When a foot lifts from pain."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._reflexes import withdrawal_ms


def measure(parameters: ParameterSet) -> float:
    """Onset in tibialis anterior after a painful stimulus to the sole."""
    return withdrawal_ms(parameters, "sole")["tibant", "own"]


FACT = Fact(
    id="cord.withdrawal_tibialis",
    room="cord",
    fact="tibialis anterior lifts the foot from a painful sole",
    published="at about 80 ms",
    low=70.0,
    high=90.0,
    unit="ms",
    species="man, standing, 6 people",
    source="decchi1997",
    measure=measure,
    knock_out=KnockOut("cord.withdrawal_central_ms", 40.0),
    note="one central delay for all muscles and sites, assumed; that muscles differ by the length of their motor axons "
    "is the prediction; about means no spread was published: 10 ms were allowed; afferents at 26.5 m/s (Rossi & "
    "Decchi 1994)",
)
