"""Normal gait bears weak extensors better than weak calves, abductors or hip flexors."""

from __future__ import annotations

from typing import Final

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._skeleton import dearer

_SENSITIVE: Final = (
    ("gasmed", "soleus", "fhl", "tibpost", "perlong"),
    ("glmed", "tfl", "piri"),
    ("psoas", "iliacus"),
)
_ROBUST: Final = (("glmax", "bflh", "semiten"), ("vasti",))


def measure(parameters: ParameterSet) -> float:
    """Least rise of effort among the sensitive groups over the greatest among the robust ones, all at 60 %."""
    sensitive, robust = (
        [dearer(parameters, dict.fromkeys(group, 0.6)) for group in groups] for groups in (_SENSITIVE, _ROBUST)
    )
    return min(sensitive) / max(robust)


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
    note="both sides weak; hip extensors are gluteus maximus with the hamstrings, knee extensors the vasti",
)
