"""The greatest plantarflexion torque."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.movement import actuators
from sciatica.validate.fact import Fact
from sciatica.validate.facts._movement import man


def measure(parameters: ParameterSet) -> float:
    """Torque of the man of the facts, Nm."""
    body = man(parameters)
    most = actuators.greatest(body.person, parameters.movement)["ankle_plantarflexion"]
    return most * body.person.mass_kg * 9.80665 * body.person.height_cm / 100


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
    note="sets plantarflexion_strength_factor",
)
