"""Hand-made loads, so that these tests rest on no cause, and lives under them."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np

from sciatica.core import parameters as constants
from sciatica.core.parameters import Parameters
from sciatica.lesion.posture import Posture
from sciatica.lesion.site import Loads
from sciatica.tissue import TissueState, advance, healthy

MUSCLES = 3
BESIDE = np.zeros((MUSCLES, 9))
BESIDE[0, 4] = 1.0
BESIDE[1, 4] = 0.4


@cache
def usual() -> Parameters:
    """The room's constants."""
    return constants.read("tissue")


def loads_of(
    pressure: Any = ((100.0, 150.0),), *, durations: tuple[float, ...] = (28800.0, 1800.0), **given: Any
) -> Loads:
    """One load a person; ``pressure`` is [P, A]; whatever else is given is broadcast to [P, 1]."""
    surface = np.atleast_2d(np.asarray(pressure, float))[:, None, :]
    persons, _, count = surface.shape
    table: dict[str, Any] = {
        "root": 4, "side": 1, "centre_mm": 150.0, "length_mm": 12.0, "contact": 0.1, "nucleus_material": 1.0,
        "onset_s": 60.0, "began_day": 0.0, "present": True,
    } | {k: v for k, v in given.items() if k not in ("strain", "rate")}  # fmt: skip
    kinds = {"root": np.int64, "side": np.int64, "present": np.bool_}
    columns = {
        name: np.broadcast_to(np.asarray(value, kinds.get(name, np.float64)), (persons, 1)).copy()
        for name, value in table.items()
    }
    postures = tuple(
        Posture(
            name=f"posture {i}", disc_pressure_mpa=0.1, flexion=0.0, axial_load=0.0, venous_rise_mmhg=0.0,
            leg_raise_deg=(0.0, 0.0), fair=(0.0, 0.0), seat=0.0, duration_s=durations[i], rise_s=1.0,
        )
        for i in range(count)
    )  # fmt: skip
    return Loads(
        **columns,
        pressure_mmhg=surface.copy(),
        strain=np.full(surface.shape, given.get("strain", 0.0)),
        mechanical_rate=np.full(surface.shape, given.get("rate", 20.0)),
        postures=postures,
    )


def course_of(
    loads: Loads,
    days: float,
    *,
    arterial: float = 95.0,
    state: TissueState | None = None,
    parameters: Parameters | None = None,
    hours: tuple[float, ...] = (14.0, 10.0),
    calls: int = 1,
) -> TissueState:
    constant = usual() if parameters is None else parameters
    state = healthy(loads, muscles=MUSCLES) if state is None else state
    for _ in range(calls):
        state = advance(
            state, loads, np.array(hours), np.full(loads.root.shape[0], arterial), constant, days / calls,
            beside_nerve=BESIDE,
        )  # fmt: skip
    return state
