"""What is asked of the engine to measure a delay law, and what is seen: doublets, triplets and trains in one window."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.nerve.fibres import Fibres, MyelinatedFibres, UnmyelinatedFibres
from sciatica.nerve.run import simulate
from sciatica.nerve.stimulus import Pulses

START = 2
GROUP = 9


@dataclass(frozen=True)
class Design:
    """What is asked of the engine: which window, which intervals, which trains, which pulse."""

    places: int
    edge: int
    groups: IntArray
    """[G, GROUP] places over which a passage is averaged."""
    intervals_ms: FloatArray
    last_ms: FloatArray
    """Last intervals of the triplets, each with each of `former_ms`."""
    former_ms: FloatArray
    train_intervals_ms: FloatArray
    train_count: int
    pulse_ms: float
    current_na_um: float


def brief(plan: Design) -> Design:
    """A tenth of the work, for intervals up to a fifth of a second and errors of a hundredth."""
    short = plan.intervals_ms[plan.intervals_ms < 200.0]
    return replace(
        plan,
        groups=plan.groups[:3],
        places=int(plan.groups[2, -1]) + plan.edge + 8,
        intervals_ms=short[:: max(1, len(short) // 10)],
        last_ms=plan.last_ms[1::3],
        former_ms=plan.former_ms[1:6:2],
        train_intervals_ms=plan.train_intervals_ms[:1],
    )


def design(fibres: Fibres) -> Design:
    """The measurement for a family of fibres; in the cold it reaches to longer intervals."""
    slow = 2.5 ** ((37.0 - fibres.temperature_c) / 10.0)
    members = np.arange(GROUP)
    if isinstance(fibres, MyelinatedFibres):
        return Design(
            places=65,
            edge=8,
            groups=16 + GROUP * np.arange(4)[:, None] + members,
            intervals_ms=slow * np.geomspace(0.5, 300.0, 36),
            last_ms=slow * np.array([1.5, 2.2, 3.3, 5.0, 8.0, 13.0, 20.0, 30.0, 45.0, 70.0]),
            former_ms=slow * np.array([1.5, 3.0, 4.5, 7.0, 12.0, 25.0, 50.0, 100.0]),
            train_intervals_ms=slow * np.array([3.3, 5.0, 10.0, 30.0]),
            train_count=8,
            pulse_ms=0.1,
            current_na_um=0.25,
        )
    if not isinstance(fibres, UnmyelinatedFibres):
        raise InputError("a delay line is a plain fibre", field="fibres", given=type(fibres).__name__,
                         wanted="MyelinatedFibres or UnmyelinatedFibres")  # fmt: skip
    unit = max(1, round(100.0 / fibres.compartment_length_um))
    return Design(
        places=125 * unit,
        edge=12 * unit,
        groups=unit * (24 + GROUP * np.arange(9)[:, None] + members),
        intervals_ms=slow * np.geomspace(2.5, 800.0, 30),
        last_ms=slow * np.array([8.0, 11.0, 15.0, 22.0, 32.0, 48.0, 75.0, 130.0, 250.0]),
        former_ms=slow * np.array([8.0, 13.0, 20.0, 35.0, 70.0, 140.0, 300.0]),
        train_intervals_ms=slow * np.array([12.0, 20.0, 35.0, 60.0, 100.0, 200.0]),
        train_count=12,
        pulse_ms=1.0,
        current_na_um=0.6,
    )


def standard_pulses(fibres: Fibres, place: int, onset_ms: FloatArray) -> Pulses:
    """The pulses with which the law is measured, at one place of every fibre; `onset_ms` [F, K]."""
    plan = design(fibres)
    count = len(fibres.diameter_um)
    return Pulses(np.full(count, place), onset_ms, plan.pulse_ms, plan.current_na_um * fibres.diameter_um)


@dataclass(frozen=True)
class Seen:
    """Passages of D fibres in T trains of S impulses; nan where a train did not come through whole."""

    onset_ms: FloatArray  # [T, S]
    passage_ms: FloatArray  # [D, T, G, S]
    edge_ms: FloatArray  # [D, T, S]
    end_ms: FloatArray  # [D, T, edge + 1, S]

    @property
    def whole(self) -> BoolArray:
        """[D, T] every impulse came through."""
        return np.asarray(np.isfinite(self.passage_ms).all(axis=(2, 3)))


def joined(parts: list[Seen]) -> Seen:
    """Several sets of doublets as one."""
    return Seen(
        np.concatenate([p.onset_ms for p in parts]),
        *(np.concatenate([getattr(p, name) for p in parts], axis=1) for name in ("passage_ms", "edge_ms", "end_ms")),
    )


def watched(fibres: Fibres, plan: Design, trains_ms: FloatArray, step: float, precision: str) -> Seen:
    """Runs each train [T, S] in each fibre."""
    size, (count, most) = len(fibres.diameter_um), trains_ms.shape
    onset = 1.0 + trains_ms
    diameters = np.repeat(fibres.diameter_um, count)
    batch: Fibres
    if isinstance(fibres, MyelinatedFibres):
        batch, crossing = replace(fibres, diameter_um=diameters, nodes=plan.places), 0.08 * plan.places
    elif isinstance(fibres, UnmyelinatedFibres):
        batch = replace(fibres, diameter_um=diameters, compartments=plan.places)
        crossing = plan.places * fibres.compartment_length_um / 1000.0 / 0.15
    slow = 2.5 ** ((37.0 - fibres.temperature_c) / 10.0)
    tail = np.arange(plan.places - 1 - plan.edge, plan.places)
    places = np.concatenate([[plan.edge], plan.groups.ravel(), tail])
    run = simulate(
        batch,
        None,
        standard_pulses(batch, START, np.tile(onset, (size, 1))),
        duration_ms=float(onset.max()) + slow * crossing,
        step_ms=step,
        spike_places=tuple(int(p) for p in places),
        precision=precision,
    )
    times = np.full((size * count, len(places), most), np.nan)
    kept = min(most, run.spike_time_ms.shape[2])
    times[:, :, :kept] = run.spike_time_ms[:, :, :kept]
    times[~(run.spike_count == most).all(axis=1)] = np.nan
    times = times.reshape(size, count, len(places), most)
    along = times[:, :, 1 : 1 + plan.groups.size].reshape(size, count, *plan.groups.shape, most).mean(axis=3)
    return Seen(onset, along, times[:, :, 0], times[:, :, 1 + plan.groups.size :])
