"""Motor conduction: all motor axons of a small foot muscle set off at ankle and knee, summed under one electrode.

Every motor unit's potential comes from its muscle fibres (`muscle.emg`), when its own axon has brought the impulse and
its end plates have answered. Slow axons bring theirs late, so the response from the knee is lower and longer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.body import Body
from sciatica.cord import pools
from sciatica.core.parameters import ParameterSet
from sciatica.core.person import Person
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.exam.studies.nerves import MOTOR, REFERENCE_C, Nerve, onset, slowing, warmth
from sciatica.exam.studies.summed import summed, times_ms
from sciatica.muscle import emg
from sciatica.muscle.units import Units
from sciatica.nerve.conduct import Channels

STEP_MS = 0.1
_RECORD_MS = 50.0
_LEAST = 160
"""Real axons drawn for each muscle; where it has more, each stands for several."""


@dataclass(frozen=True)
class Motor:
    """Motor responses of S nerves, left and right, from ankle and knee."""

    name: tuple[str, ...]
    time_ms: FloatArray
    """[T] from the stimulus."""
    trace_mv: FloatArray
    """[S, 2, 2, T] by nerve, side, and place of the stimulus: ankle, knee."""
    amplitude_mv: FloatArray
    """[S, 2, 2] largest deflection from the baseline."""
    latency_ms: FloatArray
    """[S, 2, 2] onset; nan where there is no response."""
    velocity_m_s: FloatArray
    """[S, 2] between knee and ankle."""


def axons_left(person: Person, parameters: ParameterSet) -> float:
    """Share of a young person's motor axons that is left (Kawamura 1977, by decade)."""
    p, young = parameters.body, parameters.exam.velocity_falls_from_years
    then, now = (1.0 - p.motor_axon_loss_per_decade * (a - p.reference_age_years) / 10.0
                 for a in (young, max(young, person.age_years)))  # fmt: skip
    return max(now, 0.0) / then


def fibres_left(person: Person, parameters: ParameterSet) -> float:
    """Share of a young person's fibres of a small foot muscle that is left: fewer axons die than fibres."""
    p = parameters.exam
    return max(0.1, 1.0 - p.foot_fibre_loss_per_year * max(0.0, person.age_years - p.velocity_falls_from_years))


@dataclass(frozen=True)
class Axons:
    """The motor axons of one muscle and side; K of them, spread over the n simulated units."""

    unit: IntArray
    """[K] rank of the simulated unit that each belongs to."""
    fibre: IntArray
    speed_m_s: FloatArray
    path_mm: FloatArray
    """Cord to muscle."""
    alive: BoolArray
    """The piece in the limb conducts."""
    real: float
    """Real axons that each one stands for."""
    fibres: float
    """Muscle fibres that each real axon holds at this person's age, over a young one's."""


def axons_of(
    muscle: str,
    side: int,
    made: pools.Pools,
    body: Body,
    channels: Channels,
    parameters: ParameterSet,
    temperature_c: float = REFERENCE_C,
    *,
    others: float = 0.0,
) -> Axons:
    """The axons of a muscle, one for each real unit or for several.

    A simulated fibre stands for a stratum of its root's diameters; the real axons within it are spread evenly over the
    stratum's velocities.

    Args:
        muscle, side: whose.
        made: the body's motor pools.
        body, channels: the person and what each fibre does.
        parameters: the constants of all rooms.
        temperature_c: of the limb.
        others: real units of other muscles that share its nerve and are wanted with it.
    """
    row = body.muscles.names.index(muscle)
    mine = np.flatnonzero(pools.unit_mask(made, row, side))
    real = (float(body.muscles.motor_units[row]) + others) * axons_left(body.person, parameters)
    copies = max(1, round(max(real, _LEAST) / len(mine)))
    unit = np.repeat(np.arange(len(mine)), copies)
    fibre = made.fibre[mine][unit]
    velocity = body.fibres.path_mm / channels.delay_to_target_ms
    speed = np.empty(len(unit))
    for root in np.unique(made.root[mine]):
        strata = pools.motor_fibres(body, int(root), side)
        middle = (np.arange(len(strata)) + 0.5) / len(strata)
        for place, one in enumerate(strata):
            within = np.flatnonzero(fibre == one)
            at = (place + (np.arange(len(within)) + 0.5) / max(len(within), 1)) / len(strata)
            speed[within] = np.interp(at, middle, velocity[strata])
    return Axons(
        unit=unit,
        fibre=fibre,
        speed_m_s=speed * warmth(temperature_c) * slowing(body.person, parameters),
        path_mm=made.path_mm[mine][unit],
        alive=channels.connected_distally[fibre],
        real=real / len(unit),
        fibres=fibres_left(body.person, parameters) / axons_left(body.person, parameters),
    )


