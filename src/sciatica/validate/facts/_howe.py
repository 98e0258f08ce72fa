"""What the facts of Howe 1977 share: a sensory fibre pressed at a root or at its ganglion, watched until it is silent.

Every so often the fibre engine is asked how fast the fibre fires with its leak, its sodium, its potassium and its pump
as they are; these are then carried on at that rate. Besides, a membrane that stays depolarised loses sodium channels to
slow inactivation, which the membrane lacks: the share that `nerve.slow_inactivation_per_mv` says, in the time that
`nerve.slow_inactivation_s` says, by the mean voltage that the engine shows.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import numpy as np

from sciatica.core.parameters import Parameters, ParameterSet
from sciatica.core.types import FloatArray

DIAMETER_UM = 10.0
NODES, PRESSED = 25, slice(10, 15)
LONGEST_S = 2400.0
REST_S = 1800.0
_SILENT_S = 30.0
_REST_MV = -80.0
_SETTLE_MS, _WATCH_MS = 30.0, 60.0


def durations_s(parameters: ParameterSet) -> FloatArray:
    """[3] s of firing after a press: normal root; ganglion or injured root; that again after half an hour."""
    return np.array(_durations(parameters.nerve))


@lru_cache(maxsize=8)
def _durations(p: Parameters) -> tuple[float, ...]:
    from sciatica.nerve.slow import ions

    sensitivity = (p.touch_healthy, p.touch_lasting)
    once, pools, available = _pressed(p, sensitivity, None, np.ones(2))
    axon = _fibres(2, p)[1]
    rested = ions.advance(pools, axon, ions.Drive(), REST_S)
    recovered = 1.0 - (1.0 - available) * np.exp(-REST_S / p.slow_inactivation_s)
    again, _, _ = _pressed(p, sensitivity, rested, recovered)
    return (*once, again[1])


def _fibres(count: int, p: Parameters):  # type: ignore[no-untyped-def]
    from sciatica.nerve import MyelinatedFibres
    from sciatica.nerve.slow import ions

    fibres = MyelinatedFibres(np.full(count, DIAMETER_UM), NODES, temperature_c=p.temperature_c)
    return fibres, ions.axon(fibres, p)


def _pressed(p: Parameters, sensitivity: tuple[float, ...], pools, available: FloatArray):  # type: ignore[no-untyped-def]
    """Firing times of a batch pressed at time 0; pools and share of sodium channels available at the end."""
    from sciatica.nerve import Injury, touch
    from sciatica.nerve.slow import ion_effects, ions
    from sciatica.nerve.slow import sodium as engine_sodium

    fibres, axon = _fibres(len(sensitivity), p)
    pools = axon.rest if pools is None else pools
    where = np.zeros((len(sensitivity), NODES))
    where[:, PRESSED] = 1.0
    rest_na = engine_sodium.resting_na(fibres, None)[:, NODES // 2]
    fired = np.zeros(len(sensitivity))
    rate, time = np.zeros(len(sensitivity)), 0.0
    while time < LONGEST_S and (time < 5.0 or (time - fired < _SILENT_S).any()):
        leak = where * touch.leak_s_cm2(time, 1.0, np.array(sensitivity), p)[:, None]
        base = replace(Injury.healthy(fibres), depolarising_leak_s_cm2=leak)
        base = replace(
            base,
            slow_potassium_factor=base.slow_potassium_factor * p.sensory_slow_potassium,
            sodium_factor=1.0 + where * (available - 1.0)[:, None],
        )
        extra = engine_sodium.resting_na(fibres, base)[:, NODES // 2] - rest_na
        drive = ions.Drive(rate, leak_na=extra)
        rate, raised = _seen(fibres, ion_effects.applied(base, fibres, pools, axon, drive, p, where))
        step = 0.5 if time < 20.0 else 5.0 if time < 120.0 else 20.0
        pools = ions.advance(pools, axon, ions.Drive(rate, leak_na=extra), step)
        left = np.clip(1.0 - p.slow_inactivation_per_mv * np.maximum(raised, 0.0), 0.0, 1.0)
        available = left + (available - left) * np.exp(-step / p.slow_inactivation_s)
        time += step
        lasting = (rate > 0.0) & (time - fired < _SILENT_S + step)
        fired = np.where(lasting, time, fired)
    return tuple(float(f) for f in fired), pools, available


def _seen(fibres, injury) -> tuple[FloatArray, FloatArray]:  # type: ignore[no-untyped-def]
    """[F] impulses a second that leave towards the cord, and mean depolarisation under the press, mV."""
    from sciatica.nerve import simulate
    from sciatica.nerve.run import equilibrium_mv

    start = np.minimum(equilibrium_mv(fibres, injury, beyond_mv=24.0), 6.0) + 0.5
    seen = simulate(
        fibres, injury, None, duration_ms=_SETTLE_MS + _WATCH_MS, step_ms=0.01, spike_places=(2,), start=start,
        voltage_places=(NODES // 2,), voltage_every=10,
    )  # fmt: skip
    rate = (seen.spike_time_ms[:, 0] > _SETTLE_MS).sum(axis=1) * 1000.0 / _WATCH_MS
    late = seen.voltage_mv[:, 0, seen.time_ms > _SETTLE_MS].mean(axis=1)
    return np.asarray(rate), np.asarray(late - _REST_MV)
