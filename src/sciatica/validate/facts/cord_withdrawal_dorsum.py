"""When a knee bends from pain on the back of the foot."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._reflexes import withdrawal_ms


def measure(parameters: ParameterSet) -> float:
    """Onset in biceps femoris after a painful stimulus to the back of the foot."""
    return withdrawal_ms(parameters, "dorsum")["bflh", "own"]


FACT = Fact(
    id="cord.withdrawal_dorsum",
    room="cord",
    fact="biceps femoris answers pain on the back of the foot",
    published="at about 75 ms",
    low=65.0,
    high=85.0,
    unit="ms",
    species="man, standing, 6 people",
    source="decchi1997",
    measure=measure,
    knock_out=KnockOut("cord.withdrawal_central_ms", 40.0),
    note="one central delay for all muscles and sites, assumed; that muscles differ by the length of their motor axons "
    "is the prediction; about means no spread was published: 10 ms were allowed; which muscles answer is declared "
    "by site",
)