def knee_mm(nerve: Nerve, body: Body) -> float:
    """From the stimulus at the ankle to that at the knee, mm, along the nerve of the muscle's main root."""
    root = int(np.argmax(body.muscles.root_weight[body.muscles.names.index(nerve.target)]))
    return body.position_mm(root, "ankle") - body.position_mm(root, "knee")


def distal_ms(distance_mm: float | FloatArray, axons: Axons, parameters: ParameterSet) -> FloatArray:
    """[K] from a stimulus so far away to the end plates: the axon, its thin ends, and the end plate."""
    return np.asarray(
        parameters.exam.stimulus_utilisation_ms + distance_mm / axons.speed_m_s + parameters.exam.motor_terminal_ms
    )


def answering(axons: Axons, units: Units, muscle: int, side: int) -> FloatArray:
    """[K] muscle fibres behind each axon over the healthy unit's, when the nerve is stimulated in the limb.

    An axon that was cut at the root conducts in the limb for days: it still holds its own fibres there.
    """
    size = units.size[muscle, side][axons.unit]
    return np.asarray(np.where(axons.alive, np.where(size > 0.0, size, 1.0), 0.0) * axons.fibres)


def motor_studies(
    body: Body,
    channels: Channels,
    units: Units,
    parameters: ParameterSet,
    *,
    temperature_c: float = REFERENCE_C,
) -> Motor:
    """The motor studies of one person on one day.

    Args:
        body, channels: the person and what each fibre does.
        units: motor units as they are on the day, denervated and sprouted.
        parameters: the constants of all rooms.
        temperature_c: of the limb.

    Raises:
        InputError: a limb too cold or too warm.
    """
    made = pools.build(body, parameters.cord)
    time = times_ms(round(_RECORD_MS / STEP_MS), STEP_MS)
    trace = np.zeros((len(MOTOR), 2, 2, len(time)))
    for s, nerve in enumerate(MOTOR):
        row = body.muscles.names.index(nerve.target)
        waves = emg.unit_potentials(units, row, parameters.muscle, step_ms=STEP_MS, montage="belly").wave_uv
        for side in (0, 1):
            axons = axons_of(nerve.target, side, made, body, channels, parameters, temperature_c)
            weight = 1e-3 * axons.real * answering(axons, units, row, side)
            for place, extra_mm in enumerate((0.0, knee_mm(nerve, body))):
                arrival = distal_ms(nerve.distal_mm + extra_mm, axons, parameters)
                trace[s, side, place] = summed(waves, axons.unit, arrival, weight, STEP_MS, len(time))
    share = parameters.exam.onset_share
    latency = np.array([[[onset(t, time, share) for t in pair] for pair in rows] for rows in trace])
    knee = np.array([knee_mm(nerve, body) for nerve in MOTOR])
    return Motor(
        name=tuple(nerve.name for nerve in MOTOR),
        time_ms=time,
        trace_mv=trace,
        amplitude_mv=np.abs(trace).max(axis=3),
        latency_ms=latency,
        velocity_m_s=knee[:, None] / (latency[:, :, 1] - latency[:, :, 0]),
    )
