"""Power: by hand on the scale of the Medical Research Council, by dynamometer against the other side, and by raising
the heel on one leg.

A hand hardly notices what a dynamometer measures, and a heel that is raised again and again finds what neither shows:
body weight asks for more than half of the calf, so a weakness that an examiner's arm cannot overcome ends the raises
early. How many there are is counted in :mod:`sciatica.exam.found.heel_raises`.
"""

from __future__ import annotations

import numpy as np

from sciatica.body import Body
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.exam.bedside import Bedside
from sciatica.exam.observer import EXACT, Observer, of_ratio
from sciatica.exam.values import Entries, by_site, sided

NOT_BY_HAND = ("anal_squeeze",)
NOT_BY_DYNAMOMETER = ("anal_squeeze", "trunk_extension")
"""The first has no limb, the second no side that could be tested apart."""


def share_by_movement(body: Body, strength: FloatArray) -> dict[str, FloatArray]:
    """Share of the healthy strength of each movement, [2] left and right, from its muscles' ([M, 2])."""
    muscles = body.muscles
    out: dict[str, FloatArray] = {}
    for name in dict.fromkeys(muscles.movement):
        rows = [i for i, m in enumerate(muscles.movement) if m == name]
        share = muscles.movement_share[rows]
        out[name] = (share[:, None] * strength[rows]).sum(axis=0) / share.sum()
    return out


def mrc_grade(strength: FloatArray, parameters: Parameters) -> FloatArray:
    """MRC grade (0-5) of a share of healthy strength; a grade is an interval, not a measurement."""
    limits = [getattr(parameters, f"mrc_{grade}_from") for grade in (1, 2, 3, 4, 5)]
    grade: FloatArray = np.searchsorted(limits, strength, side="right").astype(np.float64)
    return grade


def against_other_side(value: FloatArray, least: float) -> FloatArray:
    """[2, ...] each side over the other, or over the least that a healthy side gives where the other gives less."""
    ratio: FloatArray = value / np.maximum(value[::-1], least)
    return ratio


def power(
    bedside: Bedside, parameters: Parameters, strength: dict[str, FloatArray], observer: Observer = EXACT
) -> Entries:
    """MRC power by movement, the dropped foot, the dynamometer and the heel raises."""
    p = parameters
    names = tuple(n for n in strength if n not in NOT_BY_HAND)
    true = np.stack([strength[n] for n in names], axis=1)
    grades = mrc_grade(of_ratio(true, p.observer_power_share, observer.by_site("power_reduced", names)), p)
    measured = tuple(n for n in names if n not in NOT_BY_DYNAMOMETER)
    force = np.stack([strength[n] for n in measured], axis=1)
    error = p.observer_dynamometer_share / np.sqrt(p.dynamometer_trials)
    force = of_ratio(force, error, observer.by_site("dynamometer", measured))
    found = {
        "power_reduced": by_site(grades, names, 5.0, below=True, digits=0),
        "foot_drop": sided(list(grades[:, names.index("ankle_dorsiflexion")] <= p.foot_drop_grade)),
        "dynamometer": by_site(
            against_other_side(force, p.dynamometer_healthy_least), measured, p.dynamometer_reduced_below, below=True
        ),
    }
    if bedside.heel_raises is not None:
        raises = bedside.heel_raises
        seen = of_ratio(raises.count, p.observer_heel_raises_share, observer.by_side("heel_raises"))
        of_other = against_other_side(seen, p.heel_raises_healthy_least * raises.healthy)
        found["heel_raises"] = sided(
            list(of_other < p.heel_raises_reduced_below), np.floor(seen + 0.5), 0, said_anyway=True
        )
    return found
