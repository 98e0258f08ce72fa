"""From blood to the sodium-potassium pump: an energy store, filled by what flow and diffusion bring.

The store e (1 full) goes to the supply s = min(1, (reserve x flow + diffusion) / demand) with one time constant, so
a bloodless nerve fails after about half an hour, one at half flow hardly, and both recover within minutes to an hour
of release. What diffuses without blood comes from spinal fluid: a root bathes in it within the sac, has less the nearer
its ganglion it lies in its sleeve, and none beyond (`spinal_fluid`); there only fed neighbours along the nerve help.

A warmer or a smaller animal's nerve uses its store faster (`pace`): the metabolic rate goes with temperature by a Q10
and with body mass by a small negative power.

When the pump lacks energy potassium gathers outside the axon: its reversal potential shifts towards zero, slowly at
first since the pump has a reserve, then steeply. After 13 min without blood human axons still conduct (Grosskreutz
1999); cuffs of 60 and 90 mmHg block within the hour, sensory fibres 10 to 30 min before motor ones (Lundborg 1982,
10.1016/S0363-5023(82)80175-5).
"""

from __future__ import annotations

import numpy as np

from sciatica.body.path import LANDMARKS, REFERENCE_HEIGHT_CM, reference_positions_mm
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray, IntArray

MINUTES_A_DAY = 1440.0
_SLEEVE, _GANGLION = LANDMARKS.index("sleeve"), LANDMARKS.index("drg")


def spinal_fluid(root: IntArray, centre_mm: FloatArray, height_cm: FloatArray | float) -> FloatArray:
    """How well (0..1) spinal fluid reaches a place on a root, by the body's landmarks; shapes broadcast.

    1 within the sac, falling along the sleeve to 0 at the ganglion and beyond.

    Args:
        root: index into ``body.ROOTS``.
        centre_mm: arc length from the cord, mm.
        height_cm: of the person, with which every length grows.
    """
    places = reference_positions_mm()[root] * (np.asarray(height_cm, float) / REFERENCE_HEIGHT_CM)[..., None]
    leaves, ends = places[..., _SLEEVE], places[..., _GANGLION]
    return np.clip((ends - centre_mm) / (ends - leaves), 0.0, 1.0)


def diffusion(fluid: FloatArray | float, parameters: Parameters) -> FloatArray:
    """Share (0..1) of the need met without blood, where spinal fluid reaches the nerve by ``fluid`` (0..1)."""
    sac, nerve = parameters.diffusion_supply, parameters.diffusion_nerve
    return nerve + (sac - nerve) * np.asarray(fluid, float)


def warmth(temperature_c: FloatArray | float, parameters: Parameters) -> FloatArray:
    """Metabolic rate at this temperature, relative to that at the body's core."""
    return np.asarray(
        parameters.metabolic_q10 ** ((np.asarray(temperature_c, float) - parameters.core_temperature_c) / 10.0),
        dtype=np.float64,
    )


def pace(temperature_c: FloatArray | float, mass_kg: FloatArray | float, parameters: Parameters) -> FloatArray:
    """How fast a nerve uses its store, relative to a human one at the temperature of the wrist."""
    warm = warmth(temperature_c, parameters) / warmth(parameters.wrist_temperature_c, parameters)
    size = (np.asarray(mass_kg, float) / parameters.human_mass_kg) ** -parameters.metabolic_mass_power
    return np.asarray(warm * size, dtype=np.float64)


def body_pace(parameters: Parameters) -> float:
    """The pace of a human root or nerve at the temperature of the body's core."""
    return float(pace(parameters.core_temperature_c, parameters.human_mass_kg, parameters))


def supply(
    flow: FloatArray,
    parameters: Parameters,
    demand: FloatArray | float = 1.0,
    diffused: FloatArray | float | None = None,
) -> FloatArray:
    """Share (0..1) of the need that is met at ``flow`` (0..1), for a need of ``demand`` times that at rest.

    Impulses cost energy: a working nerve needs more, and where the flow cannot rise it runs short. That, and its quick
    relief by rest, is the blood-flow account of claudication. ``diffused`` is what comes without blood; None for a
    root in the sac.
    """
    without = parameters.diffusion_supply if diffused is None else diffused
    return np.minimum(1.0, (parameters.flow_reserve * flow + without) / demand)


def energy_after(
    energy: FloatArray,
    supplied: FloatArray,
    days: FloatArray,
    parameters: Parameters,
    pace: FloatArray | float = 1.0,
) -> tuple[FloatArray, FloatArray]:
    """Energy after ``days`` at a steady supply, and its mean over that time; exact, shapes broadcast."""
    span = np.asarray(days) * pace * MINUTES_A_DAY / parameters.energy_time_min
    left = np.exp(-span)
    mean_left = np.where(span > 1e-12, -np.expm1(-span) / np.maximum(span, 1e-12), 1.0)
    return supplied + (energy - supplied) * left, supplied + (energy - supplied) * mean_left


def potassium_shift_mv(ischaemia: FloatArray, parameters: Parameters) -> FloatArray:
    """Depolarising shift of the potassium reversal (mV) at ``ischaemia`` = 1 - energy."""
    x = (np.clip(ischaemia, 0.0, 1.0) / parameters.potassium_half) ** parameters.potassium_power
    return parameters.potassium_shift_max_mv * x / (1.0 + x)
