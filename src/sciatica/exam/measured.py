"""What the electrodiagnostic laboratory finds: the records of `exam.studies` read off and held against normal limits.

Everything here is read from responses that were computed, as an examiner reads them from a screen; nothing counts
axons. A value is abnormal beyond the limit for height and age or against the other side (`studies.limits`). A response
that is not there has no latency: that stays unknown, and the response is called absent.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray
from sciatica.exam.bedside import Bedside
from sciatica.exam.observer import EXACT, Observer
from sciatica.exam.studies import MOTOR, SENSORY, Laboratory, Limit, beyond, limits
from sciatica.exam.values import SIDES, Entries, Entry, rounded, sided

_SENSORY_SITES = tuple(nerve.name for nerve in SENSORY)
_MOTOR_SITES = tuple(nerve.target for nerve in MOTOR)


def everything(bedside: Bedside, parameters: Parameters, observer: Observer = EXACT) -> Entries:
    """All findings of the laboratory; none where nobody sent the person there.

    Args:
        bedside: the person on the day.
        parameters: the exam room's parameters.
        observer: who places the electrodes; sizes of responses depend on it.
    """
    visit = bedside.laboratory
    if visit is None:
        return {}
    normal = dict(limits(bedside.body.person, visit.temperature_c))
    return {
        **_sensory(visit, normal, parameters, observer),
        **_motor(visit, normal, parameters, observer),
        **_late(visit, normal),
        **_needle(visit, normal),
    }


def _sensory(
    visit: Laboratory, normal: dict[tuple[str, str], Limit], parameters: Parameters, observer: Observer
) -> Entries:
    study = visit.sensory
    placed = 1.0 + parameters.observer_electrode * observer.by_site("sensory_amplitude", _SENSORY_SITES)
    size = study.amplitude_uv.T * placed
    ratio = _to_healthy(size, "sensory_amplitude", _SENSORY_SITES, normal)
    return {
        "sensory_amplitude": _judged("sensory_amplitude", size, _SENSORY_SITES, normal),
        "sensory_velocity": _judged("sensory_velocity", study.velocity_m_s.T, _SENSORY_SITES, normal),
        "sensory_potential_reduced": _at_sites(ratio < parameters.potential_reduced_below, ratio, _SENSORY_SITES),
    }


def _motor(
    visit: Laboratory, normal: dict[tuple[str, str], Limit], parameters: Parameters, observer: Observer
) -> Entries:
    study = visit.motor
    placed = 1.0 + parameters.observer_electrode * observer.by_site("motor_amplitude", _MOTOR_SITES)
    size = study.amplitude_mv[:, :, 0].T * placed
    ratio = _to_healthy(size, "motor_amplitude", _MOTOR_SITES, normal)
    return {
        "motor_latency": _judged("motor_latency", study.latency_ms[:, :, 0].T, _MOTOR_SITES, normal),
        "motor_velocity": _judged("motor_velocity", study.velocity_m_s.T, _MOTOR_SITES, normal),
        "motor_amplitude": _judged("motor_amplitude", size, _MOTOR_SITES, normal),
        "motor_potential_reduced": _at_sites(ratio < parameters.potential_reduced_below, ratio, _MOTOR_SITES),
    }


def _late(visit: Laboratory, normal: dict[tuple[str, str], Limit]) -> Entries:
    late = visit.late
    size = late.h_h_mv.max(axis=1)
    nothing = ~np.isfinite(late.h_latency_ms)
    smaller = np.divide(size, size[::-1], out=np.ones(2), where=size[::-1] > 0.0)
    return {
        "f_latency": _judged("f_latency", late.f_latency_ms.T, _MOTOR_SITES, normal),
        "f_absent": _at_sites(late.f_persistence.T == 0.0, None, _MOTOR_SITES),
        "h_latency": _judged("h_latency", late.h_latency_ms[:, None], ("",), normal),
        "h_absent": sided(nothing.tolist()),
        "h_amplitude_reduced": sided(
            beyond(size, normal["h_amplitude", ""]).tolist(), np.minimum(smaller, 1.0), said_anyway=True
        ),
    }


def _needle(visit: Laboratory, normal: dict[tuple[str, str], Limit]) -> Entries:
    study = visit.needle
    thinned, phases = normal["recruitment_reduced", ""], normal["polyphasic_units", ""]
    none_left = ~np.isfinite(study.polyphasic)
    return {
        "fibrillations": _at_sites(study.fibrillation_grade.T > 0.0, study.fibrillation_grade.T, study.muscle),
        "polyphasic_units": _at_sites(
            (study.polyphasic > phases.high).T, study.polyphasic.T, study.muscle, unknown=none_left.T
        ),
        "recruitment_reduced": _at_sites((study.recruited < thinned.low).T, study.recruited.T, study.muscle),
    }


def _to_healthy(
    size: FloatArray, finding: str, sites: Sequence[str], normal: dict[tuple[str, str], Limit]
) -> FloatArray:
    """[2, sites] each response over a healthy one.

    That is the other side's where it is normal. Where it is not, a response below its own limit is held against the
    mean of healthy people, and one within it counts as whole.
    """
    out = np.ones(size.shape)
    for i, site in enumerate(sites):
        limit, own, other = normal[finding, site], size[:, i], size[::-1, i]
        sound = other >= limit.low
        out[sound, i] = own[sound] / other[sound]
        low = ~sound & (own < limit.low)
        out[low, i] = own[low] / limit.mean
    return out


def _judged(finding: str, value: FloatArray, sites: Sequence[str], normal: dict[tuple[str, str], Limit]) -> list[Entry]:
    """A measured value [2, sites] at each site, present where it is beyond its limit; unknown where there is none."""
    hit = np.stack([beyond(value[:, i], normal[finding, site]) for i, site in enumerate(sites)], axis=1)
    return _at_sites(hit, value, sites, unknown=~np.isfinite(value), digits=1)


def _at_sites(
    present: BoolArray,
    amount: FloatArray | None,
    sites: Sequence[str],
    *,
    unknown: BoolArray | None = None,
    digits: int = 2,
) -> list[Entry]:
    """An entry for each side and site that was looked at, with its amount: a report lists normal values too."""
    out: list[Entry] = []
    for side in (0, 1):
        for i, site in enumerate(sites):
            if unknown is not None and unknown[side, i]:
                continue
            entry: Entry = {"state": "present" if present[side, i] else "absent", "side": SIDES[side]}
            if site:
                entry["site"] = site
            if amount is not None:
                entry["amount"] = rounded(float(amount[side, i]), digits)
            out.append(entry)
    return out
