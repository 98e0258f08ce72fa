"""What the facts of Coggan 2010 and 2011 share: a patch of axon whose ratio of sodium to leak conductance rises."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.core.types import BoolArray, IntArray

FACTORS = np.geomspace(0.2, 8.0, 32)
"""The ratio over the authors' own (30 to 2 mS/cm²)."""
FAILS, ONCE, AFTERWARDS, BY_ITSELF = range(4)
A_TRAIN = 4
"""Impulses from which firing counts as more than a spike or two."""
_END_MS = 100.0
_WATCH_MS, _KICK_MS, _KICK_AT_MS = 600.0, 5.0, 50.0


def scan(parameters: ParameterSet) -> tuple[IntArray, IntArray, BoolArray]:
    """At each factor: impulses after a kick and without one, and whether what was kicked fires to the end."""
    return _scan(parameters.nerve.coggan_persistent_share)


@lru_cache(maxsize=4)
def _scan(persistent: float) -> tuple[IntArray, IntArray, BoolArray]:
    from sciatica.nerve import Injury, Pulses, UnmyelinatedFibres, simulate
    from sciatica.nerve.membranes.coggan2011 import PATCH_NA

    count = len(FACTORS)
    # three compartments of 1 µm are one patch: current flows along them a thousand times more easily than across
    fibres = UnmyelinatedFibres(np.ones(2 * count), 3, compartment_length_um=1.0, membrane="coggan2011")
    injury = Injury.healthy(fibres)
    injury.sodium_factor[:] = np.tile(FACTORS, 2)[:, None]
    injury.persistent_sodium_factor[:] = persistent
    onset = np.repeat([_KICK_AT_MS, np.nan], count)[:, None]
    kick = Pulses(np.ones(2 * count, dtype=np.int64), onset, _KICK_MS, np.full(2 * count, PATCH_NA))
    seen = simulate(
        fibres, injury, kick, duration_ms=_WATCH_MS, step_ms=0.02, spike_places=(1,), start=np.zeros((2 * count, 3)),
        solver="full",
    )  # fmt: skip
    number = seen.spike_count[:, 0]
    last = np.nanmax(seen.spike_time_ms[:count, 0], axis=1, initial=0.0)
    return number[:count], number[count:], last > _WATCH_MS - _END_MS


def kinds(parameters: ParameterSet) -> IntArray:
    """[K] which of the four each factor is: failure, one spike, afterdischarge, firing by itself."""
    kicked, alone, _ = scan(parameters)
    kind = np.where(kicked == 0, FAILS, np.where(kicked < A_TRAIN, ONCE, AFTERWARDS))
    return np.where(alone >= A_TRAIN, BY_ITSELF, kind)
