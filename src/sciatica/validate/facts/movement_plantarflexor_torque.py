"""The greatest plantarflexion torque of the skeleton."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.movement import human, pull
from sciatica.validate.fact import Fact
from sciatica.validate.facts._movement import man


def measure(parameters: ParameterSet) -> float:
    """Torque of the man of the facts at his best angle, the knee in balance, Nm."""
    return pull.greatest_nm(human.build(man(parameters), parameters.movement).pulling)["ankle_plantarflexion"]


FACT = Fact(
    id="movement.plantarflexor_torque",
    room="movement",
    fact="greatest plantarflexion of untrained men",
    published="207.8 (38.1) Nm in ten men",
    low=169.7,
    high=245.9,
    unit="Nm",
    species="man, dynamometer",
    source="solianik2012",
    measure=measure,
    kind="fitted",
    note="sets plantarflexion_strength_factor; the model as shipped gives 406 Nm",
)
