"""How fast tissue lives: a thousand people's ninety-day courses, without the fibre engine.

Two kinds are timed. In one the loads stay as they are and each course is asked for at once, so that steps may be as
long as the nerve's calm allows; in the other every day is asked for by itself, as `simulate` does, whose loads change
from day to day. People are shared among threads, each with a part of the arrays. The error is that against the same
courses with a tolerance forty times finer.
"""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from typing import Any

import numpy as np

from sciatica.bench import machine
from sciatica.core import parameters as constants
from sciatica.core.types import FloatArray, IntArray
from sciatica.lesion import Loads
from sciatica.lesion.posture import posture
from sciatica.tissue import TissueState, advance, healthy
from sciatica.tissue.integrate import TOLERANCE

Progress = Callable[[float, str], None]

PERSONS, DAYS, LOADS = 1000, 90, 2
HOURS = {
    "lying": 2.7, "sleeping": 7.5, "standing": 3.0, "walking": 1.5, "sitting": 9.0, "bending": 0.25, "coughing": 0.01,
    "straining": 0.04,
}  # fmt: skip
BESIDE_LYING = (1.0, 1.03, 1.2, 1.3, 1.2, 1.8, 1.3, 1.6)
"""Pressure in each posture, relative to lying."""
SHARES = (
    "myelin",
    "seal",
    "axon",
    "energy",
    "vessels",
    "adapted",
    "inflammation",
    "drg_sensitivity",
    "chronic_sensitivity",
)


def courses(progress: Progress | None = None, *, quick: bool = False) -> dict[str, Any]:
    """Measure and return all numbers by their keys; `quick` lives few people's lives for a few days."""
    say = progress or (lambda share, label: None)
    persons, days = (20, 5) if quick else (PERSONS, DAYS)
    loads, arterial = people(persons)
    threads = machine.cores()
    numbers: dict[str, Any] = {
        "persons": persons, "days": days, "loads": LOADS, "postures": len(HOURS), "depth_bins": 8, "threads": threads,
    }  # fmt: skip
    for place, (name, calls) in enumerate({"at_once": 1, "by_day": days}.items()):
        say(0.4 * place, f"courses {name.replace('_', ' ')}")
        begun, used = time.perf_counter(), time.process_time()
        _shared(loads, arterial, float(days), calls, threads)
        numbers[f"courses_{name}_s"] = time.perf_counter() - begun
        numbers[f"courses_{name}_core_s"] = time.process_time() - used
    say(0.8, "error")
    some = np.arange(min(persons, 20))
    few, pressure = part(loads, some), arterial[some]
    fine = live(few, pressure, float(days), 1, tolerance=TOLERANCE / 40.0)
    numbers["tolerance"] = TOLERANCE
    for name, calls in {"at_once": 1, "by_day": days}.items():
        numbers[f"error_{name}"] = apart(live(few, pressure, float(days), calls), fine)
    say(1.0, "done")
    return numbers | machine.facts()


def people(persons: int) -> tuple[Loads, FloatArray]:
    """Return chance loads on L4 to S1, from sac to notch, the second of each beginning later; and blood pressures."""
    rng = np.random.default_rng(1)
    lesion = constants.read("lesion")
    shape = (persons, LOADS)
    lying = rng.lognormal(np.log(45.0), 0.7, shape).clip(0.0, 256.0)
    pressure = lying[..., None] * np.array(BESIDE_LYING)
    loads = Loads(
        root=rng.integers(2, 5, shape),
        side=rng.integers(0, 2, shape),
        centre_mm=rng.uniform(100.0, 270.0, shape),
        length_mm=rng.uniform(5.0, 30.0, shape),
        contact=rng.uniform(0.0, 1.0, shape),
        nucleus_material=rng.uniform(0.0, 1.0, shape),
        onset_s=np.full(shape, 60.0),
        began_day=np.where(np.arange(LOADS) == 0, 0.0, rng.uniform(0.0, 60.0, shape)),
        present=np.ones(shape, dtype=np.bool_),
        pressure_mmhg=pressure,
        strain=np.zeros_like(pressure),
        mechanical_rate=np.zeros_like(pressure),
        postures=tuple(posture(name, lesion) for name in HOURS),
    )
    return loads, rng.normal(95.0, 10.0, persons).clip(50.0, 150.0)


def part(loads: Loads, rows: IntArray) -> Loads:
    """Return the loads of some of the people."""
    return replace(loads, **{f.name: getattr(loads, f.name)[rows] for f in fields(loads) if f.name != "postures"})


def live(loads: Loads, arterial: FloatArray, days: float, calls: int, *, tolerance: float = TOLERANCE) -> TissueState:
    """Return the tissue after so many days, asked for in so many pieces."""
    parameters, hours = constants.read("tissue"), np.array(list(HOURS.values()))
    state = healthy(loads)
    for _ in range(calls):
        state = advance(state, loads, hours, arterial, parameters, days / calls, tolerance=tolerance)
    return state


def apart(first: TissueState, second: TissueState) -> float:
    """Return the greatest difference of any share of two states."""
    return max(float(np.abs(getattr(first, name) - getattr(second, name)).max()) for name in SHARES)


def _shared(loads: Loads, arterial: FloatArray, days: float, calls: int, threads: int) -> None:
    parts = [rows for rows in np.array_split(np.arange(len(arterial)), threads) if rows.size]
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda rows: live(part(loads, rows), arterial[rows], days, calls), parts))
