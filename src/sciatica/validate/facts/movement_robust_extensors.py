"""Normal gait bears weak extensors better than weak calves or abductors."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._movement import CALF, dearer


def measure(parameters: ParameterSet) -> float:
    """Least rise of effort among two sensitive groups over the greatest among the robust ones."""
    sensitive = (CALF, ("glmed", "piri"))
    robust = (("glmax", "bflh", "semiten"), ("vasti",))
    least = min(dearer(parameters, group, 0.6) for group in sensitive)
    return least / max(dearer(parameters, group, 0.6) for group in robust)


FACT = Fact(
    id="movement.robust_extensors",
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
    knock_out=KnockOut("movement.plantarflexion_strength_factor", 3.3),
    note=(
        "plantarflexors and abductors against hip extensors and vasti, all at 60 % on both sides; weak hip flexors "
        "stand in a row of their own, where the order fails, and it also fails when rectus femoris, which flexes "
        "the hip too, is weakened with the vasti"
    ),
)
