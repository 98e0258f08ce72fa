"""Inflammation and what it leaves behind: a touchy ganglion, a touchy root, sore muscles beside the nerve.

Nucleus material on a root raises cytokines (TNF) within hours and works for weeks (Pain 2004;110:578); a
pressed and starved root inflames by itself, less. The ganglion follows within days and calms down over weeks.
A root injured for weeks answers touch with minutes of firing, a normal one with seconds (Howe 1977, PMID
195255): `chronic_sensitivity` gathers slowly while the root is inflamed or stripped, and leaves more slowly.
Muscles that lie beside an inflamed nerve share in it by the adjacency that `body` holds.
"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray, IntArray


def either(first: FloatArray, second: FloatArray) -> FloatArray:
    """Two causes of one thing, each 0..1: 1 - (1 - a)(1 - b)."""
    return 1.0 - (1.0 - first) * (1.0 - second)


def relax(value: FloatArray, target: FloatArray, rise_days: float, clear_days: float, days: FloatArray) -> FloatArray:
    """Value after ``days`` on its way to a steady target, quicker up than down (or as told); exact."""
    tau = np.where(target > value, rise_days, clear_days)
    return target + (value - target) * np.exp(-days / tau)


def nucleus_activity(nucleus_material: FloatArray, age_days: FloatArray, parameters: Parameters) -> FloatArray:
    """What nucleus material (0..1) still does ``age_days`` after it came; none before it came."""
    fading = np.exp(-np.maximum(age_days, 0.0) / parameters.nucleus_active_days)
    return np.where(age_days >= 0.0, nucleus_material * fading, 0.0)


def inflammation_after(
    inflammation: FloatArray, active: FloatArray, injury: FloatArray, days: FloatArray, parameters: Parameters
) -> FloatArray:
    """Inflammation (0..1) after ``days`` with active nucleus material and injured nerve (each 0..1)."""
    target = either(active, parameters.injury_inflammation * injury)
    rise, clear = parameters.inflammation_rise_days, parameters.inflammation_clear_days
    return relax(inflammation, target, rise, clear, days)


def ganglion_after(
    sensitivity: FloatArray,
    inflammation: FloatArray,
    axons_lost: FloatArray,
    days: FloatArray,
    parameters: Parameters,
) -> FloatArray:
    """Sensitivity of the ganglion (0..1) after ``days`` with this inflammation and share of axons cut."""
    target = either(inflammation, parameters.drg_axon_share * axons_lost)
    return relax(sensitivity, target, parameters.drg_rise_days, parameters.drg_clear_days, days)


def chronic_after(
    sensitivity: FloatArray,
    inflammation: FloatArray,
    myelin_lost: FloatArray,
    days: FloatArray,
    parameters: Parameters,
) -> FloatArray:
    """How much (0..1) the root has become one that answers touch, after ``days``."""
    target = either(inflammation, myelin_lost)
    return relax(sensitivity, target, parameters.chronic_rise_days, parameters.chronic_clear_days, days)


def neighbours_after(
    neighbour: FloatArray,
    inflammation: FloatArray,
    root: IntArray,
    side: IntArray,
    beside_nerve: FloatArray,
    days: FloatArray | float,
    parameters: Parameters,
) -> FloatArray:
    """Inflammation [P, M, 2] of muscles beside the nerve after ``days``.

    Args:
        neighbour: [P, M, 2] before.
        inflammation: [P, L] of the nerve at each load.
        root, side: [P, L] where the loads are.
        beside_nerve: [M, 9] closeness (0..1) of each muscle to each root's path.
        days: time passed; broadcasts to [P, M].
        parameters: the room's constants.
    """
    near = beside_nerve.T[root] * inflammation[..., None]
    target = np.empty_like(neighbour)
    for which in range(neighbour.shape[2]):
        spared = np.where((side == which)[..., None], 1.0 - near, 1.0).prod(axis=1)
        target[..., which] = parameters.neighbour_spread * (1.0 - spared)
    tau = parameters.neighbour_rise_days
    return relax(neighbour, target, tau, tau, np.asarray(days, float)[..., None])
