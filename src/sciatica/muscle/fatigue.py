"""Fatigue, narrowly: one store for each muscle that work empties and rest fills.

The fatigued share of the three-compartment model (Frey-Law, Looft & Heitsman 2012, PMID 22579269) with the ankle's
rates, for the unfatigued activation given: dM/dt = F a (1 - M) - R M. At rest recovery is faster (PMID 29960732: R
times 15 at the ankle).
"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray


def advance(tired: FloatArray, activation: FloatArray, step_s: float, parameters: Parameters) -> FloatArray:
    """[..] share of the force that fatigue has taken, a step later.

    Args:
        tired: 0-1 before.
        activation: 0-1 during the step.
        step_s: its length.
        parameters: the constants of ``muscle``.
    """
    p = parameters
    resting = activation < p.fatigue_rest_activation
    rise = p.fatigue_rate_per_s * activation
    fall = p.recovery_rate_per_s * np.where(resting, p.recovery_at_rest_factor, 1.0)
    settled = rise / (rise + fall)
    return np.asarray(settled + (tired - settled) * np.exp(-step_s * (rise + fall)))
