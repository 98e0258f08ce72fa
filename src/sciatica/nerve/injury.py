"""From the state of a piece of nerve to what each fibre in it meets: the one place where tissue becomes exposure.

Myelin, seal, energy and potassium are those at the fibre's own depth. Nucleus material reaches the fibres from the
touched side, so its share falls with depth; how fast is assumed. Touch counts by how sensitive the membrane has become
(Howe 1977: a normal root answers for seconds, a chronically injured one for minutes). What an exposure does to a
membrane is `exposure.injury_of`.
"""

from __future__ import annotations

import numpy as np

from sciatica.body import CLASSES
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray, IntArray
from sciatica.lesion.loads import Loads
from sciatica.nerve.exposure import Exposure, injury_of
from sciatica.tissue import Moment, TissueState

__all__ = [
    "Exposure", "ganglion_exposure", "inflammation_at_depth", "injury_of", "lesion_exposure", "lesion_strain",
]  # fmt: skip

_SENSORY = np.array([name in ("a_alpha", "a_beta", "a_delta", "c") for name in CLASSES])


def inflammation_at_depth(surface: FloatArray, depth: FloatArray, parameters: Parameters) -> FloatArray:
    """Inflammation (0-1) of a fibre at ``depth`` (0 touched surface, 1 far side), from that at the surface."""
    return surface * (1.0 - parameters.inflammation_depth_fall * depth)


def lesion_exposure(
    state: TissueState,
    moment: Moment,
    loads: Loads,
    *,
    load: IntArray,
    posture: IntArray,
    kind: IntArray,
    depth: FloatArray,
    parameters: Parameters,
) -> Exposure:
    """Exposure of X runs, each a fibre (``kind``, ``depth``) at one load in one posture of person 0.

    Args:
        state, moment, loads: the tissue on the day, in each posture, and what loads it.
        load, posture, kind: [X] indices of the load, the posture and the fibre class.
        depth: [X] position across the root, 0 touched surface to 1.
        parameters: the nerve room's parameters.
    """
    bins = state.myelin.shape[2]
    level = np.minimum((depth * bins).astype(np.int64), bins - 1)
    surface = state.inflammation[0, load]
    sensitivity = parameters.touch_healthy + (1.0 - parameters.touch_healthy) * np.maximum(
        state.chronic_sensitivity[0, load], surface
    )
    return Exposure(
        length_mm=loads.length_mm[0, load],
        myelin=state.myelin[0, load, level],
        seal=state.seal[0, load, level],
        potassium_shift_mv=moment.potassium_shift_mv[0, load, level, posture],
        inflammation=inflammation_at_depth(surface, depth, parameters),
        touch=moment.mechanical[0, load, level, posture] * sensitivity,
        pump=np.clip(1.0 - moment.ischaemia[0, load, level, posture], 0.0, 1.0),
        sensory=_SENSORY[kind].astype(np.float64),
    )


def lesion_strain(moment: Moment, *, load: IntArray, posture: IntArray, depth: FloatArray) -> FloatArray:
    """[X] strain that X runs meet at one load in one posture, for `injury_of`; arguments as of `lesion_exposure`."""
    bins = moment.strain.shape[2]
    level = np.minimum((depth * bins).astype(np.int64), bins - 1)
    return np.asarray(moment.strain[0, load, level, posture])


def ganglion_exposure(sensitivity: FloatArray, depth: FloatArray, parameters: Parameters) -> Exposure:
    """Exposure of X sensory runs at their sensitised ganglion (no pressure there, only excitability)."""
    zero, one = np.zeros_like(depth), np.ones_like(depth)
    return Exposure(
        length_mm=one * parameters.ganglion_length_mm,
        myelin=one,
        seal=one,
        potassium_shift_mv=zero,
        inflammation=inflammation_at_depth(sensitivity, depth, parameters),
        touch=zero,
        pump=one,
        sensory=one,
    )
