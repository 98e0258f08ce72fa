"""How strongly a man presses his foot down."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._muscle import torque_nm


def measure(parameters: ParameterSet) -> float:
    """Torque of a full effort of soleus, gastrocnemius and the long muscles behind the ankle, Nm."""
    return torque_nm(parameters, "ankle_plantarflexion")


FACT = Fact(
    id="muscle.mvc_plantarflexion",
    room="muscle",
    fact="greatest plantarflexion of untrained men",
    published="207.8 (38.1) Nm in ten men",
    low=169.7,
    high=245.9,
    unit="Nm",
    species="man, dynamometer",
    source="solianik2012",
    measure=measure,
    knock_out=KnockOut("muscle.specific_tension_n_cm2", 60.0),
    note="from volumes, levers and a specific tension measured at the quadriceps; no torque was fitted; the "
    "knock-out is the tension of the usual models",
)
