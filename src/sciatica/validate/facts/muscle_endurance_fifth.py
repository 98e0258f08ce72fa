"""How long a fifth of the force can be held."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._muscle import endurance_s


def measure(parameters: ParameterSet) -> float:
    """Time for which tibialis anterior holds 20 % of a full effort, s."""
    return endurance_s(parameters, "tibant", 0.2, 2000.0)


FACT = Fact(
    id="muscle.endurance_fifth",
    room="muscle",
    fact="time to failure at 20 % of maximum, dorsiflexors, foot supported",
    published="15.4 (6.8) min",
    low=516.0,
    high=1332.0,
    unit="s",
    species="8 young adults",
    source="yoon2009",
    measure=measure,
    knock_out=KnockOut("muscle.fatigue_range", 1.0),
    note="no constant was set to it; the knock-out makes every unit tire as fast as the strongest",
)
