"""When a knee bends from pain."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._reflexes import withdrawal_ms


def measure(parameters: ParameterSet) -> float:
    """Onset in biceps femoris after a painful stimulus to the sole."""
    return withdrawal_ms(parameters, "sole")["bflh", "own"]


FACT = Fact(
    id="cord.withdrawal_biceps",
    room="cord",
    fact="biceps femoris answers a painful sole before tibialis anterior does",
    published="at 70 ms",
    low=60.0,
    high=80.0,
    unit="ms",
    species="man, standing, 6 people",
    source="decchi1997",
    measure=measure,
    knock_out=KnockOut("cord.withdrawal_central_ms", 40.0),
    note="one central delay for all muscles and sites, assumed; that muscles differ by the length of their motor axons "
    "is the prediction; about means no spread was published: 10 ms were allowed; the window of 90 to 150 ms in "
    "which the reflex is usually scored after sural stimulation could not be verified",
)
