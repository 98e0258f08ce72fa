"""How long a man holds his upper body level."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.movement import hold, human
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._movement import man


def measure(parameters: ParameterSet) -> float:
    """Endurance at the share of his back's strength that his level trunk asks for, s."""
    skeleton = human.build(man(parameters), parameters.movement)
    joint = skeleton.names.index("lumbar_extension")
    upright = skeleton.standing()[None]
    level, still = upright.copy(), np.zeros_like(upright)
    level[0, skeleton.q_names.index("lumbar_extension")] -= np.pi / 2
    asked = skeleton.dynamics(level, still, still, np.full((1, 2), 0.5)).torque[0, joint]
    # he is strapped down with a straight back: only gravity is level, so the muscles are as long as upright
    there = np.maximum(skeleton.pull(upright).columns[0, joint], 0.0).sum()
    curve = hold.curves(("trunk",), parameters.movement)
    return float(hold.endurance_s(np.array([asked / there]), *curve)[0])


FACT = Fact(
    id="movement.sorensen",
    room="movement",
    fact="men who will have no back pain in a year hold the unsupported upper body level",
    published="more than 198 s; those who will, less than 176 s; the test is stopped at 240 s",
    low=198.0,
    high=float("inf"),
    unit="s",
    species="man",
    source="bieringsorensen1984",
    measure=measure,
    knock_out=KnockOut("movement.trunk_endures_s", 11.0),
    note=(
        "read second hand (a data base of clinical tests); the load is our skeleton's, the strength assumed, the "
        "curve that of other studies of the trunk; the hips help and are not counted"
    ),
)
