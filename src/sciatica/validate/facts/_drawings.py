"""What the facts about pain drawings share: what the pain of one root draws."""

from __future__ import annotations

import numpy as np

from sciatica import body
from sciatica.body import ROOTS
from sciatica.core.parameters import ParameterSet
from sciatica.core.person import Person
from sciatica.exam.said import drawn, share_outside

PAIN = 6.0


def share_inside(root: str, parameters: ParameterSet) -> float:
    """Share of the drawing of one root's pain that lies in its own dermatome, 0-1."""
    person = Person(age_years=45, sex="male", height_cm=175, mass_kg=78, systolic_mmhg=125, diastolic_mmhg=80)
    man = body.build(person, np.random.default_rng(0), parameters.body, 1)
    by_root = np.zeros((2, len(ROOTS)))
    by_root[0, ROOTS.index(root)] = PAIN
    drawing = drawn(man, by_root, np.ones((2, len(man.territories), len(ROOTS)), dtype=bool))
    noticed = np.where(drawing >= parameters.exam.pain_noticed, drawing, 0.0)
    return 1.0 - float(share_outside(man, by_root, noticed, parameters.exam)[0])
