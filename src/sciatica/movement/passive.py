"""What joints give unasked: the passive moments of hip, knee, ankle and lumbar spine, as measured in people.

Muscles, capsule and ligaments together resist stretch, and a muscle over two joints couples them. Riener & Edrich 1999
(doi:10.1016/S0021-9290(99)00009-3) moved the relaxed legs of ten healthy people and describe each joint by exponentials
of its own and its neighbours' angles. The muscle curves of the model are not used for this: like its strength, they are
not people's. Moments grow with weight times height.

The relaxed trunk was bent on frictionless tables. Its stiffness rises along the range, manyfold from the first half to
the end: against flexion from nothing over a tenth to seven tenths of a Nm per hundredth of the range (Beach), against
side bending from a quarter to five Nm per degree from the first quarter to the last (Gombatto), both as tabled by Watt,
Callaway & Williams 2022 (doi:10.1007/s11517-022-02609-w). An exponential goes through both ends of each. So a spine
gives almost nothing in the range in which people stoop, and carries much where they hang at its end.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.person import Person
from sciatica.core.types import FloatArray
from sciatica.movement import tables
from sciatica.movement.bones import LEFT, Q_NAMES, RIGHT

_AT: Final = {"hip_flexion": 0, "knee_angle": 3, "ankle_angle": 4}
_GENTLE_DEG: Final = {"hip_flexion": (-30.0, 110.0), "knee_angle": (0.0, 120.0), "ankle_angle": (-40.0, 25.0)}
"""Range of the measurements; beyond it the exponentials are held."""
_PERCENT: Final = 100.0
_FARTHEST: Final = 1.2
"""Share of the range beyond which the trunk gets no stiffer."""


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


def trunk_nm(
    flexed_deg: FloatArray, aside_deg: FloatArray, person: Person, p: Parameters
) -> tuple[FloatArray, FloatArray]:
    """Moments in Nm that straighten a bent lumbar spine: of extension, and of bending to the right.

    Args:
        flexed_deg: bend forward from upright, degrees; backwards nothing is given.
        aside_deg: bend to the right from upright, degrees.
        person: whose.
        p: the room's constants.
    """
    size = person.mass_kg * person.height_cm / 100 / (p.trunk_passive_mass_kg * p.trunk_passive_height_m)
    forward = _stiffening(
        np.maximum(flexed_deg, 0.0) / p.full_flexion_deg,
        (p.flexion_middle_share, p.flexion_end_share),
        (_PERCENT * p.flexion_middle_nm_per_percent, _PERCENT * p.flexion_end_nm_per_percent),
    )
    aside = _stiffening(
        np.abs(aside_deg) / p.full_bending_deg,
        (p.bending_begin_share, p.bending_end_share),
        (p.full_bending_deg * p.bending_begin_nm_per_deg, p.full_bending_deg * p.bending_end_nm_per_deg),
    )
    return size * forward, -size * np.sign(aside_deg) * aside


def _stiffening(share: FloatArray, at: tuple[float, float], stiffness_nm: tuple[float, float]) -> FloatArray:
    """Moment at a share of the range, Nm, whose stiffness rises exponentially through two measured ones, Nm a range.

    Beyond ``_FARTHEST`` of the range it gets no stiffer.
    """
    rise = np.log(stiffness_nm[1] / stiffness_nm[0]) / (at[1] - at[0])
    slack = stiffness_nm[0] * np.exp(-rise * at[0])
    within = np.minimum(share, _FARTHEST)
    bent = slack / rise * np.expm1(rise * within)
    return np.asarray(bent + slack * np.exp(rise * within) * (share - within))
