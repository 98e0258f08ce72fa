"""The laws of the room held together, and how time is cut.

Each law is solved exactly with the others held (an exponential integrator), so no share can leave its range
whatever the pressure and the step. A step is made twice: with what each law needs of the others as it stood at the
start (first order), then with the mean of start and first result (second order, as Heun's method). Their difference
is the error of the first and bounds that of the second, which is kept; where it is above the tolerance the step is
made again, shorter. Each person has steps of their own: long where nothing moves, and cut exactly where a load
begins. What one person's nerve does never depends on who else is in the array.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np

from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.tissue import axon_loss, energy, inflammation, myelin, oedema, perfusion
from sciatica.tissue.exposure import Exposure, flow_at, kept_flow
from sciatica.tissue.state import FIRST_STEP_DAYS, TissueState

TOLERANCE: Final = 5e-3
"""Difference of the two results allowed in a step, of any share (oedema: of 10 mmHg)."""
LONGEST_DAYS: Final = 10.0
SHORTEST_DAYS: Final = 1e-5
_SHARES: Final = (
    "myelin", "myelin_ceiling", "seal", "axon", "energy", "vessels", "adapted", "inflammation", "drg_sensitivity",
    "chronic_sensitivity",
)  # fmt: skip
_COUPLED: Final = (*_SHARES, "oedema_mmhg")


@dataclass(frozen=True)
class Steady:
    """What an exposure means to each law, and does not change while it lasts; [P, L, K] unless said."""

    pressure_mmhg: FloatArray  # [P, L, K, A] in the situations that take any time
    strain: FloatArray  # [P, L, A]
    share: FloatArray  # [A]
    mean_mmhg: FloatArray
    greatest_mmhg: FloatArray  # edge-weighted
    sheared_mmhg: FloatArray  # mean, edge-weighted
    drive: FloatArray  # of Schwann cells
    felt: FloatArray  # to be grown used to
    congested: FloatArray
    harm_per_h: FloatArray  # to vessels
    sudden: FloatArray  # [P, L, 1]
    diffused: FloatArray  # [P, L, 1, 1]

    def of(self, rows: IntArray) -> Steady:
        """That of some of the persons."""
        return Steady(
            *(getattr(self, f.name) if f.name == "share" else getattr(self, f.name)[rows] for f in fields(self))
        )


def steady(exposure: Exposure, mean_arterial_mmhg: FloatArray, parameters: Parameters) -> Steady:
    """Reduce an exposure of persons of these blood pressures [P] to what the laws ask of it."""
    used = exposure.share > 0
    share, pressure = exposure.share[used], exposure.pressure_mmhg[..., used]
    edge = myelin.edge_factor(exposure.length_mm, parameters)[:, :, None]
    arterial = mean_arterial_mmhg[:, None, None, None]
    mean = pressure @ share
    sudden = oedema.suddenness(exposure.onset_s, parameters)[:, :, None]
    return Steady(
        pressure_mmhg=pressure,
        strain=exposure.strain[..., used],
        share=share,
        mean_mmhg=mean,
        greatest_mmhg=pressure.max(axis=-1) * edge,
        sheared_mmhg=mean * edge,
        drive=myelin.schwann_drive(pressure * edge[..., None], parameters) @ share,
        felt=myelin.feels_pressed(pressure, parameters) @ share,
        congested=oedema.congestion(pressure, arterial, parameters) @ share,
        harm_per_h=perfusion.harm_per_h(pressure, arterial, parameters) @ share,
        sudden=sudden,
        diffused=energy.diffusion(exposure.fluid, parameters)[:, :, None, None],
    )


@dataclass(frozen=True)
class _Frame:
    """All that a step needs besides the state, for those persons whose time still runs."""

    exposure: Exposure
    steady: Steady
    arterial: FloatArray
    beside: FloatArray
    until: FloatArray
    pace: float
    warmth: float
    parameters: Parameters

    def of(self, rows: IntArray) -> _Frame:
        return replace(
            self,
            exposure=self.exposure.of(rows),
            steady=self.steady.of(rows),
            arterial=self.arterial[rows],
            until=self.until[rows],
        )


def integrate(
    state: TissueState,
    exposure: Exposure,
    mean_arterial_mmhg: FloatArray,
    beside_nerve: FloatArray,
    parameters: Parameters,
    *,
    until: FloatArray,
    tolerance: float = TOLERANCE,
) -> TissueState:
    """The state on the day ``until`` [P] of a steady exposure; persons whose day has come stay as they are."""
    frame = _Frame(
        exposure=exposure,
        steady=steady(exposure, mean_arterial_mmhg, parameters),
        arterial=mean_arterial_mmhg,
        beside=beside_nerve,
        until=until,
        pace=float(energy.pace(exposure.temperature_c, exposure.mass_kg, parameters)),
        warmth=float(energy.warmth(exposure.temperature_c, parameters)),
        parameters=parameters,
    )
    rows = np.flatnonzero(until > state.day)
    if rows.size == 0:
        return state
    done, now = state, state
    if rows.size < len(until):
        now, frame = state.of(rows), frame.of(rows)
    kept, acted = None, None
    while True:
        acts = frame.exposure.began_day <= now.day[:, None]
        if kept is None or acted is None or not np.array_equal(acts, acted):
            acted = acts
            felt = np.where(acts[:, :, None, None], frame.steady.pressure_mmhg, 0.0)
            kept = kept_flow(felt, frame.steady.strain, frame.exposure.root, frame.exposure.side, parameters)
        now = _stepped(now, frame, kept, acts, tolerance)
        going = now.day < frame.until
        if not going.any():
            return now if rows.size == len(until) else done.put(rows, now)
        if going.mean() < 0.7:
            done = done.put(rows, now)
            left = np.flatnonzero(going)
            rows, now, frame, kept = rows[left], now.of(left), frame.of(left), None


def _stepped(state: TissueState, frame: _Frame, kept: FloatArray, acts: BoolArray, tolerance: float) -> TissueState:
    """One step of each person, of their own length; a rejected one only shortens the next."""
    began = frame.exposure.began_day
    stop = np.minimum(np.where(acts, np.inf, began).min(axis=1, initial=np.inf), frame.until)
    left = np.maximum(stop - state.day, 0.0)
    starts = acts & (began == state.day[:, None])
    wanted = np.where(starts.any(axis=1), np.minimum(state.step_days, FIRST_STEP_DAYS), state.step_days)
    step = np.minimum(wanted, left)
    held = _struck(state, frame, starts) if starts.any() else state
    first = _moved(held, held, frame, kept, acts, step, ahead=0.0)
    middle = replace(held, **{n: 0.5 * (getattr(held, n) + getattr(first, n)) for n in _COUPLED})
    second = _moved(held, middle, frame, kept, acts, step, ahead=0.5)
    error = _difference(first, second)
    fine = (error <= tolerance) | (step <= SHORTEST_DAYS)
    day = np.where(step >= left, np.where(left > 0, stop, state.day), state.day + step)
    factor = np.clip(0.9 * np.sqrt(tolerance / np.maximum(error, 1e-12)), 0.2, 6.0)
    # a step that was cut short by the end says little of how long the next may be
    grown = np.where(step < wanted, np.maximum(wanted, step * factor), step * factor)
    next_step = np.clip(np.where(fine, grown, step * np.minimum(factor, 0.5)), SHORTEST_DAYS, LONGEST_DAYS)
    second = replace(second, day=day, step_days=np.where(left > 0, next_step, state.step_days))
    if fine.all():
        return second
    return replace(state.put(np.flatnonzero(fine), second.of(np.flatnonzero(fine))), step_days=second.step_days)


def _struck(state: TissueState, frame: _Frame, starts: BoolArray) -> TissueState:
    """The state just after those loads came on that begin at this very moment."""
    s, parameters = frame.steady, frame.parameters
    fluid = oedema.onset_oedema(state.oedema_mmhg, s.mean_mmhg, s.sudden, parameters)
    seal = myelin.seal_at_onset(state.seal, s.sheared_mmhg, s.sudden, parameters)
    hit = starts[:, :, None]
    return replace(state, oedema_mmhg=np.where(hit, fluid, state.oedema_mmhg), seal=np.where(hit, seal, state.seal))


def _moved(
    start: TissueState,
    other: TissueState,
    frame: _Frame,
    kept: FloatArray,
    acts: BoolArray,
    step: FloatArray,
    *,
    ahead: float,
) -> TissueState:
    """All laws from ``start`` over a step [P], each reading the others from ``other``, ``ahead`` of the step on."""
    s, parameters, exposure = frame.steady, frame.parameters, frame.exposure
    acting = np.where(acts, step[:, None], 0.0)
    dt = acting[:, :, None]

    flow = flow_at(s.pressure_mmhg, kept, other.oedema_mmhg, other.vessels, frame.arterial, parameters)
    supplied = energy.supply(flow, parameters, diffused=s.diffused) @ s.share
    stored, fed = energy.energy_after(start.energy, supplied, dt, parameters, frame.pace)

    age = start.day[:, None] + ahead * acting - exposure.began_day
    active = inflammation.nucleus_activity(exposure.nucleus_material, age, parameters)
    injury = (1.0 - fed * other.seal).mean(axis=2)
    inflamed = inflammation.inflammation_after(start.inflammation, active, injury, acting, parameters)
    swollen = other.inflammation[:, :, None]

    shed = myelin.shedding(s.drive, other.adapted, other.oedema_mmhg, parameters)
    sheath, ceiling = myelin.myelin_after(start.myelin, start.myelin_ceiling, shed, other.seal, fed, dt, parameters)
    lost = axon_loss.loss_per_day(fed, s.greatest_mmhg, parameters, frame.warmth)
    if ahead:
        ends = (axon_loss.loss_per_day(e, s.greatest_mmhg, parameters, frame.warmth) for e in (start.energy, stored))
        lost = (sum(ends) + 4.0 * lost) / 6.0
    axon = start.axon * np.exp(-dt * lost)
    clock = axon_loss.clock_after(start.wallerian_days, start.axon, axon, dt)
    return replace(
        start,
        myelin=sheath,
        myelin_ceiling=ceiling,
        seal=myelin.seal_after(start.seal, s.greatest_mmhg, fed, dt, parameters),
        axon=axon,
        wallerian_days=clock,
        regrown_mm=axon_loss.regrown_after(start.regrown_mm, clock, fed * (1.0 - shed), dt, parameters),
        oedema_mmhg=oedema.oedema_after(start.oedema_mmhg, s.congested, s.mean_mmhg, swollen, dt, parameters),
        energy=stored,
        vessels=perfusion.vessels_after(start.vessels, s.harm_per_h, dt, parameters),
        adapted=myelin.adapted_after(start.adapted, s.felt, flow @ s.share, dt, parameters),
        inflammation=inflamed,
        drg_sensitivity=inflammation.ganglion_after(
            start.drg_sensitivity, other.inflammation, 1.0 - other.axon.mean(axis=2), acting, parameters
        ),
        chronic_sensitivity=inflammation.chronic_after(
            start.chronic_sensitivity, other.inflammation, 1.0 - other.myelin.mean(axis=2), acting, parameters
        ),
        neighbour_inflammation=inflammation.neighbours_after(
            start.neighbour_inflammation,
            other.inflammation,
            exposure.root,
            exposure.side,
            frame.beside,
            step[:, None],
            parameters,
        ),
    )


def _difference(first: TissueState, second: TissueState) -> FloatArray:
    """[P] the greatest difference of two results, as a share."""
    worst = np.zeros(len(first.day))
    for name in _COUPLED:
        scale = 10.0 if name == "oedema_mmhg" else 1.0
        apart = np.abs(getattr(first, name) - getattr(second, name)).reshape(len(worst), -1)
        worst = np.maximum(worst, apart.max(axis=1, initial=0.0) / scale)
    return worst
