"""Normal gait bears weak extensors better than weak hip flexors."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact
from sciatica.validate.facts._movement import dearer


def measure(parameters: ParameterSet) -> float:
    """Rise of effort with weak hip flexors over the greatest with weak extensors."""
    robust = (("glmax", "bflh", "semiten"), ("vasti",))
    flexors = dearer(parameters, ("psoas", "iliacus"), 0.6)
    return flexors / max(dearer(parameters, group, 0.6) for group in robust)


FACT = Fact(
    id="movement.robust_hip_flexors",
    room="movement",
    fact=(
        "normal gait is most sensitive to weak plantarflexors, hip abductors and hip flexors, and "
        "robust to weak hip and knee extensors"
    ),
    published="order of groups, muscle-driven simulations",
    low=1.0,
    high=float("inf"),
    unit="ratio of extra effort",
    species="simulation of man",
    source="vanderkrogt2012",
    measure=measure,
    note=(
        "iliopsoas against hip extensors and vasti at 60 %; our few lumped muscles let rectus "
        "femoris flex the hip too readily"
    ),
)
