"""Axons: how they are lost, how their far ends die, how they grow again.

A nerve without blood for an hour recovers whole, after four hours many fibres degenerate (Schmelzer 1989; Iida
2003, 10.1016/S0014-4886(03)00385-6), fewer where it is kept cool (Mitsui 1999). The loss rate is taken to fall
exponentially with the energy left, k exp(-e / e0): steep, so that half a supply keeps nearly all axons for weeks
and none kills in hours; it goes with temperature as the metabolic rate does. A crush adds its own rate. Once an
axon is cut its far end lives on for days: the motor response is half gone on day 3 to 5 and absent by about day 9,
the sensory one by about day 11 (Chaudhry & Cornblath 1992). Sprouts then advance about 1 mm a day (Trojaborg 1970).
"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.tissue.myelin import hill

_CRUSH_POWER = 4.0
_NONE_LOST = 1e-6
"""Share of axons below which no loss is counted and no clock runs."""


def loss_per_day(
    energy: FloatArray, pressure_mmhg: FloatArray, parameters: Parameters, warmth: FloatArray | float = 1.0
) -> FloatArray:
    """Rate (1/day) at which axons are lost at this energy (0..1) and edge-weighted pressure (mmHg).

    ``warmth`` is the metabolic rate relative to that at the body's core temperature.
    """
    scale = parameters.ischaemic_loss_energy
    # less what the law gives at full energy, so that a healthy axon is not lost at all
    spared: FloatArray = np.exp(-np.minimum(energy, 1.0) / scale) - np.exp(-1.0 / scale)
    starved = parameters.ischaemic_loss_per_h * warmth * spared
    crushed = parameters.crush_per_h * hill(pressure_mmhg, parameters.crush_half_mmhg, _CRUSH_POWER)
    return 24.0 * (starved + crushed)


def clock_after(wallerian_days: FloatArray, before: FloatArray, after: FloatArray, days: FloatArray) -> FloatArray:
    """Mean age (days) of the losses after ``days`` in which survival fell from ``before`` to ``after``."""
    old, new = 1.0 - before, before - after
    aged = old * (wallerian_days + days) + new * 0.5 * days
    return np.where(old + new > _NONE_LOST, aged / np.maximum(old + new, _NONE_LOST), 0.0)


def regrown_after(
    regrown_mm: FloatArray,
    wallerian_days: FloatArray,
    permitted: FloatArray,
    days: FloatArray,
    parameters: Parameters,
) -> FloatArray:
    """How far (mm) sprouts have come beyond the lesion; ``permitted`` (0..1): by energy and pressure."""
    growing = np.clip(wallerian_days - parameters.growth_delay_days, 0.0, days)
    return regrown_mm + parameters.growth_mm_per_day * permitted * growing


def reconnected(
    axon: FloatArray, regrown_mm: FloatArray, distance_mm: FloatArray, parameters: Parameters
) -> FloatArray:
    """Share (0..1) of axons that reach an end organ ``distance_mm`` beyond the lesion; shapes broadcast."""
    return axon + (1.0 - axon) * parameters.growth_share * (regrown_mm >= distance_mm)


def distal_stump(wallerian_days: FloatArray | float, parameters: Parameters, *, motor: bool) -> FloatArray:
    """Share (0..1) of cut axons whose far end still answers a stimulus, days after the cut."""
    half = parameters.distal_motor_half_days if motor else parameters.distal_sensory_half_days
    power = parameters.distal_motor_power if motor else parameters.distal_sensory_power
    return 1.0 - hill(np.asarray(wallerian_days, float), half, power)


def distal_response(axon: FloatArray, wallerian_days: FloatArray, parameters: Parameters, *, motor: bool) -> FloatArray:
    """Response (0..1 of healthy) to a stimulus beyond the lesion: surviving axons and stumps not yet dead."""
    return axon + (1.0 - axon) * distal_stump(wallerian_days, parameters, motor=motor)
