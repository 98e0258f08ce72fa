"""How many fibres conduct, judged from the tissue alone.

The fibre engine decides in earnest, from membranes. For experiments that only tell whether a nerve conducted
under a cuff, and for quick looks, this reads it off the state: a fibre fails when its energy is below its own
threshold (normal among fibres, higher in sensory ones), or its paranodes have given way (the seal is the
share that held), or it is lost.
"""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.tissue.state import TissueState


def energised(energy: FloatArray, parameters: Parameters, *, motor: bool) -> FloatArray:
    """Share (0..1) of fibres whose pump still keeps them excitable at this energy (0..1)."""
    half = parameters.block_energy_motor if motor else parameters.block_energy_sensory
    return np.asarray(ndtr((energy - half) / parameters.block_energy_spread), dtype=np.float64)


def conducting(state: TissueState, parameters: Parameters, *, motor: bool) -> FloatArray:
    """[P, L, K] share of fibres that conduct through the load, by the tissue-level criterion."""
    return energised(state.energy, parameters, motor=motor) * state.seal * state.axon
