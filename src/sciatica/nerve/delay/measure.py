"""Measures the delay law of healthy fibres with the engine: doublets and short trains in one window of each.

Passages are averaged over groups of places, since the step falls differently on the crossing at each; intervals
lie on the grid of the step, so that two impulses far apart meet it alike and the smallest excess is not lost in it.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy.interpolate import PchipInterpolator
from scipy.optimize import minimize_scalar

from sciatica.core.errors import InputError
from sciatica.core.types import BoolArray, FloatArray
from sciatica.nerve.delay.design import START, Design, Seen, design, joined, watched
from sciatica.nerve.delay.law import DelayLaw, recovered
from sciatica.nerve.fibres import Fibres
from sciatica.nerve.run import default_step_ms

GRID = 128
OLDER_GRID = 24
_STEADY = 0.03  # share by which an interval may change over the span that gives one point
_LOCAL = 9  # groups over which a train is taken to stay as it is
_MERGE = 1.02  # points of the curve closer than this ratio are one
_REFINED = 8


def measure_law(
    fibres: Fibres, *, step_ms: float | None = None, precision: str = "float32", plan: Design | None = None
) -> DelayLaw:
    """The delay law of healthy fibres of a batch's diameters (how many places the batch has does not matter).

    `step_ms`: the engine's default when None. `plan`: what is run, `design(fibres)` when None.
    Raises InputError where a fibre does not conduct at that step.
    """
    step = default_step_ms(fibres) if step_ms is None else step_ms
    plan = design(fibres) if plan is None else plan
    gaps = np.unique(np.round(plan.intervals_ms / step)) * step
    gaps = gaps[gaps > plan.pulse_ms]
    half = len(gaps) // 2  # short ones need not wait for the long
    doublets = joined([watched(fibres, plan, np.outer(some, [0.0, 1.0]), step, precision)
                        for some in (gaps[:half], gaps[half:])])  # fmt: skip
    pairs = [(a, b) for a in np.round(plan.former_ms / step) * step for b in np.round(plan.last_ms / step) * step]
    triplets = watched(fibres, plan, np.array([[0.0, a, a + b] for a, b in pairs]), step, precision)
    train_gaps = np.round(plan.train_intervals_ms / step) * step
    trains = watched(fibres, plan, np.outer(train_gaps, np.arange(plan.train_count)), step, precision)
    limits = np.stack([_limit(gaps, whole, fibres.diameter_um[d], step) for d, whole in enumerate(doublets.whole)])
    refined = np.geomspace(limits[:, 0].min(), limits[:, 1].max(), _REFINED)
    close = watched(fibres, plan, np.outer(refined, [0.0, 1.0]), step, precision)
    limits = np.stack([_limit(np.r_[low, refined, high], np.r_[False, whole, True], 0.0, step)
                       for (low, high), whole in zip(limits, close.whole, strict=True)])  # fmt: skip
    doublets = joined([close, doublets])
    place_ms = _place_ms(plan, doublets)
    curves = [_recovery(plan, doublets, d) for d in range(len(place_ms))]
    grid = np.geomspace(min(at[0] for at, _ in curves), gaps[-1], GRID)
    older_grid = np.geomspace(plan.last_ms[0], plan.last_ms[-1] + plan.former_ms[-1], OLDER_GRID)
    edge_gap = doublets.edge_ms[:, :, 1] - doublets.edge_ms[:, :, 0]
    late = edge_gap - (doublets.onset_ms[:, 1] - doublets.onset_ms[:, 0])
    law = DelayLaw(
        diameter_um=fibres.diameter_um,
        spacing_mm=fibres.node_spacing_mm,
        slowness_ms_mm=place_ms / fibres.node_spacing_mm,
        interval_ms=grid,
        recovery=np.stack([_curve(at, amount, grid) for at, amount in curves]),
        older_interval_ms=older_grid,
        older=np.zeros((len(place_ms), OLDER_GRID, OLDER_GRID)),
        fading_interval_ms=train_gaps,
        fading=np.ones((len(place_ms), len(train_gaps))),
        train_error=np.zeros(len(place_ms)),
        refractory_ms=np.sqrt(limits[:, 0] * limits[:, 1]),
        latency_ms=doublets.edge_ms[:, -1, 0] - doublets.onset_ms[-1, 0],
        late_start_ms=np.stack([_curve(*pair, grid) for pair in zip(edge_gap, late, strict=True)]),
        end_advance_ms=_end_advance(plan, doublets, place_ms),
        late_end_ms=np.zeros((len(place_ms), GRID)),
        start=START,
        edge=plan.edge,
        membrane=fibres.membrane,
        temperature_c=fibres.temperature_c,
        step_ms=step,
        precision=precision,
    )
    law = replace(law, late_end_ms=np.stack([_late_end(law, plan, doublets, d) for d in range(len(place_ms))]))
    law = replace(law, older=np.stack([_older(law.take(d), plan, triplets, d) for d in range(len(place_ms))]))
    fitted = [_fading(law.take(d), trains, d) for d in range(len(place_ms))]
    return replace(law, fading=np.array([f for f, _ in fitted]), train_error=np.array([error for _, error in fitted]))


def _limit(gaps: FloatArray, whole: BoolArray, diameter_um: float, step: float) -> FloatArray:
    """The longest interval whose second impulse does not get through, and the next one's, which does."""
    if not whole[-1]:
        raise InputError(
            "this healthy fibre does not answer a pulse with one impulse that travels on, so that it has no delay law",
            field="fibres",
            given=f"{diameter_um:g} um at a step of {step:g} ms",
            wanted="a warmer fibre (MRG's fires on by itself below about 30 degC) or a smaller step",
        )
    dead = np.flatnonzero(~whole)
    above = int(dead[-1]) + 1 if len(dead) else 0
    return np.array([gaps[above - 1] if above else gaps[0] / 1.2, gaps[above]])


