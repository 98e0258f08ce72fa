"""The course of a pressed nerve over hours to months: one set of laws, two doors.

:func:`advance` takes the day of a person, so many hours in each posture, and sudden events;
:func:`advance_hours` one steady pressure for some hours, as experiments do. Both call
:func:`sciatica.tissue.integrate.integrate`, which holds the laws together and chooses the steps.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import FloatArray
from sciatica.lesion.loads import Loads
from sciatica.tissue.exposure import Exposure, exposure_of
from sciatica.tissue.integrate import TOLERANCE, integrate
from sciatica.tissue.state import TissueState, closeness


@dataclass(frozen=True)
class Event:
    """Something brief and sudden at an exact time: a cough, a fall, a needle."""

    day: float
    """When, in days since the case began."""
    pressure_mmhg: FloatArray
    """[P, L] at the touched surface while it lasts."""
    seconds: float
    """How long it lasts."""
    onset_s: float = 0.05
    """How fast it comes."""


def advance(
    previous: TissueState,
    loads: Loads,
    hours: FloatArray,
    mean_arterial_mmhg: FloatArray,
    parameters: Parameters,
    days: float = 1.0,
    *,
    beside_nerve: FloatArray | None = None,
    events: Sequence[Event] = (),
    tolerance: float = TOLERANCE,
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
        events: brief sudden presses; each acts at its exact time on those whose time it falls in.
        tolerance: error allowed in one step, of any share.

    Raises:
        InputError: hours that are no day, an impossible time, event or blood pressure, or shapes that do not fit.
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
    lived = exposure_of(loads, spent / 24.0, parameters, bins=previous.myelin.shape[2], height_cm=previous.height_cm)
    beside = _beside(beside_nerve, previous)

    def live(state: TissueState, exposure: Exposure, until: FloatArray) -> TissueState:
        return integrate(state, exposure, arterial, beside, parameters, until=until, tolerance=tolerance)

    state, end = previous, previous.day + days
    for event in sorted(events, key=lambda e: e.day):
        struck = _struck(event, loads, state, parameters)
        meets = (state.day <= event.day) & (event.day < end)
        state = live(state, lived, np.where(meets, event.day, state.day))
        over = np.minimum(event.day + event.seconds / 86400.0, end)
        state = live(state, struck, np.where(meets, over, state.day))
    return live(state, lived, end)


def _struck(event: Event, loads: Loads, state: TissueState, parameters: Parameters) -> Exposure:
    pressure = np.asarray(event.pressure_mmhg, float)
    sound = np.isfinite(pressure).all() and (pressure >= 0).all() and math.isfinite(event.day)
    if pressure.shape != loads.root.shape or not sound or not event.seconds > 0 or event.onset_s < 0:
        raise InputError(
            "not an event", field="events", given=event, wanted="[P, L] mmHg 0 or more, a day, seconds above 0"
        )
    brief = replace(
        loads,
        pressure_mmhg=pressure[:, :, None],
        strain=np.zeros((*pressure.shape, 1)),
        mechanical_rate=np.zeros((*pressure.shape, 1)),
        onset_s=np.full(pressure.shape, event.onset_s),
        began_day=np.full(pressure.shape, event.day),
        nucleus_material=np.zeros(pressure.shape),
        postures=loads.postures[:1],
    )
    return exposure_of(brief, np.ones(1), parameters, bins=state.myelin.shape[2], height_cm=state.height_cm)


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
    fluid: FloatArray | float = 1.0,
    temperature_c: float | None = None,
    mass_kg: float | None = None,
    places: Sequence[float] | None = None,
    tolerance: float = TOLERANCE,
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
        fluid: how well spinal fluid reaches the nerve, 0 to 1; broadcasts to [P, L].
        temperature_c: of the nerve; None for the body's core.
        mass_kg: of the animal; None for a human.
        places: on which root each of the L places lies; None for a root each, so that none dams another.
        tolerance: error allowed in one step, of any share.

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
    roots = np.arange(shape[1]) % 9 if places is None else np.asarray(places, dtype=np.int64)
    exposure = Exposure(
        pressure_mmhg=pressure[..., None],
        strain=np.broadcast_to(np.asarray(strain, float), shape[:2])[..., None],
        share=np.ones(1),
        root=np.broadcast_to(roots, shape[:2]),
        side=flat,
        length_mm=np.broadcast_to(np.asarray(length_mm, float), shape[:2]),
        nucleus_material=np.broadcast_to(np.asarray(nucleus_material, float), shape[:2]),
        onset_s=np.full(shape[:2], np.inf if onset_s is None else onset_s),
        began_day=np.broadcast_to(state.day[:, None], shape[:2]) - (0.0 if onset_s is not None else 1e-9),
        fluid=np.broadcast_to(np.asarray(fluid, float), shape[:2]),
        temperature_c=parameters.core_temperature_c if temperature_c is None else temperature_c,
        mass_kg=parameters.human_mass_kg if mass_kg is None else mass_kg,
    )
    count = state.neighbour_inflammation.shape[1]
    after = integrate(
        state,
        exposure,
        arterial,
        np.zeros((count, 9)),
        parameters,
        until=state.day + hours / 24.0,
        tolerance=tolerance,
    )
    return replace(after, neighbour_inflammation=state.neighbour_inflammation)


def _beside(beside_nerve: FloatArray | None, state: TissueState) -> FloatArray:
    count = state.neighbour_inflammation.shape[1]
    if beside_nerve is None:
        beside_nerve = closeness()
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
