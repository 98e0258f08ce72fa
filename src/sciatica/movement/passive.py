"""What joints give unasked: the passive moments of hip, knee and ankle, as measured in people.

Muscles, capsule and ligaments together resist stretch, and a muscle over two joints couples them. Riener & Edrich 1999
(doi:10.1016/S0021-9290(99)00009-3) moved the relaxed legs of ten healthy people and describe each joint by exponentials
of its own and its neighbours' angles. The muscle curves of the model are not used for this: like its strength, they are
not people's. Moments grow with weight times height.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from sciatica.core.types import FloatArray
from sciatica.movement import tables
from sciatica.movement.bones import LEFT, Q_NAMES, RIGHT

_AT: Final = {"hip_flexion": 0, "knee_angle": 3, "ankle_angle": 4}
_GENTLE_DEG: Final = {"hip_flexion": (-30.0, 110.0), "knee_angle": (0.0, 120.0), "ankle_angle": (-40.0, 25.0)}
"""Range of the measurements; beyond it the exponentials are held."""


def moments_nm(q: FloatArray) -> FloatArray:
    """[F, Q] passive moments of the legs of people as large as those measured, at poses ``q`` [F, Q]."""
    found = np.zeros((len(q), len(Q_NAMES)))
    for leg in (LEFT, RIGHT):
        angle = {joint: np.clip(np.degrees(q[:, leg.start + k]), *_GENTLE_DEG[joint]) for joint, k in _AT.items()}
        for term in tables.passive():
            power = term.offset + sum(
                per * angle[joint]
                for joint, per in zip(_AT, (term.per_hip_deg, term.per_knee_deg, term.per_ankle_deg), strict=True)
            )
            found[:, leg.start + _AT[term.joint]] += term.sign * np.exp(power) if term.sign else term.offset
    return found
