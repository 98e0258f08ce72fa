"""A membrane with pools under a steady train, over minutes: strobed once an impulse, and projected over many.

Just before each impulse of a steady train every fast variable is where it was one impulse earlier; what has moved is
slow: concentrations, slow inactivation. Three impulses are run by the full engine. What the last one has changed, and
by how much less that is than what the one before had changed, says how every gate and pool goes on: as a geometric
series, which is summed over the impulses that are skipped (projective integration; what dies away within an
impulse is thereby not projected, which would make it grow). With none skipped this is the engine run through.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import FloatArray
from sciatica.nerve import damage, stimulus
from sciatica.nerve.damage import Injury
from sciatica.nerve.delay.design import standard_pulses
from sciatica.nerve.engine.full.batch import CHUNK_STEPS, NOTHING, FullBatch, _Run
from sciatica.nerve.engine.full.membrane import LANES, STATE
from sciatica.nerve.engine.shared import NO_SPIKES, NOWHERE
from sciatica.nerve.fibres import UnmyelinatedFibres

_START = 2
_ONSET_MS = 1.0
_IMPULSES = 3
_AWAKE_MS = 60.0
"""How long after its stimulus an impulse is followed with the fine step where a coarse one is given for rest: it has
left the fibre after a few milliseconds, and the after-potentials' quick parts are over."""


@dataclass(frozen=True)
class Train:
    """What a train did: after `impulse` [T] impulses the travel times between two places, and the pools there."""

    impulse: FloatArray
    travel_ms: FloatArray
    """[F, T]; nan where an impulse did not arrive."""
    pools: FloatArray
    """[F, pools, T] in the middle, mM."""
    run: int
    """Impulses that the engine ran."""

    @property
    def slowing_percent(self) -> FloatArray:
        """[F, T] how much longer the travel takes than that of the first impulse."""
        return np.asarray((self.travel_ms / self.travel_ms[:, :1] - 1.0) * 100.0)


def slow_train(
    fibres: UnmyelinatedFibres,
    rate_hz: float,
    impulses: int,
    *,
    skip: int,
    step_ms: float,
    injury: Injury | None = None,
    precision: str = "float64",
    rest_step_ms: float | None = None,
) -> Train:
    """Send a steady train through at most a block of fibres of a membrane with pools.

    Args:
        fibres: their first and last quarter are left out of the travel time.
        rate_hz: of the train.
        impulses: how many in all.
        skip: impulses projected over after every three that are run, fewer at first; 0 runs all.
        step_ms: the engine's step.
        injury: of the fibres; None for health.
        precision: "float64", or "float32" where a few impulses move the pools by much more than a millionth.
        rest_step_ms: the engine's step between impulses, from 60 ms after each, when only pools and slow gates
            move, a whole number of fine ones; None for the same step throughout.

    Raises InputError for a rate at which one impulse would not be over, more fibres than a block holds, or a step
    between impulses that is no whole number of steps.
    """
    period = round(1000.0 / rate_hz / step_ms)
    count, places = len(fibres.diameter_um), fibres.places
    if count > LANES:
        raise InputError("too many fibres", field="fibres", given=count, wanted=f"at most {LANES}")
    if period * step_ms < 20.0:
        raise InputError("too fast to be strobed", field="rate_hz", given=rate_hz, wanted="at most 50 Hz")
    finer = 1.0 if rest_step_ms is None else rest_step_ms / step_ms
    if not (finer >= 1.0 and abs(finer - round(finer)) < 1e-6):
        wanted = f"a whole number of steps of {step_ms:g} ms"
        raise InputError("no step between impulses", field="rest_step_ms", given=rest_step_ms, wanted=wanted)
    batch = FullBatch(fibres, damage.checked(injury, fibres), step_ms, precision, 1)
    near, far, middle = places // 4, 3 * places // 4, places // 2
    onset = _ONSET_MS + np.arange(impulses + _IMPULSES) * period * step_ms
    pulses = standard_pulses(fibres, _START, np.tile(onset, (count, 1)))
    stimuli = stimulus.gathered(pulses, fibres, step_ms)
    lanes = np.minimum(np.arange(LANES), count - 1)
    watched = np.array([near, far])
    begin = batch.settled(batch.start("equilibrium"))
    run = _Run(batch, lanes, begin, stimuli, watched, NOWHERE, period)
    coarse, awake = 0, period
    if rest_step_ms is not None:
        calm = FullBatch(fibres, batch.injury, rest_step_ms, precision, 1)
        resting = _Run(calm, lanes, begin, NOTHING, NOWHERE, NOWHERE, period)
        resting.block = replace(resting.block, state=run.block.state)  # one state, advanced by either
        coarse = max(0, int((period * step_ms - _ONSET_MS - _AWAKE_MS) / rest_step_ms))
        awake = period - round(coarse * rest_step_ms / step_ms)
    state = run.block.state.reshape(-1, batch.layout.rows, LANES)
    gates, pooled = state[:, len(STATE) : batch.layout.first_pool], state[:, batch.layout.first_pool :]
    done, sent = 0, 0
    order: list[int] = []
    pools: list[FloatArray] = []
    while sent < impulses:
        strobed = []
        for _ in range(_IMPULSES):
            strobed.append((gates.copy(), pooled.copy()))
            end = done + awake
            while done < end:
                done += run.advance(done, min(CHUNK_STEPS, end - done))
                run.collect(count)
            for rested in range(0, coarse, CHUNK_STEPS):
                resting.advance(rested, min(CHUNK_STEPS, coarse - rested))
            done += period - awake
            pools.append(pooled[batch.cells.site_of_place[middle], :, :count].T.astype(np.float64))
            sent += 1
            order.append(sent)
        # at first things move fast: never project over more than have gone before
        over = min(skip, sent)
        np.clip(gates + _to_come(strobed[1][0], strobed[2][0], gates, over), 0.0, 1.0, out=gates)
        pooled += _to_come(strobed[1][1], strobed[2][1], pooled, over)
        sent += over
    travel = np.full((count, len(order)), np.nan)
    window = period * step_ms
    for lane in range(count):
        first, last = (np.concatenate(run.found[w][lane] or [NO_SPIKES]) for w in (0, 1))
        for k, begun in enumerate(onset[: len(order)]):
            here = first[(first >= begun) & (first < begun + window)]
            there = last[(last >= begun) & (last < begun + window)]
            if len(here) and len(there):
                travel[lane, k] = there[0] - here[0]
    return Train(np.array(order, dtype=np.float64), travel, np.stack(pools, axis=-1), len(order))


def _to_come(first: FloatArray, second: FloatArray, third: FloatArray, times: int) -> FloatArray:
    """What is still to come in so many turns of what has moved from the first to the third."""
    before, last = second - first, third - second
    share = np.clip(np.divide(last, before, out=np.zeros_like(last), where=np.abs(before) > 1e-12), 0.0, 1.0)
    return np.asarray(last * _geometric(share, times))


def _geometric(share: FloatArray, times: int) -> FloatArray:
    """share + share² + … over so many terms."""
    near = share > 1.0 - 1e-9
    safe = np.where(near, 0.5, share)
    return np.where(near, float(times), safe * (1.0 - safe**times) / (1.0 - safe))
