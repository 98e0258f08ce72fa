"""When rectus femoris works in walking."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._skeleton import likeness


def measure(parameters: ParameterSet) -> float:
    """Correlation of our activation with the measured EMG over the cycle."""
    return likeness(parameters, ("recfem",), "rectus_femoris")


FACT = Fact(
    id="movement.emg_rectus_femoris",
    room="movement",
    fact="activity of rectus femoris over the gait cycle",
    published="EMG of one healthy man, the one whose motion and ground reaction are used",
    low=0.85,
    high=1.0,
    unit="r",
    species="man, surface EMG",
    source="opensim_example3dwalking",
    measure=measure,
    note=(
        "ours flexes and abducts the hip through stance; his EMG peaks at toe-off; 0.85 is our own bar; no "
        "constant was set to EMG"
    ),
)
