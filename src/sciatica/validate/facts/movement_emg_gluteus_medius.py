"""When gluteus medius works in walking."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._skeleton import likeness


def measure(parameters: ParameterSet) -> float:
    """Correlation of our activation with the measured EMG over the cycle."""
    return likeness(parameters, ("glmed1", "glmed2", "glmed3"), "gluteus_medius")


FACT = Fact(
    id="movement.emg_gluteus_medius",
    room="movement",
    fact="activity of gluteus medius over the gait cycle",
    published="EMG of one healthy man, the one whose motion and ground reaction are used",
    low=0.85,
    high=1.0,
    unit="r",
    species="man, surface EMG",
    source="opensim_example3dwalking",
    measure=measure,
    note=(
        "ours follows the abduction moment to the end of stance; his EMG fades after a third of the cycle, "
        "and whatever bears the pelvis then is not in the model; 0.85 is our own bar; no constant was set to "
        "EMG"
    ),
)
