"""When tibialis anterior works in walking."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._skeleton import likeness


def measure(parameters: ParameterSet) -> float:
    """Correlation of our activation with the measured EMG over the cycle."""
    return likeness(parameters, ("tibant",), "tibialis_anterior")


FACT = Fact(
    id="movement.emg_tibialis_anterior",
    room="movement",
    fact="activity of tibialis anterior over the gait cycle",
    published="EMG of one healthy man, the one whose motion and ground reaction are used",
    low=0.85,
    high=1.0,
    unit="r",
    species="man, surface EMG",
    source="opensim_example3dwalking",
    measure=measure,
    knock_out=KnockOut("movement.foot_roll_m", 5.0),
    note=(
        "in swing and at landing; without a heel that presses behind the ankle the second is lost; 0.85 is "
        "our own bar; no constant was set to EMG"
    ),
)
