"""The greatest dorsiflexion torque of the skeleton."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.movement import human, pull
from sciatica.validate.fact import Fact
from sciatica.validate.facts._movement import man


def measure(parameters: ParameterSet) -> float:
    """Torque of the man of the facts at his best angle, the knee in balance, Nm."""
    return pull.greatest_nm(human.build(man(parameters), parameters.movement).pulling)["ankle_dorsiflexion"]


FACT = Fact(
    id="movement.dorsiflexor_torque",
    room="movement",
    fact="greatest dorsiflexion of untrained men",
    published="47.2 (8.1) Nm in ten men",
    low=39.1,
    high=55.3,
    unit="Nm",
    species="man, dynamometer",
    source="solianik2012",
    measure=measure,
    kind="input",
    note="set by another table of measured strength (Anderson 2007), which agrees; the model as shipped gives 79 Nm",
)
