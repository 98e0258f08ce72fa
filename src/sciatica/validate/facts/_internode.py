"""One internode of a human limb nerve that loses its sheath: how long an impulse takes across it, and when it stops."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray

LIMB_COOLER_C = 4.0
"""A nerve of the forearm or leg lies so much below the trunk's temperature."""
DIAMETER_UM = 10.0
_NODES, _HURT, _MARGIN = 31, 15, 4
_LANES = 16
_TRAIN_MS = 50.0
_IMPULSES = 5


@lru_cache(maxsize=4)
def _deepening(temperature_c: float, barest: float) -> tuple[FloatArray, BoolArray, BoolArray]:
    """Time across the internode (us), whether one impulse and whether a whole train passes, at ever less sheath.

    The sheath is tried down to ``barest``, ever more finely about where a single impulse stops.
    """
    tried = np.geomspace(1.0, barest, _LANES)
    times, one, train = _across(tried, temperature_c)
    for _ in range(3):
        finer = [_between(tried, passed) for passed in (one, train)]
        sheath = np.concatenate([some for some in finer if len(some)] or [tried[:0]])
        if not len(sheath):
            break
        more = _across(sheath, temperature_c)
        tried = np.concatenate([tried, sheath])
        times, one, train = (np.concatenate(both) for both in zip((times, one, train), more, strict=True))
    order = np.argsort(-tried)
    return times[order], one[order], train[order]


def _between(sheath: FloatArray, passed: BoolArray) -> FloatArray:
    """Sheaths between the barest with which impulses passed and the next barer one, which stopped them."""
    if passed.all():
        return sheath[:0]
    barest = sheath[passed].min()
    return np.geomspace(barest, sheath[sheath < barest].max(), _LANES // 2 + 1)[1:-1]


def _across(sheath: FloatArray, temperature_c: float) -> tuple[FloatArray, BoolArray, BoolArray]:
    from sciatica.nerve import Injury, MyelinatedFibres, Pulses, simulate

    count = len(sheath)
    fibres = MyelinatedFibres(np.full(count, DIAMETER_UM), _NODES, temperature_c)
    injury = Injury.healthy(fibres)
    injury.myelin_fraction[:, _HURT] = sheath
    injury.seal_fraction[:, _HURT] = sheath
    onset = np.tile(0.5 + _TRAIN_MS * np.arange(_IMPULSES), (count, 1))
    near, far = _HURT - _MARGIN, _HURT + 1 + _MARGIN
    run = simulate(
        fibres,
        injury,
        Pulses(np.full(count, 2), onset, 0.1, np.full(count, 4.0)),
        duration_ms=float(onset[0, -1]) + 6.0,
        step_ms=0.005,
        spike_places=(near - _MARGIN, near, far),
        start="equilibrium",
    )
    first = run.spike_time_ms[:, :, 0] if run.spike_time_ms.shape[2] else np.full((count, 3), np.nan)
    # a node beside the hurt internode need not cross any fixed voltage: what the others take in health is taken off
    healthy = (first[:, 1] - first[:, 0]) / _MARGIN
    across = (first[:, 2] - first[:, 1] - 2 * _MARGIN * healthy) * 1e3
    passed = np.isfinite(across) & (first[:, 2] < onset[0, 1])
    return across, passed, passed & (run.spike_count[:, 2] == _IMPULSES)


def longest_us(parameters: Parameters) -> float:
    """The longest time across the internode with which a single impulse still passes, us; inf where none stops."""
    times, one, _ = _deepening(parameters.temperature_c - LIMB_COOLER_C, parameters.barest_sheath / 4.0)
    if one.all():
        return float("inf")
    return float(np.nanmax(times[one]))


def secure_us(parameters: Parameters) -> float:
    """The longest time with which every impulse of a train of 20 Hz passes, us; inf where all do."""
    times, one, train = _deepening(parameters.temperature_c - LIMB_COOLER_C, parameters.barest_sheath / 4.0)
    if train.all():
        return float("inf")
    return float(np.nanmax(times[one & train]))
