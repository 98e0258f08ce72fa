"""The moments of walking, by two programs."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._skeleton import moment_likeness


def measure(parameters: ParameterSet) -> float:
    """The least of four correlations over the cycle: hip flexion and adduction, knee, ankle."""
    joints = ("hip_flexion", "hip_adduction", "knee_angle", "ankle_angle")
    return min(moment_likeness(parameters, joint) for joint in joints)


FACT = Fact(
    id="movement.moments",
    room="movement",
    fact="joint moments of walking against inverse dynamics of the same recording by OpenSim",
    published="moments of one man over his cycle",
    low=0.95,
    high=1.0,
    unit="r",
    species="man",
    source="opensim_example3dwalking",
    measure=measure,
    kind="fitted",
    note=(
        "the path of the pelvis, the sway of the trunk and how feet share the ground were set to the same recording's "
        "ground reaction; the moments themselves were not; 0.95 is our own bar"
    ),
)
