"""When vastus medialis works in walking."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._skeleton import likeness


def measure(parameters: ParameterSet) -> float:
    """Correlation of our activation with the measured EMG over the cycle."""
    return likeness(parameters, ("vasmed",), "vastus_medius")


FACT = Fact(
    id="movement.emg_vastus_medialis",
    room="movement",
    fact="activity of vastus medialis over the gait cycle",
    published="EMG of one healthy man, the one whose motion and ground reaction are used",
    low=0.85,
    high=1.0,
    unit="r",
    species="man, surface EMG",
    source="opensim_example3dwalking",
    measure=measure,
    note=(
        "short at the angles of stance in this model, so that lateralis does its work; 0.85 is our own bar; "
        "no constant was set to EMG"
    ),
)
