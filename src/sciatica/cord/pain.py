"""The dorsal horn, reduced to rates: what small fibres tell, what large ones gate, what winds up, what the brain
holds back.

For each root and side, with mean afferent rates per axon (Hz):

    E = (k_delta Adelta + k_c C (1 + k_w w) + k_beta Abeta sensitisation) (1 + k_s sensitisation)
    R = E / (1 + gate) / (1 + descending),       gate = k_gate (Abeta in all: normal traffic that passes, and ectopic)
    dw/dt = C^k / (C^k + c_half^k) (1 - w) / tau_up - w / tau_down                       wind-up
    dd/dt = (k_d pain/10 - d) / tau_d                                                    descending control
    pain = 10 R^n / (R^n + half^n)

The order of events (gate, wind-up by C input over seconds, sensitisation that outlasts it, descending control) is
Melzack & Wall 1965 and Mendell 2022 (a review of windup, doi:10.3389/fpain.2022.833104). No one measured these gains
in people: the map to a number from 0 to 10 is declared, saturating and assumed, its constants with ranges in
``parameters.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.body import CLASSES
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray

A_BETA, A_DELTA, C_FIBRE = (CLASSES.index(name) for name in ("a_beta", "a_delta", "c"))


@dataclass(frozen=True)
class Horn:
    """State of the dorsal horn; arrays are [2, 9] by side and root."""

    a_beta_hz: FloatArray
    a_delta_hz: FloatArray
    c_hz: FloatArray
    """The three inputs as the synapses hold them, Hz per axon."""
    wind_up: FloatArray
    """0-1."""
    descending: float


@dataclass(frozen=True)
class Felt:
    """What the dorsal horn makes of a moment."""

    pain: float
    """0-10."""
    pain_by_root: FloatArray
    """[2, 9] 0-10, each as if it were alone."""
    projection: FloatArray
    """[2, 9] what leaves for the brain, in units in which ``pain_half`` gives 5."""


def quiet(wind_up: FloatArray | None = None) -> Horn:
    """A dorsal horn at rest, with the wind-up that was brought along."""
    zero = np.zeros((2, 9))
    return Horn(zero, zero.copy(), zero.copy(), zero.copy() if wind_up is None else wind_up.copy(), 0.0)


def advance(
    horn: Horn,
    rate_hz: FloatArray,
    passing_hz: FloatArray,
    sensitisation: FloatArray,
    step_s: float,
    parameters: Parameters,
) -> tuple[Horn, Felt]:
    """One step of the dorsal horn, and what it feels at its end.

    Args:
        horn: the state before.
        rate_hz: [2, 9, 6] ectopic and muscle-pain impulses arriving, Hz per axon of each class.
        passing_hz: [2, 9] normal large-fibre traffic that gets through, Hz per axon.
        sensitisation: [2, 9] 0-1, carried over days.
        step_s: length of the step.
        parameters: the constants of ``cord``.
    """
    p = parameters
    fast, slow = 1.0 - np.exp(-step_s / p.synapse_fast_s), 1.0 - np.exp(-step_s / p.synapse_slow_s)
    c_hz = horn.c_hz + slow * (rate_hz[:, :, C_FIBRE] - horn.c_hz)
    # exact for the step, so that a long one cannot overshoot
    up = _saturation(c_hz**p.wind_up_power, p.wind_up_half_hz**p.wind_up_power) / p.wind_up_tau_s
    down = 1.0 / p.wind_up_decay_s
    settled = up / (up + down)
    wind_up = settled + (horn.wind_up - settled) * np.exp(-step_s * (up + down))
    moved = Horn(
        a_beta_hz=horn.a_beta_hz + fast * (rate_hz[:, :, A_BETA] + passing_hz - horn.a_beta_hz),
        a_delta_hz=horn.a_delta_hz + fast * (rate_hz[:, :, A_DELTA] - horn.a_delta_hz),
        c_hz=c_hz,
        wind_up=wind_up,
        descending=horn.descending,
    )
    felt = feel(moved, passing_hz, sensitisation, parameters)
    keep = np.exp(-step_s / p.descending_tau_s)
    target = p.descending_gain * felt.pain / 10.0
    descending = float(target + (horn.descending - target) * keep)
    return Horn(moved.a_beta_hz, moved.a_delta_hz, moved.c_hz, moved.wind_up, descending), felt


def feel(horn: Horn, passing_hz: FloatArray, sensitisation: FloatArray, parameters: Parameters) -> Felt:
    """Pain of the moment from the state of the dorsal horn; arguments as :func:`advance`."""
    p = parameters
    irritated = np.maximum(horn.a_beta_hz - passing_hz, 0.0)
    excitation = (
        p.a_delta_weight * horn.a_delta_hz
        + p.c_weight * horn.c_hz * (1.0 + p.wind_up_gain * horn.wind_up)
        + p.a_beta_weight * irritated * sensitisation
    ) * (1.0 + p.sensitisation_gain * sensitisation)
    gate = p.gate_gain * _saturation(horn.a_beta_hz, p.gate_half_hz)
    projection = excitation / (1.0 + gate) / (1.0 + horn.descending)
    return Felt(
        pain=float(_map(projection.sum(), p)),
        pain_by_root=_map(projection, p),
        projection=projection,
    )


def pain_from_rates(
    rate_hz: FloatArray,
    passing_hz: FloatArray,
    sensitisation: FloatArray,
    parameters: Parameters,
    *,
    duration_s: float = 10.0,
    horn: Horn | None = None,
) -> Felt:
    """Pain after a posture has been held, with everything else constant: for leg raises and single postures.

    Args:
        rate_hz, passing_hz, sensitisation, parameters: as :func:`advance`.
        duration_s: for how long the posture is held.
        horn: the state before; at rest if not given.
    """
    step_s = parameters.control_step_ms / 1000.0 * 5.0
    horn = quiet() if horn is None else horn
    horn, felt = advance(horn, rate_hz, passing_hz, sensitisation, step_s, parameters)
    for _ in range(max(1, round(duration_s / step_s)) - 1):
        horn, felt = advance(horn, rate_hz, passing_hz, sensitisation, step_s, parameters)
    return felt


def pain_of(projection: FloatArray | float, parameters: Parameters) -> FloatArray:
    """Pain (0-10) of what leaves for the brain; any shape."""
    return _map(projection, parameters)


def _saturation(rate_hz: FloatArray, half_hz: float) -> FloatArray:
    return np.asarray(rate_hz / (rate_hz + half_hz))


def _map(projection: FloatArray | float, p: Parameters) -> FloatArray:
    power = np.asarray(projection, dtype=np.float64) ** p.pain_power
    return np.asarray(10.0 * power / (power + p.pain_half**p.pain_power))
