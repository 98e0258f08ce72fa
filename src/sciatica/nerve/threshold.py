"""Thresholds of a whole population by one batched search.

A lane of the engine is one fibre at one amplitude. A weak probe of every fibre, in the range where it is linear,
says how far its membrane moves for a unit of stimulus; a few fibres searched widely say at what reach
of that they fire; the rest are bracketed from it and cut into several parts a round, so that every block is
full. Firing need not be monotonic (cathodic block, re-excitation, a kilohertz wave that blocks): what is
kept is every amplitude tried, and the threshold is the lowest from which firing holds, the upper end of firing
where it stops again. A spike counts where it has travelled to, so that a local response does not.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve import run, stimulus
from sciatica.nerve.bracket import Search
from sciatica.nerve.damage import Injury
from sciatica.nerve.damage import checked as checked_injury
from sciatica.nerve.engine import network
from sciatica.nerve.engine.batch import Batch
from sciatica.nerve.fibres import Fibres, MyelinatedFibres
from sciatica.nerve.stimulus import Stimuli, Stimulus

if TYPE_CHECKING:
    import xarray

    from sciatica.nerve.engine.full.batch import FullBatch

    Engine = Batch | FullBatch

FIRES_NEAR_MV = 22.0  # where the linear probe puts the first guess
PROBE_MV = (0.02, 2.0)
REPRESENTATIVES = 12
WIDE = np.geomspace(0.3, 5.0, 18)
QUIET_MV = 2.0
CHUNK_STEPS = 40
NOWHERE = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Thresholds:
    """Thresholds of F fibres, as factors on the stimulus that was searched.

    `factor` [F]: the lowest from which firing holds, the middle of a bracket no wider than `tolerance`; nan where
    none up to `highest` fires, 0 where a fibre fires by itself. `stops_at` [F]: where firing stops again,
    inf where it did not up to `tried_to` [F]. `lanes`: fibres times amplitudes that were run.
    """

    factor: FloatArray
    stops_at: FloatArray
    tried_to: FloatArray
    tolerance: float
    lanes: int
    diameter_um: FloatArray
    extrapolated: BoolArray

    def to_xarray(self) -> "xarray.Dataset":
        """Return the same as an xarray Dataset."""
        import xarray

        data = {
            "threshold": ("fibre", self.factor, {"units": "1", "long_name": "factor on the stimulus"}),
            "stops_at": ("fibre", self.stops_at, {"units": "1", "long_name": "factor at which firing stops again"}),
            "tried_to": ("fibre", self.tried_to, {"units": "1", "long_name": "largest factor tried"}),
        }
        coords = {
            "diameter": ("fibre", self.diameter_um, {"units": "um", "long_name": "fibre diameter"}),
            "extrapolated": ("fibre", self.extrapolated, {"long_name": "outside the published diameters"}),
        }
        return xarray.Dataset(data, coords=coords, attrs={"tolerance": self.tolerance, "lanes": self.lanes})


def thresholds(
    fibres: Fibres,
    injury: Injury | None,
    unit: Stimulus | Sequence[Stimulus],
    *,
    conditioning: Stimulus | Sequence[Stimulus] | None = None,
    guess: FloatArray | None = None,
    spike_place: int | None = None,
    tolerance: float = 0.01,
    scan_to: float = 1.5,
    highest: float | None = None,
    after_ms: float | None = None,
    step_ms: float | None = None,
    precision: str = "float32",
    threads: int | None = None,
    solver: str = "auto",
) -> Thresholds:
    """Return by what factor a stimulus must be multiplied for each fibre to fire.

    `unit`: the stimulus (or several, scaled together); its sign counts. `conditioning`: stimuli given beside it as they
    are; only spikes beyond those that they alone make are counted. `guess` [F]: where to begin, instead of the weak
    probe. `spike_place`: node or compartment
    where a spike must arrive, by default a tenth of the way from the end that is farther from the stimulus.
    `tolerance`: relative width of the bracket, 1 % by default. `scan_to`: up to which multiple of the threshold firing
    is tried, to find where it stops again. `highest`: the largest factor tried, by default a hundred times
    the first guess. `after_ms`: how long to wait once the stimulus has ended.

    Raises InputError for whatever cannot be searched.
    """
    if not 1e-5 <= tolerance <= 0.5:
        raise InputError("out of range", field="tolerance", given=tolerance, wanted="1e-05 to 0.5")
    if not 1.0 <= scan_to <= 1e3:
        raise InputError("out of range", field="scan_to", given=scan_to, wanted="1 to 1000")
    injury = checked_injury(injury, fibres)
    stimuli, others = stimulus.gathered(unit, fibres), stimulus.gathered(conditioning, fibres)
    together = stimulus.joined(stimuli, others)
    step = stimulus.fitting_step_ms(together, run.default_step_ms(fibres)) if step_ms is None else float(step_ms)
    stimulus.check_step(together, step)
    end = stimulus.end_ms(stimuli)
    if end.max() <= 0.0:
        raise InputError("nothing to search", field="unit", given=unit, wanted="a stimulus that is not 0")
    place = far_place(fibres, stimuli) if spike_place is None else spike_place
    wait = default_after_ms(fibres) if after_ms is None else float(after_ms)
    steps = run.checked_steps(fibres, float(end.max()) + wait, step)
    ends = np.ceil(end / step), np.ceil((end + wait) / step)
    watched = run.checked_places([place], fibres, "spike_place")
    engine = run.engine(fibres, injury, step, precision, threads, solver=solver)
    start = engine.start("stable")
    alone = np.zeros(len(fibres.diameter_um), dtype=np.int64)
    tried = 0

    def fires(which: IntArray, factor: FloatArray) -> BoolArray:
        nonlocal tried
        tried += len(which)
        lanes = stimulus.amplified(stimuli, which, factor)
        if conditioning is not None:
            lanes = stimulus.joined(lanes, stimulus.amplified(others, which, np.ones(len(which))))
        over = ends[0][which], ends[1][which]
        return _fired(some(engine, which), start[which], lanes, steps, watched, over, alone[which])

    if conditioning is not None:
        runs, _ = engine.run(start, others, steps, watched, NOWHERE, 1)
        alone += [len(times[0]) for times in runs]
    if guess is None:
        response = _response(engine, start, stimuli, min(float(end.max()) + 10.0 * step, 2.0), step)
        guess = FIRES_NEAR_MV / response
    elif np.shape(guess) != alone.shape or not (np.asarray(guess) > 0.0).all():
        raise InputError("no guess", field="guess", given=np.shape(guess), wanted=f"{len(alone)} factors above 0")
    limit = 100.0 * guess if highest is None else np.full(len(guess), float(highest))
    search = Search(guess, limit, tolerance, scan_to)
    few = _representatives(guess, fibres.diameter_um)
    search.finish(few, guess[few, None] * WIDE, fires)
    rest = np.setdiff1d(np.arange(len(guess)), few)
    if len(rest):
        search.finish(rest, _bracket(search, few, rest, guess, fibres.diameter_um), fires)
    factor, stops = search.result()
    return Thresholds(factor, stops, search.tried_to(), tolerance, tried, fibres.diameter_um, fibres.extrapolated)


def far_place(fibres: Fibres, stimuli: Stimuli) -> int:
    """Return a place near the end that is farther from a stimulus, a tenth of the fibre from it."""
    one, where = stimuli.pulses, []
    if one.amplitude_na.any() and one.onset_ms.size:
        where.append(float(np.median(one.place)))
    where += [float(np.median(each.place)) for each in stimuli.currents]
    for each in stimuli.fields:
        peak = np.argmax(np.abs(each.potential_mv - each.potential_mv.mean(axis=1, keepdims=True)), axis=1)
        where.append(float(np.median(peak)) * (fibres.places - 1) / (each.potential_mv.shape[1] - 1))
    margin = max(1, fibres.places // 10)
    return margin if np.mean(where) > 0.5 * (fibres.places - 1) else fibres.places - 1 - margin


def default_after_ms(fibres: Fibres) -> float:
    """Return how long a spike may take, once the stimulus has ended, to start late and to arrive."""
    slower = float(2.5 ** (max(0.0, 37.0 - fibres.temperature_c) / 10.0))
    if isinstance(fibres, MyelinatedFibres):
        return slower * (0.8 + 0.025 * fibres.places)
    return slower * (8.0 + float(fibres.places * fibres.node_spacing_mm.max()) / 0.3)


def _fired(
    engine: "Engine",
    start: FloatArray,
    stimuli: Stimuli,
    steps: int,
    watched: IntArray,
    over: tuple[FloatArray, FloatArray],
    alone: IntArray,
) -> BoolArray:
    """Run lanes until each has fired more often than `alone`, is quiet again or has had its time; return which
    have fired.

    `over`: the steps after which each lane's stimulus, and its time, are over.
    """

    def enough(done: int, lanes: IntArray, u_mv: FloatArray, spikes: IntArray) -> bool:
        decided = spikes[0] > alone[lanes]
        decided |= (done > over[0][lanes]) & (np.abs(u_mv - start[lanes]).max(axis=1) < QUIET_MV)
        return bool((decided | (done >= over[1][lanes])).all())

    if isinstance(engine, Batch):
        chunk = int(np.clip(steps // 20, CHUNK_STEPS, 1000))
        spikes, _ = engine.run_until(start, stimuli, steps, watched, NOWHERE, 1, enough, chunk)
    else:
        spikes, _ = engine.run(start, stimuli, steps, watched, NOWHERE, 1)
    return np.array([len(times[0]) for times in spikes]) > alone


def some(engine: "Engine", which: IntArray) -> "Engine":
    """Return an engine for some of a batch's fibres, in any order and number."""
    if isinstance(engine, Batch):
        return engine.of(which)
    fibres = replace(engine.fibres, diameter_um=engine.fibres.diameter_um[which])
    precision, threads = np.dtype(engine.real).name, engine.threads
    return type(engine)(fibres, network.rows(engine.injury, which), engine.step_ms, precision, threads)


