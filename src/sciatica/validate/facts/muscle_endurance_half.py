"""How long half the force can be held."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._muscle import endurance_s


def measure(parameters: ParameterSet) -> float:
    """Time for which tibialis anterior holds 50 % of a full effort, s."""
    return endurance_s(parameters, "tibant", 0.5, 400.0)


FACT = Fact(
    id="muscle.endurance_half",
    room="muscle",
    fact="holding time at 50 % of maximum, ankle",
    published="145 s (34.71 / 0.5^2.06 of a meta-analysis)",
    low=109.0,
    high=181.0,
    unit="s",
    species="man",
    source="freylaw2010",
    measure=measure,
    kind="fitted",
    note="the fatigue rates of both models behind ours were fitted by their authors to this meta-analysis; "
    "agrees within a quarter",
)
