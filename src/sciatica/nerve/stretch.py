"""What stretch does to a fibre: a law from strain to parts of an injury.

A nerve bears a few per cent without harm, for its fibres lie in waves. Beyond that two things happen at a node. The
paranodal loops are pulled off: the node widens and the seal beside it opens. And the membrane is torn from its
skeleton, which leaves a part of the sodium channels shifted and leaky (Boucher 2012, PMID 22476614; Wang 2009,
PMID 19657055, who measured some 20 mV); channels that drift out of a widened node are lost to it.

    e = max(0, strain - bearable)
    seal      s = 1 / (1 + w e)        w: paranodal opening for strain
    sodium    1 / (1 + n e)            n: thinning; of these a share 1 - exp(-e / t) is shifted by z mV

The constants but z are assumed. What stretch does to blood flow is the tissue's, and is not repeated here.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.nerve.damage import Injury


def stretched(injury: Injury, strain: FloatArray, parameters: Parameters) -> Injury:
    """The injury with a strain laid on it.

    Args:
        injury: what is there already; not changed. Its own shifted channels keep their number, and all that are
            shifted take the larger of the two shifts.
        strain: [F, N] at each node or compartment, 0 for none.
        parameters: the nerve room's parameters.

    Raises:
        InputError: a strain of the wrong shape, not finite, below -0.5 or above 1.
    """
    given = np.asarray(strain, dtype=np.float64)
    if given.shape != injury.sodium_factor.shape:
        raise InputError("wrong shape", field="strain", given=given.shape, wanted=str(injury.sodium_factor.shape))
    wrong = ~((given >= -0.5) & (given <= 1.0))
    if wrong.any():
        raise InputError("no such strain", field="strain", given=float(given[wrong][0]), wanted="-0.5 to 1")
    beyond = np.maximum(given - parameters.stretch_bearable, 0.0)
    between = np.maximum(beyond[:, 1:], beyond[:, :-1])
    torn = -np.expm1(-beyond / parameters.stretch_torn_strain)
    fraction = 1.0 - (1.0 - injury.sodium_shifted_fraction) * (1.0 - torn)
    shift = np.where(beyond > 0.0, parameters.stretch_sodium_shift_mv, 0.0)
    had = np.where(injury.sodium_shifted_fraction > 0.0, injury.sodium_shift_mv, 0.0)
    return replace(
        injury,
        seal_fraction=np.maximum(
            injury.seal_fraction / (1.0 + parameters.stretch_seal_per_strain * between),
            np.minimum(injury.seal_fraction, parameters.barest_sheath),
        ),
        sodium_factor=injury.sodium_factor / (1.0 + parameters.stretch_thins_per_strain * beyond),
        sodium_shifted_fraction=fraction,
        sodium_shift_mv=np.where(beyond > 0.0, np.maximum(had, shift), injury.sodium_shift_mv),
    )