def _response(engine: "Engine", start: FloatArray, stimuli: Stimuli, lasting_ms: float, step_ms: float) -> FloatArray:
    """Return by how many mV each fibre's membrane is moved, where it is moved most, for a factor of 1 [F]."""
    count, places = start.shape
    rest_mv = (engine.network if isinstance(engine, Batch) else engine.cells).rest_mv
    steps = max(2, round(lasting_ms / step_ms))
    every = max(1, steps // 12)
    factor, response = np.full(count, 1e-3), np.zeros(count)
    left = np.arange(count)
    for _ in range(4):
        lanes = stimulus.amplified(stimuli, left, factor[left])
        _, seen = some(engine, left).run(start[left], lanes, steps, NOWHERE, np.arange(places), every)
        moved = np.max(seen - rest_mv - start[left][:, :, None], axis=(1, 2))
        response[left] = moved / factor[left]
        left = left[(moved < PROBE_MV[0]) | (moved > PROBE_MV[1])]
        if len(left) == 0:
            return response
        factor[left] *= np.clip(0.3 / np.maximum(response[left] * factor[left], 1e-6), 1e-6, 1e6)
    dull = response * factor < 1e-4
    if dull.any():
        raise InputError(f"the stimulus does not depolarise fibre {int(np.argmax(dull))}", field="unit",
                         given=0.0, wanted="a current, or a potential that differs along the fibre")  # fmt: skip
    return response


def _representatives(guess: FloatArray, diameter_um: FloatArray) -> IntArray:
    """Return a few fibres spread over diameters and guesses."""
    if len(guess) <= 2 * REPRESENTATIVES:
        return np.arange(len(guess))
    spread = np.linspace(0, len(guess) - 1, REPRESENTATIVES // 2).round().astype(np.int64)
    return np.unique(np.r_[np.argsort(diameter_um)[spread], np.argsort(guess)[spread]])


def _bracket(search: "Search", few: IntArray, rest: IntArray, guess: FloatArray, diameter_um: FloatArray) -> FloatArray:
    """Return the first amplitudes of the fibres that are left [fibres, K], from what the few have shown."""
    factor = search.result()[0][few]
    known = np.isfinite(factor) & (factor > 0.0)
    if known.sum() < 6:
        return guess[rest, None] * WIDE
    features = np.stack([np.ones(len(guess)), np.log(diameter_um), np.log(guess)], axis=1)
    ratio = np.log(factor[known] / guess[few[known]])
    weights = np.linalg.lstsq(features[few[known]], ratio, rcond=1e-6)[0]
    off = float(np.abs(features[few[known]] @ weights - ratio).max())
    middle = guess[rest] * np.exp(features[rest] @ weights)
    half = 1.3 * off + 1.5 * np.log1p(search.tolerance)
    parts = int(np.clip(np.ceil(2.0 * half / (4.0 * np.log1p(search.tolerance))), 1, 8))
    points = np.exp(np.linspace(-half, half, parts + 1))
    return np.asarray(middle[:, None] * np.r_[points, points[-1] * search.scan_to])
