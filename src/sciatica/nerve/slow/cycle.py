"""Slow states of a fibre that fires: what the pump remembers of its impulses, and the bursts that follow from it.

Every impulse brings sodium in, the pump takes three out for one charge: in balance its extra current is a third of
what the impulses bring, whatever its kinetics (`slow.sodium` measures the charge). That current hyperpolarises by the
fibre's own slope at rest, which the engine's equilibrium gives. In man the effect is several times larger than the
published membranes make of it: 8 Hz for 10 min raise a motor fibre's threshold by 16 % (Kiernan 2004,
doi:10.1113/jphysiol.2004.063966). One factor, fitted there, stands for what they lack.

The hyperpolarisation H follows the rate r slowly, settle dH/dt = gain r - H; a minute of full effort (Vagg 1998,
doi:10.1111/j.1469-7793.1998.919bs.x) sets the time. A fibre that fires by itself stops where H reaches what ends its
firing, and wakes where H has fallen to what keeps it asleep; both are the engine's answers (`protocol.rest`). So burst,
pause and mean rate follow. `project` advances any slow state: a short burst of the fast system measures how fast the
slow one moves, and one long step is taken with that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.nerve.cables import mrg2002
from sciatica.nerve.damage import Injury
from sciatica.nerve.fibres import Fibres, MyelinatedFibres, UnmyelinatedFibres
from sciatica.nerve.run import equilibrium_mv
from sciatica.nerve.slow import sodium as engine_sodium
from sciatica.nerve.slow.ions import SODIUM_OUT

_KNOTS = 7
_PROBE_HZ = 5.0
_GRAIN_MV = 1e-3


def pump_gain_mv_hz(fibres: Fibres, parameters: Parameters) -> FloatArray:
    """[F] lasting hyperpolarisation that one impulse a second keeps up, mV/Hz.

    Measured on healthy fibres of a few diameters in the batch's range and interpolated between them.
    """
    width = fibres.diameter_um
    low, high = float(width.min()), float(width.max())
    knots = np.geomspace(low, high, _KNOTS) if high > low * 1.01 else np.array([np.sqrt(low * high)])
    knots = np.clip(np.round(knots, 3), low, high)
    length = None if isinstance(fibres, MyelinatedFibres) else getattr(fibres, "compartment_length_um", None)
    gain = np.array(
        _membrane_gain(fibres.membrane, fibres.temperature_c, length, parameters.pump_felt_share, tuple(knots.tolist()))
    )
    gain = np.exp(np.interp(np.log(width), np.log(knots), np.log(gain)))
    return np.asarray(parameters.pump_effect * gain)


@lru_cache(maxsize=32)
def _membrane_gain(
    membrane: str, temperature_c: float, length_um: float | None, felt: float, diameters: tuple[float, ...]
) -> tuple[float, ...]:
    """What the membrane model alone makes of it."""
    width = np.array(diameters)
    fibres: Fibres
    if length_um is None:
        fibres = MyelinatedFibres(width, 21, temperature_c, membrane)
        area_cm2, share = mrg2002.node_area_cm2(mrg2002.geometry(width)), felt
    else:
        fibres = UnmyelinatedFibres(width, 41, length_um, temperature_c, membrane)
        area_cm2, share = np.pi * width * length_um * 1e-8, 1.0
    extra_na = engine_sodium.impulse_pc(fibres) * 1e-3 * _PROBE_HZ / SODIUM_OUT
    healthy = Injury.healthy(fibres)
    pumping = replace(
        healthy, pump_current_ua_cm2=healthy.pump_current_ua_cm2 + (share * extra_na * 1e-3 / area_cm2)[:, None]
    )
    middle = fibres.places // 2
    moved = equilibrium_mv(fibres, healthy)[:, middle] - equilibrium_mv(fibres, pumping)[:, middle]
    return tuple((moved / _PROBE_HZ).tolist())


def hyperpolarisation_mv(
    rate_hz: FloatArray | float, seconds: FloatArray | float, gain_mv_hz: FloatArray, settle_s: float
) -> FloatArray:
    """Hyperpolarisation after firing at a steady rate from rest, mV."""
    return np.asarray(gain_mv_hz * rate_hz * -np.expm1(-np.asarray(seconds) / settle_s))


@dataclass(frozen=True)
class Cycle:
    """Bursts and pauses of X fibres, [X] each; a fibre that nothing silences has an endless burst."""

    burst_s: FloatArray
    pause_s: FloatArray
    mean_hz: FloatArray


def cycle(
    burst_rate_hz: FloatArray,
    silenced_mv: FloatArray,
    asleep_mv: FloatArray,
    gain_mv_hz: FloatArray,
    settle_s: float,
) -> Cycle:
    """The cycle of a fibre that fires by itself under its own pump.

    Args:
        burst_rate_hz: [X] rate within a burst.
        silenced_mv: [X] hyperpolarisation that ends a burst.
        asleep_mv: [X] the least that keeps a silent fibre silent; at most `silenced_mv`.
        gain_mv_hz: [X] from :func:`pump_gain_mv_hz`.
        settle_s: time constant of the pump's memory.
    """
    if not settle_s > 0.0:
        raise InputError("no time constant", field="settle_s", given=settle_s, wanted="above 0 s")
    ends = np.maximum(silenced_mv, 2.0 * _GRAIN_MV)
    wakes = np.clip(asleep_mv, _GRAIN_MV, ends - _GRAIN_MV)
    most = gain_mv_hz * burst_rate_hz  # where an endless burst would lead
    endless = most <= ends
    burst = settle_s * np.log(
        (most - wakes) / np.where(endless, 1.0, most - ends), where=~endless, out=np.ones_like(ends)
    )
    pause = settle_s * np.log(ends / wakes)
    mean = burst_rate_hz * burst / (burst + pause)
    return Cycle(
        np.where(endless, np.inf, burst), np.where(endless, 0.0, pause), np.where(endless, burst_rate_hz, mean)
    )


def project(
    state: FloatArray,
    fast: Callable[[FloatArray], tuple[FloatArray, float]],
    *,
    seconds: float,
    step_s: float,
) -> tuple[FloatArray, FloatArray, float]:
    """Advance a slow state by bursts of the fast system and projective steps between them.

    Args:
        state: the slow state at the start, any shape.
        fast: runs the fast system for a short while from a slow state; gives the slow state then and how long it ran.
        seconds: how far.
        step_s: from the start of one burst to the next; a burst may not be longer.

    Returns:
        times [T], the states at those times [T, ...], and for how long the fast system was run in all.
    """
    if not (step_s > 0.0 and seconds > 0.0):
        raise InputError("no such time", field="step_s", given=(seconds, step_s), wanted="above 0 s")
    times, states, ran, now = [0.0], [np.array(state, dtype=np.float64)], 0.0, 0.0
    while now < seconds - 1e-9:
        begin = states[-1]
        after, burst_s = fast(begin)
        ran += burst_s
        if not 0.0 < burst_s <= step_s:
            raise InputError(
                "the burst outlasts the step", field="step_s", given=step_s, wanted=f"at least {burst_s:g} s"
            )
        stride = min(step_s, seconds - now)
        states.append(after + (after - begin) / burst_s * max(stride - burst_s, 0.0))
        now += max(stride, burst_s)
        times.append(now)
    return np.array(times), np.stack(states), ran
