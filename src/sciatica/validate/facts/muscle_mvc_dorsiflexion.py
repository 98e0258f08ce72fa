"""How strongly a man pulls his foot up."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._muscle import torque_nm


def measure(parameters: ParameterSet) -> float:
    """Torque of a full effort of tibialis anterior and the long extensors of the toes, Nm."""
    return torque_nm(parameters, "ankle_dorsiflexion")


FACT = Fact(
    id="muscle.mvc_dorsiflexion",
    room="muscle",
    fact="greatest dorsiflexion of untrained men",
    published="47.2 (8.1) Nm in ten men",
    low=39.1,
    high=55.3,
    unit="Nm",
    species="man, dynamometer",
    source="solianik2012",
    measure=measure,
    knock_out=KnockOut("muscle.specific_tension_n_cm2", 60.0),
    note="from volumes, levers and a specific tension measured at the quadriceps; no torque was fitted",
)
