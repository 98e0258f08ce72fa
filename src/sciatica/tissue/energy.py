"""From blood to the sodium-potassium pump: an energy store, filled by what flow and diffusion bring.

The store e (1 full) goes to the supply s = min(1, reserve x flow + diffusion) with one time constant, so a
bloodless nerve fails after about half an hour, one at half flow hardly, and both recover within minutes to an
hour of release. When the pump lacks energy potassium gathers outside the axon: its reversal potential shifts
towards zero, slowly at first since the pump has a reserve, then steeply. After 13 min without blood human
axons still conduct (Grosskreutz 1999); cuffs of 60 and 90 mmHg block within the hour, sensory fibres 10 to 30
min before motor ones (Lundborg 1982, 10.1016/S0363-5023(82)80175-5).
"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray

MINUTES_A_DAY = 1440.0


def supply(flow: FloatArray, parameters: Parameters, demand: FloatArray | float = 1.0) -> FloatArray:
    """Share (0..1) of the need that is met at ``flow`` (0..1), for a need of ``demand`` times that at rest.

    Impulses cost energy: a working nerve needs more, and where the flow cannot rise it runs short. That, and its quick
    relief by rest, is the blood-flow account of claudication.
    """
    return np.minimum(1.0, (parameters.flow_reserve * flow + parameters.diffusion_supply) / demand)


def energy_after(
    energy: FloatArray, supplied: FloatArray, days: FloatArray, parameters: Parameters
) -> tuple[FloatArray, FloatArray]:
    """Energy after ``days`` at a steady supply, and its mean over that time; exact, shapes broadcast."""
    span = np.asarray(days) * MINUTES_A_DAY / parameters.energy_time_min
    left = np.exp(-span)
    mean_left = np.where(span > 1e-12, -np.expm1(-span) / np.maximum(span, 1e-12), 1.0)
    return supplied + (energy - supplied) * left, supplied + (energy - supplied) * mean_left


def potassium_shift_mv(ischaemia: FloatArray, parameters: Parameters) -> FloatArray:
    """Depolarising shift of the potassium reversal (mV) at ``ischaemia`` = 1 - energy."""
    x = (np.clip(ischaemia, 0.0, 1.0) / parameters.potassium_half) ** parameters.potassium_power
    return parameters.potassium_shift_max_mv * x / (1.0 + x)
