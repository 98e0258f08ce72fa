"""The stretch reflex: a volley of large afferents arrives, and the pool answers with those cells that it lifts over
threshold.

Every large fibre of the muscle's roots brings one spike, in proportion to the roots' share of the muscle; each makes
a potential with a short rise and a decay of some milliseconds, spread by the time a tap takes to set off its
spindles. What is lost or late is missing from the peak, so slowing alone weakens a reflex. The pool is the same as in
``motor_pool``: size principle, thresholds, noise.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sciatica.body import CLASSES, Body, branches
from sciatica.cord import axons
from sciatica.cord.afferents import ChannelsLike
from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray

GRID_MS = 0.1


@dataclass(frozen=True)
class Volley:
    """Large afferent fibres of one muscle and side; K fibres."""

    arrival_ms: FloatArray
    """[K] when each spike reaches the cord after the stimulus."""
    share: FloatArray
    """[K] of the muscle's whole afferent supply; sums to 1 when all pass."""
    passes: BoolArray
    """[K]"""


def volley(
    body: Body,
    channels: ChannelsLike,
    posture: int,
    muscle: int,
    side: int,
    from_mm: FloatArray | None = None,
    *,
    healthy: bool = False,
) -> Volley:
    """The afferent volley of one muscle.

    Args:
        body, channels, posture: the person and what each fibre does.
        muscle, side: whose reflex.
        from_mm: [9] where along each root's nerve the volley starts; the muscle itself if not given.
        healthy: the volley of healthy nerves instead.
    """
    fibres = body.fibres
    weight = body.muscles.root_weight[muscle]
    rows = np.flatnonzero((fibres.kind == CLASSES.index("a_alpha")) & (fibres.side == side) & (weight[fibres.root] > 0))
    root = fibres.root[rows]
    start = np.full(len(weight), body.muscles.path_mm[muscle]) if from_mm is None else from_mm
    delay = start[root] * channels.delay_to_target_ms[rows] / fibres.path_mm[rows]
    passes = np.ones(len(rows), dtype=bool)
    if not healthy:
        leaves = branches.leaves_mm(body.muscles, body.person.height_cm)[muscle, root]
        spared = axons.left_before(channels, fibres.path_mm, rows, leaves)
        delay = delay + np.where(spared, 0.0, np.nan_to_num(channels.added_delay_ms[rows, posture]))
        whole = channels.connected_to_cord[rows] & channels.connected_distally[rows]
        passes = spared | (channels.passes[rows, posture] & whole)
    in_root = np.bincount(root, weights=fibres.weight[rows], minlength=len(weight))
    share = weight[root] * fibres.weight[rows] / in_root[root]
    return Volley(delay, share, passes)


def excitation(arriving: Volley, spread_ms: float, parameters: Parameters) -> tuple[FloatArray, FloatArray]:
    """The drive that a volley gives its pool over time: times [T] ms and drive [T], 0-1.

    Args:
        arriving: the volley.
        spread_ms: over which each fibre's axons are spread at the start (a tap, which also takes ``tap_transfer_ms`` to
            reach the spindles); 0 for an electrical stimulus.
        parameters: the constants of ``cord``.
    """
    p = parameters
    last = float(arriving.arrival_ms.max(initial=0.0)) + spread_ms + 8.0 * p.reflex_epsp_decay_ms
    if spread_ms > 0.0:
        arriving = replace(arriving, arrival_ms=arriving.arrival_ms + p.tap_transfer_ms)
        last += p.tap_transfer_ms
    time = np.arange(0.0, last, GRID_MS)
    shape = _potential(np.arange(0.0, 8.0 * p.reflex_epsp_decay_ms, GRID_MS), p)
    shape /= shape.max()
    if spread_ms > GRID_MS:
        width = round(spread_ms / GRID_MS)
        shape = np.convolve(shape, np.full(width, 1.0 / width))
    at = np.rint(arriving.arrival_ms / GRID_MS).astype(np.int64)
    pulses = np.bincount(at, weights=arriving.share * arriving.passes, minlength=len(time))
    drive = p.reflex_drive * np.convolve(pulses, shape)[: len(time)]
    return time + p.synaptic_delay_ms, drive


def twice(time_ms: FloatArray, drive: FloatArray, parameters: Parameters) -> tuple[FloatArray, FloatArray]:
    """The same with a second answer over a long loop, as back muscles show to a tap (Zedka 1999): times and drive."""
    p = parameters
    shift = round(p.long_loop_ms / GRID_MS)
    longer = time_ms[0] + GRID_MS * np.arange(len(time_ms) + shift)
    both = np.zeros(len(longer))
    both[: len(drive)] += drive
    both[shift:] += p.long_loop_share * drive
    return longer, both


def answer(
    time_ms: FloatArray, drive: FloatArray, background: float, threshold: FloatArray, parameters: Parameters
) -> tuple[FloatArray, FloatArray]:
    """Which cells of a pool fire, and when.

    Args:
        time_ms, drive: [T] from :func:`excitation`.
        background: standing drive, 0-1.
        threshold: [n] thresholds of the pool.
        parameters: the constants of ``cord``.

    Returns:
        chance [n] that each fires, and the time [n] at which its mean potential first crosses, or peaks if it does not.
    """
    from scipy.special import ndtr

    potential = (background + drive[None, :]) / threshold[:, None]
    chance = ndtr((potential.max(axis=1) - 1.0) / parameters.noise_sigma)
    # noise alone is no reflex
    chance = np.clip(chance - ndtr((background / threshold - 1.0) / parameters.noise_sigma), 0.0, 1.0)
    crossed = potential >= 1.0
    when = np.where(crossed.any(axis=1), crossed.argmax(axis=1), potential.argmax(axis=1))
    return np.asarray(chance), np.asarray(time_ms[when])


def _potential(time_ms: FloatArray, p: Parameters) -> FloatArray:
    return np.asarray(np.exp(-time_ms / p.reflex_epsp_decay_ms) - np.exp(-time_ms / p.reflex_epsp_rise_ms))
