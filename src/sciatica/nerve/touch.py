"""What a press does to the membrane over time: a leak that comes at once, and what of it stays.

Channels that pressure opens adapt: of what opens at the moment of a press little is left after some seconds. In a
chronically injured root, and in a normal ganglion, a part does not adapt (Howe, Loeser and Calvin 1977,
doi:10.1016/0304-3959(77)90033-1: seconds of firing against minutes, again and again). How long such a part keeps a
fibre firing is not written here: that is for the membrane, its sodium and its pump (`ions`).
"""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray


def leak_s_cm2(
    since_s: FloatArray | float, press: FloatArray | float, sensitivity: FloatArray | float, parameters: Parameters,
    *, unmyelinated: bool = False,
) -> FloatArray:  # fmt: skip
    """Depolarising leak (reversal 0 mV) so long after a press began that has been held since, S/cm²; shapes broadcast.

    Args:
        since_s: time since the press, s; none before it.
        press: its strength, 0-1.
        sensitivity: of the membrane, 0-1: the part that does not adapt.
        parameters: the nerve room's parameters.
        unmyelinated: whether the axon is bare.
    """
    most = parameters.c_touch_leak_s_cm2 if unmyelinated else parameters.touch_leak_s_cm2
    since = np.asarray(since_s, dtype=np.float64)
    kept = np.asarray(sensitivity) + (1.0 - np.asarray(sensitivity)) * np.exp(
        -np.maximum(since, 0.0) / parameters.touch_adapts_s
    )
    return np.asarray(np.where(since >= 0.0, most * press * kept, 0.0))
