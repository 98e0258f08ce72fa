"""When medial hamstrings works in walking."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._skeleton import likeness


def measure(parameters: ParameterSet) -> float:
    """Correlation of our activation with the measured EMG over the cycle."""
    return likeness(parameters, ("semimem", "semiten"), "medial_hamstrings")


FACT = Fact(
    id="movement.emg_medial_hamstrings",
    room="movement",
    fact="activity of medial hamstrings over the gait cycle",
    published="EMG of one healthy man, the one whose motion and ground reaction are used",
    low=0.85,
    high=1.0,
    unit="r",
    species="man, surface EMG",
    source="opensim_example3dwalking",
    measure=measure,
    note=(
        "right at the end of swing, but ours end when the knee needs extending, his EMG goes on against the "
        "vasti: sharing alone never co-contracts; 0.85 is our own bar; no constant was set to EMG"
    ),
)
