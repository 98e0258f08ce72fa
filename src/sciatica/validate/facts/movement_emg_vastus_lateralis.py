"""When vastus lateralis works in walking."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._skeleton import likeness


def measure(parameters: ParameterSet) -> float:
    """Correlation of our activation with the measured EMG over the cycle."""
    return likeness(parameters, ("vaslat",), "vastus_lateralis")


FACT = Fact(
    id="movement.emg_vastus_lateralis",
    room="movement",
    fact="activity of vastus lateralis over the gait cycle",
    published="EMG of one healthy man, the one whose motion and ground reaction are used",
    low=0.85,
    high=1.0,
    unit="r",
    species="man, surface EMG",
    source="opensim_example3dwalking",
    measure=measure,
    knock_out=KnockOut("movement.brace_share", 0.0),
    note=(
        "right in weight acceptance but 2 % of the cycle late (no electromechanical delay) and silent before landing, "
        "where his vasti co-contract; 0.85 is our own bar; no constant was set to EMG"
    ),
)
