"""Motor axons: what becomes of a motoneuron's spikes on the way to the muscle, and of spikes born on that way.

Each unit runs in one of the body's motor fibres and obeys its channel: blocked or not, the shortest interval that
still passes, the delay added, impulses born in the lesion. A spike born there runs both ways. Downward it makes a
twitch. Upward it meets whatever comes down: two spikes that meet annihilate each other; one that arrives resets the
motoneuron as if it had fired, and now and then comes back as an F wave. Times are counted in steps of the episode.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numba
import numpy as np

from sciatica.cord.pools import Pools
from sciatica.core.types import BoolArray, FloatArray, IntArray

if TYPE_CHECKING:
    from sciatica.cord.afferents import ChannelsLike

NEVER = -(10**9)


@dataclass(frozen=True)
class Axons:
    """The U motor axons in one posture, delays in whole steps."""

    passes: BoolArray
    minimum_interval_steps: FloatArray
    to_lesion_steps: IntArray
    """Cord to lesion."""
    to_muscle_steps: IntArray
    """Cord to muscle, with the delay that the lesion adds."""
    connected: BoolArray
    """The piece between lesion and muscle still conducts."""
    ectopic_rate_hz: FloatArray


def healthy_delay_ms(pools: Pools, channels: ChannelsLike, path_mm: FloatArray) -> FloatArray:
    """[U] conduction time from cord to muscle along healthy axons, ms.

    Args:
        pools: the units.
        channels: gives the velocity of each fibre.
        path_mm: [N] length of each fibre, over which ``delay_to_target_ms`` was measured.
    """
    velocity = path_mm[pools.fibre] / channels.delay_to_target_ms[pools.fibre]
    return np.asarray(pools.path_mm / velocity)


def spared(pools: Pools, channels: ChannelsLike, path_mm: FloatArray) -> BoolArray:
    """[U] True for the axons that have left for their muscle before the lesion of their fibre.

    Args:
        pools, channels, path_mm: as in :func:`healthy_delay_ms`.
    """
    if pools.leaves_mm is None:
        return np.zeros(len(pools), dtype=bool)
    return left_before(channels, path_mm, pools.fibre, pools.leaves_mm)


def left_before(channels: ChannelsLike, path_mm: FloatArray, fibre: IntArray, leaves_mm: FloatArray) -> BoolArray:
    """[K] whether axons leave for their muscle before the lesion of the fibre in which they run.

    Args:
        channels, path_mm: as in :func:`healthy_delay_ms`.
        fibre: [K] rows of the body's fibre table.
        leaves_mm: [K] where each axon leaves, from the cord; infinite if it never does.
    """
    lesion_mm = (channels.to_lesion_ms * path_mm / channels.delay_to_target_ms)[fibre]
    # a lesion at the very branch still meets them; times were rounded on the way here
    return np.asarray(np.isfinite(lesion_mm) & (lesion_mm > leaves_mm + 1.0))


def in_posture(
    pools: Pools, channels: ChannelsLike, path_mm: FloatArray, posture: int, step_ms: float, least_steps: int
) -> Axons:
    """The axons as the channels of one posture leave them.

    Args:
        pools, channels, path_mm: as in :func:`healthy_delay_ms`.
        posture: index into the postures of ``channels``.
        step_ms: the episode's time step.
        least_steps: no delay is shorter than this (the exchange window).
    """
    fibre = pools.fibre
    delay = healthy_delay_ms(pools, channels, path_mm)
    whole = spared(pools, channels, path_mm)
    added = np.where(whole, 0.0, np.nan_to_num(channels.added_delay_ms[fibre, posture]))
    to_lesion = np.minimum(channels.to_lesion_ms[fibre], delay)
    to_muscle = np.maximum(np.rint((delay + added) / step_ms), least_steps).astype(np.int64)
    return Axons(
        passes=whole | (channels.passes[fibre, posture] & channels.connected_to_cord[fibre]),
        minimum_interval_steps=np.where(whole, 0.0, channels.minimum_interval_ms[fibre, posture]) / step_ms,
        to_lesion_steps=np.clip(
            np.rint(to_lesion / step_ms), least_steps, np.maximum(to_muscle - least_steps, least_steps)
        ).astype(np.int64),
        to_muscle_steps=to_muscle,
        connected=whole | channels.connected_distally[fibre],
        ectopic_rate_hz=np.where(whole, 0.0, channels.ectopic_rate_hz[fibre, posture]),
    )


def ectopic_trains(
    pools: Pools,
    channels: ChannelsLike,
    posture: int,
    duration_ms: float,
    step_ms: float,
    phase: FloatArray,
    path_mm: FloatArray | None = None,
) -> tuple[IntArray, IntArray]:
    """When the lesion fires in each unit's axon during a segment.

    The discharge that was simulated for ``window_ms`` is repeated for the whole segment; each axon of a fibre has its
    own ``phase``, since axons of a kind fire alike but not together.

    Args:
        pools, channels, posture: as above.
        duration_ms: length of the segment.
        step_ms: the episode's time step.
        phase: [U] 0-1, by how much of the window each axon is shifted.
        path_mm: [N] length of each fibre, to leave out the axons that the lesion spares; all are met if not given.

    Returns:
        steps [X] since the segment began, sorted within each unit, and first [U + 1]: unit u owns first[u]:first[u +
        1].
    """
    times: list[IntArray] = []
    first = np.zeros(len(pools) + 1, dtype=np.int64)
    window = channels.window_ms
    patterns = channels.ectopic_pattern_ms
    silent = np.empty(0, dtype=np.int64)
    whole = np.zeros(len(pools), dtype=bool) if path_mm is None else spared(pools, channels, path_mm)
    for unit, fibre in enumerate(pools.fibre):
        rate = float(channels.ectopic_rate_hz[fibre, posture])
        if rate <= 0.0 or whole[unit]:
            times.append(silent)
            first[unit + 1] = first[unit]
            continue
        pattern = patterns[fibre, posture] if patterns.shape[2] else np.empty(0)
        pattern = pattern[np.isfinite(pattern)]
        period = window if pattern.size else 1000.0 / rate
        pattern = pattern if pattern.size else np.zeros(1)
        shifted = np.sort((pattern + phase[unit] * period) % period)
        turns = np.arange(int(np.ceil(duration_ms / period)))
        train = (shifted[None, :] + turns[:, None] * period).ravel()
        train = train[train < duration_ms]
        steps = np.unique((train / step_ms).astype(np.int64))
        times.append(steps)
        first[unit + 1] = first[unit] + len(steps)
    return np.concatenate(times) if times else np.empty(0, dtype=np.int64), first


@numba.njit(cache=True, nogil=True)  # type: ignore[misc,unused-ignore]
def transmit(
    fired: Any,
    start: int,
    steps: int,
    least: int,
    passes: Any,
    minimum_interval: Any,
    to_lesion: Any,
    to_muscle: Any,
    connected: Any,
    ectopic: Any,
    first: Any,
    cursor: Any,
    met: Any,
    segment_start: int,
    last: Any,
    arriving: Any,
    antidromic: Any,
) -> None:
    """Moves the spikes of one window from the cord and from the lesions on their way, in place.

    Args:
        fired: [steps, U] roads of the spikes that left the cord in this window.
        start, steps: the window; least: the shortest delay allowed, not shorter than the window.
        passes, minimum_interval, to_lesion, to_muscle, connected: the fields of :class:`Axons`.
        ectopic, first: from :func:`ectopic_trains`, counted from ``segment_start``.
        cursor: [U] next ectopic spike of each unit; met: [X] uint8, 1 once its upward half has been annihilated.
        last: [U] step at which the lesion last carried a spike downward.
        arriving: [ring, U] uint8, roads of spikes by step of arrival at the muscle.
        antidromic: [ring, U] uint8, spikes by step of arrival at the cord.
    """
    ring = arriving.shape[0]
    for u in range(fired.shape[1]):
        reach = to_lesion[u]
        for s in range(steps):
            now = start + s
            # spikes born at the lesion in this step
            if cursor[u] < first[u + 1] and segment_start + ectopic[cursor[u]] <= now:
                if now - last[u] >= 1:
                    last[u] = now
                    if connected[u]:
                        arriving[(now + max(to_muscle[u] - reach, least)) % ring, u] = 2
                    if met[cursor[u]] == 0:
                        antidromic[(now + reach) % ring, u] = 1
                cursor[u] += 1
            road = fired[s, u]
            if road == 0:
                continue
            meets = False
            k = cursor[u] - 1
            # one still climbing
            while k >= first[u] and now - (segment_start + ectopic[k]) < reach:
                if met[k] == 0:
                    met[k] = 1
                    antidromic[(segment_start + ectopic[k] + reach) % ring, u] = 0
                    meets = True
                    break
                k -= 1
            if not meets:
                # one that will be born before this spike reaches the lesion
                k = cursor[u]
                while k < first[u + 1] and segment_start + ectopic[k] - now < reach:
                    if met[k] == 0:
                        met[k] = 1
                        meets = True
                        break
                    k += 1
            if meets or not passes[u]:
                continue
            at_lesion = now + reach
            if at_lesion - last[u] < minimum_interval[u]:
                continue
            last[u] = at_lesion
            if connected[u]:
                arriving[(now + to_muscle[u]) % ring, u] = road


def fresh(units: int, ring: int) -> tuple[Any, Any, IntArray]:
    """Empty ``arriving`` and ``antidromic`` rings and the ``last`` of axons that have carried nothing yet."""
    return (
        np.zeros((ring, units), dtype=np.uint8),
        np.zeros((ring, units), dtype=np.uint8),
        np.full(units, NEVER, dtype=np.int64),
    )
