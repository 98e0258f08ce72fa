"""What makes it worse or better: pain in one posture against another, and against the minutes sat.

Worse is against lying down, the posture of all people; better is against the worse of standing and walking, or, for
getting up, against sitting. A posture that was not examined leaves the answer unknown.
"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.exam.bedside import Bedside
from sciatica.exam.values import Entries, Entry, first_risen, sided

SAT_MIN = 60.0
"""Sitting is asked about as after an hour."""
_WORSE = {
    "worse_cough": "coughing",
    "worse_sneeze": "sneezing",
    "worse_strain": "straining",
    "worse_sitting": "sitting",
    "worse_standing": "standing",
    "worse_walking": "walking",
    "worse_bending": "bending",
}
_BETTER = {"better_lying": "lying", "better_sitting": "sitting"}
_FORWARD_DEG, _BACK_DEG = 20.0, -10.0
"""How far somebody leans on a trolley, and bends back without being held."""


def by_posture(bedside: Bedside, parameters: Parameters) -> Entries:
    """What makes the leg of each side worse or better, in points of pain."""
    felt = {name: pain for name in bedside.postures if (pain := _in(bedside, name)) is not None}
    changes = {finding: felt[name] - felt["lying"] for finding, name in _WORSE.items() if name in felt}
    upright = [felt[name] for name in ("standing", "walking") if name in felt]
    for finding, name in _BETTER.items():
        if upright and name in felt:
            changes[finding] = np.max(upright, axis=0) - felt[name]
    if "sitting" in felt and "standing" in felt:
        changes["better_standing"] = felt["sitting"] - felt["standing"]
    leant = [_at(curve, 0.0) - _at(curve, _FORWARD_DEG) for curve in (bedside.bends, bedside.stoops) if curve]
    if not leant and "standing" in felt and "bending" in felt:
        leant.append(felt["standing"] - felt["bending"])
    if leant:
        # leaning on a trolley is held as long as standing; bending to the floor is brief, and stretches the nerve
        changes["better_bending_forward"] = np.max(leant, axis=0)
    if bedside.bends is not None:
        changes["worse_bending_back"] = _at(bedside.bends, _BACK_DEG) - _at(bedside.bends, 0.0)
    return {finding: _said(change, parameters) for finding, change in changes.items()}


def by_sitting(bedside: Bedside, parameters: Parameters) -> Entries:
    """Whether it gets worse the longer one sits, by how much, and after how many minutes it has."""
    if bedside.sitting is None:
        return {}
    minutes, pain = bedside.sitting
    rise = pain.max(axis=1) - pain[:, 0]
    after = [first_risen(minutes, pain[s], parameters.pain_change_noticed) for s in (0, 1)]
    return {
        "worse_prolonged_sitting": _said(rise, parameters),
        "sitting_minutes": sided([bool(np.isfinite(m)) for m in after], after, 0),
    }


def _in(bedside: Bedside, name: str) -> FloatArray | None:
    """[2] pain of each leg in a posture; sitting as after an hour, where that was asked."""
    if name == "sitting" and bedside.sitting is not None:
        return _at(bedside.sitting, SAT_MIN)
    return bedside.pain_by_side[:, bedside.posture(name)] if bedside.has(name) else None


def _at(curve: tuple[FloatArray, FloatArray], where: float) -> FloatArray:
    return np.array([float(np.interp(where, curve[0], pain)) for pain in curve[1]])


def _said(change: FloatArray, parameters: Parameters) -> list[Entry]:
    return sided([bool(c >= parameters.pain_change_noticed) for c in change], change, 1)