def _place_ms(plan: Design, doublets: Seen) -> FloatArray:
    """[D] time from place to place of a first impulse."""
    centre = plan.groups.mean(axis=1)
    first = doublets.passage_ms[:, -1, :, 0]
    return np.asarray((first[:, -1] - first[:, 0]) / (centre[-1] - centre[0]))


def _end_advance(plan: Design, doublets: Seen, place_ms: FloatArray) -> FloatArray:
    """[D, edge + 1] how much earlier a first impulse is before the sealed end than in an endless fibre."""
    places = np.arange(plan.places - 1 - plan.edge, plan.places)
    far = doublets.passage_ms[:, -1, -1, 0][:, None] + (places - plan.groups[-1].mean()) * place_ms[:, None]
    return np.asarray(far - doublets.end_ms[:, -1, :, 0])


def _late_end(law: DelayLaw, plan: Design, doublets: Seen, d: int) -> FloatArray:
    """How much later than a first impulse a second one is at the sealed end, beyond what its recovery tells."""
    away = (plan.places - 1 - plan.groups[-1].mean()) * float(law.spacing_mm[d] * law.slowness_ms_mm[d])
    interval = doublets.passage_ms[d, :, -1, 1] - doublets.passage_ms[d, :, -1, 0]
    slower = recovered(law.interval_ms, law.recovery[d : d + 1], np.nan_to_num(interval, nan=1.0)[None])[0]
    endless = interval + slower * away
    found = doublets.end_ms[d, :, -1, 1] - doublets.end_ms[d, :, -1, 0] - endless
    return _curve(endless, found, law.interval_ms)


def _recovery(plan: Design, doublets: Seen, d: int) -> tuple[FloatArray, FloatArray]:
    """Intervals and the excess slowness found at them, in order."""
    at, amount = [], []
    for passage in doublets.passage_ms[d][doublets.whole[d]]:
        interval = passage[:, 1] - passage[:, 0]
        taken = passage[_spans(interval)]
        gap, took = taken[:, 1] - taken[:, 0], np.diff(taken, axis=0)
        at.append((gap[1:] + gap[:-1]) / 2.0)
        amount.append(took[:, 1] / took[:, 0] - 1.0)
    order = np.argsort(np.concatenate(at))
    return np.concatenate(at)[order], np.concatenate(amount)[order]


