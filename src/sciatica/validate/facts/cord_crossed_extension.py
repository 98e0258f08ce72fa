"""When the other leg steadies itself."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._reflexes import withdrawal_ms


def measure(parameters: ParameterSet) -> float:
    """Onset in the soleus of the other leg after a painful stimulus to the sole."""
    return withdrawal_ms(parameters, "sole")["soleus", "other"]


FACT = Fact(
    id="cord.crossed_extension",
    room="cord",
    fact="the soleus of the other leg answers a painful foot",
    published="at about 85 ms",
    low=75.0,
    high=95.0,
    unit="ms",
    species="man, standing, 6 people",
    source="decchi1997",
    measure=measure,
    knock_out=KnockOut("cord.withdrawal_central_ms", 40.0),
    note="one central delay for all muscles and sites, assumed; that muscles differ by the length of their motor axons "
    "is the prediction; about means no spread was published: 10 ms were allowed; crossing is given no time of its "
    "own",
)
