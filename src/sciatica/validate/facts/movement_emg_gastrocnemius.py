"""When gastrocnemius works in walking."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._skeleton import likeness


def measure(parameters: ParameterSet) -> float:
    """Correlation of our activation with the measured EMG over the cycle."""
    return likeness(parameters, ("gasmed", "gaslat"), "gastrocnemius")


FACT = Fact(
    id="movement.emg_gastrocnemius",
    room="movement",
    fact="activity of gastrocnemius over the gait cycle",
    published="EMG of one healthy man, the one whose motion and ground reaction are used",
    low=0.85,
    high=1.0,
    unit="r",
    species="man, surface EMG",
    source="opensim_example3dwalking",
    measure=measure,
    knock_out=KnockOut("movement.plantarflexion_strength_factor", 0.2),
    note=(
        "both heads by their force; ours follows the moment and so comes about 2 % of the cycle after its "
        "EMG; 0.85 is our own bar; no constant was set to EMG"
    ),
)