def _spans(interval_ms: FloatArray) -> list[int]:
    """Groups between which an interval changes just so much that it can be told: the longer, the less noise."""
    ends = [0]
    for group in range(1, len(interval_ms)):
        if abs(interval_ms[group] / interval_ms[ends[-1]] - 1.0) >= _STEADY:
            ends.append(group)
    if len(ends) == 1 or (ends[-1] < len(interval_ms) - 1 and len(interval_ms) - 1 - ends[-1] > ends[-1] - ends[-2]):
        ends.append(len(interval_ms) - 1)
    return ends


def _curve(at: FloatArray, value: FloatArray, grid: FloatArray) -> FloatArray:
    """A smooth curve through points, those close together taken as one; straight on beyond the first."""
    good = np.isfinite(at) & np.isfinite(value)
    order = np.argsort(at[good])
    x, y = np.log(at[good][order]), value[good][order]
    bundle = np.concatenate([[0], np.cumsum(np.diff(x) > np.log(_MERGE))])
    size = np.bincount(bundle)
    x, y = np.bincount(bundle, x) / size, np.bincount(bundle, y) / size
    wanted = np.log(grid)
    inside = PchipInterpolator(x, y)(np.clip(wanted, x[0], x[-1]))
    return np.asarray(inside + np.minimum(wanted - x[0], 0.0) * (y[1] - y[0]) / (x[1] - x[0]))


def _older(law: DelayLaw, plan: Design, triplets: Seen, d: int) -> FloatArray:
    """What the first of three impulses adds, on the grid of (last interval, time since the first)."""
    count = len(plan.last_ms)
    columns, surface = [], []
    grid = np.log(law.older_interval_ms)
    for last in range(count):
        passage = triplets.passage_ms[d][last::count]
        passage = passage[np.isfinite(passage).all(axis=(1, 2))]
        if len(passage) < 2:
            continue
        ends = [_spans(one[:, 2] - one[:, 1])[1] for one in passage]
        took = np.stack([one[end] - one[0] for one, end in zip(passage, ends, strict=True)])
        middle = np.stack([(one[end] + one[0]) / 2.0 for one, end in zip(passage, ends, strict=True)])
        interval, since = middle[:, 2] - middle[:, 1], middle[:, 2] - middle[:, 0]
        by_last = recovered(law.interval_ms, law.recovery, interval[None])[0]
        added = took[:, 2] / took[:, 0] - 1.0 - by_last
        columns.append(np.log(interval.mean()))
        # what was not measured, nearer or further, is held at the nearest that was
        surface.append(PchipInterpolator(np.log(since), added)(np.clip(grid, np.log(since[0]), np.log(since[-1]))))
    between = PchipInterpolator(columns, np.stack(surface))
    return np.asarray(between(np.clip(grid, columns[0], columns[-1])))


def _fading(law: DelayLaw, trains: Seen, d: int) -> tuple[list[float], float]:
    """For each train the fading that fits it best, and the error that is left over all of them."""
    from sciatica.nerve.delay.trains import excesses

    shares, errors = [], []
    for passage, whole in zip(trains.passage_ms[d][:, :_LOCAL], trains.whole[d], strict=True):
        if not whole:  # too fast for this fibre: as the next slower one, if any
            shares.append(np.nan)
            continue
        took = passage[-1] - passage[0]
        found, times = took / took[0] - 1.0, passage.mean(axis=0)

        def off(fading: float, times: FloatArray = times, found: FloatArray = found) -> FloatArray:
            some = replace(law, fading=np.full_like(law.fading, fading))
            return np.asarray(excesses(some, times[None])[0] - found)

        best = minimize_scalar(lambda f, off=off: float(np.square(off(f)).sum()), bounds=(0.0, 1.0), method="bounded",
                               options={"xatol": 1e-4})  # fmt: skip
        shares.append(float(best.x))
        errors.append(off(float(best.x)))
    known = np.flatnonzero(np.isfinite(shares))
    if not len(known):
        return [1.0] * len(shares), float("nan")
    filled = np.interp(np.arange(len(shares)), known, np.array(shares)[known])
    return filled.tolist(), float(np.sqrt(np.mean(np.square(np.concatenate(errors)))))
