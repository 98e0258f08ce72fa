"""The course of a pressed nerve over hours to months: one set of laws, two doors.

:func:`advance` takes the day of a person, so many hours in each posture; :func:`advance_hours` one steady
pressure for some hours, as experiments do. Both call :func:`integrate`. Its step is at most a quarter of a
day (a few minutes for experiments); within it each law is integrated exactly with the others held
(exponential integrator of Lie type, first order in the coupling, unconditionally stable), so no state can
leave its range whatever the pressure, and two half days on the same grid equal a whole one. A load that
begins within a step is exact: it acts for the rest of that step only.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache
from typing import Final

import numpy as np

from sciatica.body import muscles
from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.lesion.loads import Loads
from sciatica.tissue import axon_loss, energy, inflammation, myelin, oedema
from sciatica.tissue.exposure import Exposure, exposure_of, flow_at, kept_flow
from sciatica.tissue.state import TissueState

STEP_DAYS: Final = 0.25
STEP_HOURS: Final = 1.0 / 12.0


@dataclass(frozen=True)
class _Steady:
    """What an exposure means to each law, and does not change while it lasts; [P, L, K] unless said."""

    pressure_mmhg: FloatArray  # [P, L, K, A] in the situations that take any time
    strain: FloatArray  # [P, L, A]
    share: FloatArray  # [A]
    mean_mmhg: FloatArray
    greatest_mmhg: FloatArray  # edge-weighted
    sheared_mmhg: FloatArray  # mean, edge-weighted
    drive: FloatArray  # of Schwann cells
    congested: FloatArray
    sudden: FloatArray  # [P, L, 1]


def _steady(exposure: Exposure, parameters: Parameters) -> _Steady:
    used = exposure.share > 0
    share, pressure = exposure.share[used], exposure.pressure_mmhg[..., used]
    edge = myelin.edge_factor(exposure.length_mm, parameters)[:, :, None]
    mean = pressure @ share
    return _Steady(
        pressure_mmhg=pressure,
        strain=exposure.strain[..., used],
        share=share,
        mean_mmhg=mean,
        greatest_mmhg=pressure.max(axis=-1) * edge,
        sheared_mmhg=mean * edge,
        drive=myelin.schwann_drive(pressure * edge[..., None], parameters) @ share,
        congested=oedema.congestion(pressure, parameters) @ share,
        sudden=oedema.suddenness(exposure.onset_s, parameters)[:, :, None],
    )


def integrate(
    state: TissueState,
    exposure: Exposure,
    mean_arterial_mmhg: FloatArray,
    beside_nerve: FloatArray,
    parameters: Parameters,
    *,
    days: float,
    step_days: float = STEP_DAYS,
) -> TissueState:
    """The state after ``days`` of a steady exposure, in equal steps no longer than ``step_days``."""
    steps = max(1, math.ceil(days / step_days - 1e-9))
    step = days / steps
    steady = _steady(exposure, parameters)
    kept, acted = np.ones((1, 1, 1, 1)), None
    for _ in range(steps):
        acts = exposure.began_day < state.day[:, None] + step
        if acted is None or not np.array_equal(acts, acted):
            acted = acts
            felt = np.where(acts[:, :, None, None], steady.pressure_mmhg, 0.0)
            kept = kept_flow(felt, steady.strain, exposure.root, exposure.side, parameters)
        pressed = _pressed(state, exposure, steady, kept, mean_arterial_mmhg, step, parameters)
        neighbour = inflammation.neighbours_after(
            state.neighbour_inflammation,
            pressed.inflammation,
            exposure.root,
            exposure.side,
            beside_nerve,
            step,
            parameters,
        )
        state = replace(pressed, day=state.day + step, neighbour_inflammation=neighbour)
    return state


def _pressed(
    state: TissueState,
    exposure: Exposure,
    steady: _Steady,
    kept: FloatArray,
    mean_arterial_mmhg: FloatArray,
    step: float,
    parameters: Parameters,
) -> TissueState:
    """One step of all that happens under the loads themselves."""
    day, began = state.day[:, None], exposure.began_day
    acting = np.clip(day + step - began, 0.0, step)
    dt = acting[:, :, None]
    starts = ((began >= day) & (began < day + step))[:, :, None]

    fluid = oedema.onset_oedema(state.oedema_mmhg, steady.mean_mmhg, steady.sudden, parameters)
    fluid = np.where(starts, fluid, state.oedema_mmhg)
    seal = myelin.seal_at_onset(state.seal, steady.sheared_mmhg, steady.sudden, parameters)
    seal = np.where(starts, seal, state.seal)

    flow = flow_at(steady.pressure_mmhg, kept, fluid, mean_arterial_mmhg, parameters)
    supplied = energy.supply(flow, parameters) @ steady.share
    stored, mean_energy = energy.energy_after(state.energy, supplied, dt, parameters)

    # the middle of the time in which the material acts within this step
    age = day + step - 0.5 * acting - began
    active = inflammation.nucleus_activity(exposure.nucleus_material, age, parameters)
    injury = (1.0 - mean_energy * seal).mean(axis=2)
    inflamed = inflammation.inflammation_after(state.inflammation, active, injury, acting, parameters)
    swollen = inflamed[:, :, None]
    fluid = oedema.oedema_after(fluid, steady.congested, steady.mean_mmhg, swollen, dt, parameters)

    seal = myelin.seal_after(seal, steady.greatest_mmhg, mean_energy, dt, parameters)
    sheath, ceiling = myelin.myelin_after(
        state.myelin, state.myelin_ceiling, steady.drive, seal, mean_energy, dt, parameters
    )
    lost_per_day = axon_loss.loss_per_day(mean_energy, steady.greatest_mmhg, parameters)
    axon = state.axon * np.exp(-dt * lost_per_day)
    clock = axon_loss.clock_after(state.wallerian_days, state.axon, axon, dt)
    permitted = mean_energy * (1.0 - steady.drive)
    return replace(
        state,
        myelin=sheath,
        myelin_ceiling=ceiling,
        seal=seal,
        axon=axon,
        wallerian_days=clock,
        regrown_mm=axon_loss.regrown_after(state.regrown_mm, clock, permitted, dt, parameters),
        oedema_mmhg=fluid,
        energy=stored,
        inflammation=inflamed,
        drg_sensitivity=inflammation.ganglion_after(
            state.drg_sensitivity, inflamed, 1.0 - axon.mean(axis=2), acting, parameters
        ),
        chronic_sensitivity=inflammation.chronic_after(
            state.chronic_sensitivity, inflamed, 1.0 - sheath.mean(axis=2), acting, parameters
        ),
    )


def advance(
    previous: TissueState,
    loads: Loads,
    hours: FloatArray,
    mean_arterial_mmhg: FloatArray,
    parameters: Parameters,
    days: float = 1.0,
    *,
    beside_nerve: FloatArray | None = None,
) -> TissueState:
    """The state ``days`` later, each day spent as ``hours`` says.

    Args:
        previous: the state before.
        loads: what loads the nerve of each of P persons in each of A postures.
        hours: [A] hours a day in each posture; they sum to 24.
        mean_arterial_mmhg: [P] mean arterial pressure, mmHg.
        parameters: the room's constants.
        days: time to pass, > 0.
        beside_nerve: [M, 9] closeness of each muscle to each root's path; None asks `body`.

    Raises:
        InputError: hours that are no day, an impossible time or blood pressure, or shapes that do not fit.
    """
    spent = np.asarray(hours, float)
    arterial = _arterial(mean_arterial_mmhg, previous)
    _time(days, "days")
    if spent.shape != (loads.pressure_mmhg.shape[2],):
        raise InputError("one number for each posture is needed", field="hours", given=spent.shape, wanted="[A]")
    if not (np.isfinite(spent).all() and (spent >= 0).all() and abs(spent.sum() - 24.0) < 1e-6):
        raise InputError("not a day", field="hours", given=spent.tolist(), wanted="hours >= 0 that sum to 24")
    if loads.root.shape != previous.myelin.shape[:2]:
        raise InputError(
            "loads and state are not of the same persons and loads",
            field="loads",
            given=loads.root.shape,
            wanted=str(previous.myelin.shape[:2]),
        )
    return integrate(
        previous,
        exposure_of(loads, spent / 24.0, parameters, bins=previous.myelin.shape[2]),
        arterial,
        _beside(beside_nerve, previous),
        parameters,
        days=days,
    )


def advance_hours(
    state: TissueState,
    pressure_mmhg: FloatArray | float,
    mean_arterial_mmhg: FloatArray | float,
    parameters: Parameters,
    *,
    hours: float,
    onset_s: float | None = None,
    strain: FloatArray | float = 0.0,
    length_mm: FloatArray | float = 10.0,
    nucleus_material: FloatArray | float = 0.0,
    step_hours: float = STEP_HOURS,
) -> TissueState:
    """The state after ``hours`` of one steady pressure, everywhere alike or given by depth: an experiment.

    Args:
        state: the state before, [P, L, K].
        pressure_mmhg: on the nerve, mmHg; broadcasts to [P, L, K].
        mean_arterial_mmhg: mean arterial pressure, mmHg; broadcasts to [P].
        parameters: the room's constants.
        hours: time to pass, > 0.
        onset_s: seconds in which the pressure came on at the start; None: it was there, or was released.
        strain: of the nerve; broadcasts to [P, L].
        length_mm: of nerve pressed; broadcasts to [P, L].
        nucleus_material: 0 to 1, from the start of this call if ``onset_s`` is given; broadcasts to [P, L].
        step_hours: longest step.

    Raises:
        InputError: a time, pressure or blood pressure that is not possible.
    """
    _time(hours, "hours")
    shape = state.myelin.shape
    pressure = np.broadcast_to(np.asarray(pressure_mmhg, float), shape)
    if not (np.isfinite(pressure).all() and (pressure >= 0).all()):
        raise InputError("not a pressure", field="pressure_mmhg", wanted="mmHg, 0 or more")
    arterial = _arterial(np.broadcast_to(np.asarray(mean_arterial_mmhg, float), shape[:1]), state)
    flat = np.zeros(shape[:2], dtype=np.int64)
    exposure = Exposure(
        pressure_mmhg=pressure[..., None],
        strain=np.broadcast_to(np.asarray(strain, float), shape[:2])[..., None],
        share=np.ones(1),
        root=np.broadcast_to(np.arange(shape[1]) % 9, shape[:2]),
        side=flat,
        length_mm=np.broadcast_to(np.asarray(length_mm, float), shape[:2]),
        nucleus_material=np.broadcast_to(np.asarray(nucleus_material, float), shape[:2]),
        onset_s=np.full(shape[:2], np.inf if onset_s is None else onset_s),
        began_day=np.broadcast_to(state.day[:, None], shape[:2]) - (0.0 if onset_s is not None else 1e-9),
    )
    count = state.neighbour_inflammation.shape[1]
    after = integrate(
        state,
        exposure,
        arterial,
        np.zeros((count, 9)),
        parameters,
        days=hours / 24.0,
        step_days=step_hours / 24.0,
    )
    return replace(after, neighbour_inflammation=state.neighbour_inflammation)


@cache
def _closeness() -> FloatArray:
    return muscles.build(1.0).beside_nerve


def _beside(beside_nerve: FloatArray | None, state: TissueState) -> FloatArray:
    count = state.neighbour_inflammation.shape[1]
    if beside_nerve is None:
        beside_nerve = _closeness()
    if beside_nerve.shape != (count, 9):
        raise InputError(
            "closeness does not fit the muscles of the state",
            field="beside_nerve",
            given=beside_nerve.shape,
            wanted=f"[{count}, 9]",
        )
    return beside_nerve


def _arterial(mean_arterial_mmhg: FloatArray, state: TissueState) -> FloatArray:
    arterial = np.asarray(mean_arterial_mmhg, float)
    if arterial.shape != state.day.shape:
        raise InputError(
            "one blood pressure for each person is needed",
            field="mean_arterial_mmhg",
            given=arterial.shape,
            wanted=str(state.day.shape),
        )
    if not (np.isfinite(arterial).all() and (arterial >= 0).all()):
        raise InputError(
            "not a blood pressure",
            field="mean_arterial_mmhg",
            given=arterial.tolist(),
            wanted="mmHg, 0 or more",
        )
    return arterial


def _time(value: float, field: str) -> None:
    if not (math.isfinite(value) and value > 0):
        raise InputError("time must pass", field=field, given=value, wanted="more than 0")
