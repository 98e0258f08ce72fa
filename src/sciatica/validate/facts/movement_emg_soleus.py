"""When soleus works in walking."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._movement import likeness


def measure(parameters: ParameterSet) -> float:
    """Correlation of our activation with the measured EMG over the cycle."""
    return likeness(parameters, "soleus", "soleus")


FACT = Fact(
    id="movement.emg_soleus",
    room="movement",
    fact="activity of soleus over the gait cycle",
    published="EMG of one healthy man, the one whose moments are used",
    low=0.85,
    high=1.0,
    unit="r",
    species="man, surface EMG",
    source="opensim_example3dwalking",
    measure=measure,
    kind="input",
    note=(
        "almost the ankle moment read back, which is why it is not counted as a prediction; no "
        "constant was set to EMG; 0.85 is our own bar"
    ),
)
