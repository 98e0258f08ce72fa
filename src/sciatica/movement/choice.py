"""The way of standing and walking that costs a body least, and who pays for it.

``adapt`` minimises the cost of :mod:`sciatica.movement.cost` over fifteen continuous numbers from a few
fixed starts (normal, and leaning, shifting and bending either way), or from the way held until now where
that is better than all of them, keeps the least, and says so when the search did not settle. Then every
muscle's load is compared with what the same body would carry in health. A tool for describing adaptation,
quasi-static, not a prediction of locomotion.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.optimize import minimize

from sciatica.body import Body
from sciatica.core.errors import InputError
from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray
from sciatica.movement import effort as muscles_effort
from sciatica.movement.adaptation import HIGHEST, LOWEST, NORMAL, Adaptation
from sciatica.movement.cost import Cost, Pain, habit_scale
from sciatica.movement.effort import Effort, by_muscle
from sciatica.movement.limits import check_person
from sciatica.movement.record import Gait, of_way
from sciatica.movement.rests import Walking
from sciatica.movement.task import build
from sciatica.movement.work import Work, idle, joints_of

_STARTS: Final[tuple[dict[int, float], ...]] = (
    {0: 0.3},
    {0: -0.3},
    {1: 6.0},
    {1: -6.0},
    {2: 12.0},
    {0: -0.3, 1: -6.0, 2: 8.0},
    {0: 0.3, 1: 6.0, 2: 8.0},
    {0: -0.3, 1: 6.0, 2: 8.0},
    {0: 0.3, 1: -6.0, 2: 8.0},
)


_FLAT: Final = 1e-3
"""Cost per spread of habit below which a search that was cut short still counts as settled."""


@dataclass(frozen=True)
class Movement:
    """How a person stands and walks, and what each muscle pays; [M, 2] is by muscle, and left, right."""

    stance_asymmetry: float
    """Load and stance time on the right leg minus the left, -1 .. 1."""
    trunk_list_deg: float
    """To the right positive."""
    lumbar_flexion: float
    """-1 extended .. 1 flexed, from the person's own normal."""
    lumbar_flexion_deg: float
    hip_hike_deg: FloatArray
    """[2] by the leg that swings."""
    swing_knee_flexion_deg: FloatArray
    """[2] beyond normal."""
    stance_lean_deg: FloatArray
    """[2] trunk over the standing leg."""
    push_off: FloatArray
    """[2] share of normal."""
    swing_ankle_drop_deg: FloatArray
    """[2]"""
    clearance_lack_m: FloatArray
    """[2] by how much the toe is nearer to the ground than normal."""
    speed_m_s: float
    step_length_m: float
    normal_speed_m_s: float
    normal_step_length_m: float
    muscle_load: FloatArray
    """[M, 2] mean activation over walking and standing, as a share of available strength."""
    peak_load: FloatArray
    """[M, 2] greatest activation of the cycle or of standing."""
    healthy_load: FloatArray
    """[M, 2] ``muscle_load`` of the same body in health."""
    overload: FloatArray
    """[M, 2] what is carried beyond health: max(0, muscle_load - healthy_load)."""
    carried: BoolArray
    """[M] muscles this model asks anything of; the others have load 0 because nothing was computed."""
    effort: float
    """Cost of muscles over that of the healthy body."""
    trunk_cocontraction: float
    """Mean activation of the trunk's extensors beyond health, 0 .. 1."""
    pain: float
    """What the caller's function gives here, both sides together."""
    pain_unadapted: float
    """The same at normal standing and walking."""
    missing_moment: float
    """Greatest moment that no muscle could give, as a share of body weight times height."""
    converged: bool
    """False: the search or the sharing did not settle; the numbers are the best found, not an optimum."""
    notes: tuple[str, ...]
    """What to say to a reader: out of the data's range, infeasible moments, no convergence."""
    adaptation: Adaptation
    joint: tuple[str, ...] = ()
    """[M] the joint by which each muscle is tested and tires, "" for none of :data:`work.JOINTS`."""
    work: Work | None = None
    """Standing and walking apart; ``adapt`` always gives it."""
    healthy_work: Work | None = None
    """The same in health."""
    gait: Gait | None = None
    """One stride; ``adapt`` always gives it."""
    healthy_gait: Gait | None = None
    """The same body's stride in health."""
    walking: Walking | None = None
    """How far before a rest, where the caller asked :func:`rests.walk`."""

    @property
    def hip_hike(self) -> FloatArray:
        """[2] as ``hip_hike_deg``."""
        return self.hip_hike_deg

    @property
    def swing_knee_flexion(self) -> FloatArray:
        """[2] as ``swing_knee_flexion_deg``."""
        return self.swing_knee_flexion_deg

    @property
    def imbalance(self) -> FloatArray:
        """[M] load of the right minus that of the left."""
        return np.asarray(self.muscle_load[:, 1] - self.muscle_load[:, 0])


def adapt(
    strength: FloatArray,
    guarding_floor: FloatArray,
    soreness: FloatArray,
    pressure_by_posture: Pain | None,
    body: Body,
    parameters: Parameters,
    start: FloatArray | None = None,
) -> Movement:
    """Find the way of standing and walking that costs least.

    Args:
        strength: [M, 2] share of each muscle's force that is left, 0 .. 1.
        guarding_floor: [M, 2] drive that is always on, 0 .. 1.
        soreness: [M, 2] 0 .. 1.
        pressure_by_posture: pain of an :class:`Adaptation`, 0 .. 10, as one number or as (left, right);
            None: nothing hurts.
        body: whose.
        parameters: those of the room ``movement``.
        start: [15] the way held until now (``adaptation.vector`` of an earlier answer). Where it is better than
            the fixed starts the search begins from it alone, in half the time; None: from the fixed ones.

    Raises:
        InputError: arrays of another shape or outside 0 .. 1, a start that is no way of walking, or a person the
            model cannot carry.
    """
    notes = check_person(body.person, parameters)
    given = [_checked(a, n, body) for a, n in ((strength, "strength"), (guarding_floor, "guarding_floor"))]
    sore = _checked(soreness, "soreness", body)
    task = build(body, parameters)
    none = np.zeros_like(sore)
    healthy = muscles_effort.of(task, np.ones_like(sore), none, none, parameters)
    healthy_cost, healthy_slope = healthy(NORMAL)
    effort = muscles_effort.of(task, given[0], given[1], sore, parameters)
    effort.usual, effort.worth = healthy.each(NORMAL), parameters.pain_weight * healthy_cost
    cost = Cost(effort, healthy_cost, healthy_slope, pressure_by_posture, parameters)
    best, settled = _search(cost, None if start is None else _checked_way(start))
    return _result(body, parameters, cost, healthy, best, settled, notes)


def _checked(values: FloatArray, name: str, body: Body) -> FloatArray:
    array = np.asarray(values, dtype=np.float64)
    shape = (len(body.muscles.names), 2)
    if array.shape != shape:
        raise InputError("wrong shape", field=name, given=list(array.shape), wanted=f"{list(shape)}")
    if not ((array >= 0) & (array <= 1)).all():
        raise InputError("outside 0 .. 1, or not a number", field=name, given=_worst(array), wanted="0 .. 1")
    return array


def _checked_way(x: FloatArray) -> FloatArray:
    way = np.asarray(x, dtype=np.float64)
    if way.shape != NORMAL.shape or not np.isfinite(way).all():
        raise InputError("no way of walking", field="start", given=way.tolist(), wanted=f"{len(NORMAL)} finite numbers")
    return np.clip(way, LOWEST, HIGHEST)


def _worst(array: FloatArray) -> float:
    bad = array[~((array >= 0) & (array <= 1))]
    return float(bad.flat[0])


def _search(cost: Cost, held: FloatArray | None) -> tuple[FloatArray, bool]:
    """The best of the starts, as x [15], and whether its search settled; ``held`` is the way held until now."""
    scale = habit_scale(cost.p)
    bounds = list(zip((LOWEST - NORMAL) / scale, (HIGHEST - NORMAL) / scale, strict=True))
    usual = np.zeros(len(NORMAL))
    begin = [usual]
    if cost.pain is not None:
        others = [(_start(start) - NORMAL) / scale for start in _STARTS]
        now = [] if held is None else [(held - NORMAL) / scale]
        values = cost.values(np.stack([usual, *others, *now]))
        begin.append(others[int(values[1 : 1 + len(others)].argmin())])
        # a body that stands better as it is than normally or in any other of these ways goes on from there
        if now and values[-1] < values[:-1].min():
            begin = now
    best_value, best, settled = np.inf, begin[0], False
    for start in begin:
        value, z, still = _descend(cost, start, bounds)
        if value < best_value - 1e-7:
            best_value, best, settled = value, z, still
    return np.clip(NORMAL + best * scale, LOWEST, HIGHEST), settled


def _start(values: dict[int, float]) -> FloatArray:
    x = NORMAL.copy()
    for i, value in values.items():
        x[i] = value
    return x


def _descend(cost: Cost, z: FloatArray, bounds: list[tuple[float, float]]) -> tuple[float, FloatArray, bool]:
    """Cost, place and whether it is a least."""
    found = minimize(
        cost,
        z,
        jac=True,
        method="L-BFGS-B",
        bounds=bounds,
        options={"maxiter": 80, "maxfun": 100, "ftol": 1e-5, "gtol": 1e-3},
    )
    return float(found.fun), found.x, bool(found.success) or _downhill(found.x, found.jac, bounds) < _FLAT


def _downhill(z: FloatArray, slope: FloatArray, bounds: list[tuple[float, float]]) -> float:
    """Steepest slope that does not lead out of the box."""
    low, high = np.array(bounds).T
    return float(np.abs(np.clip(z - slope, low, high) - z).max())


def _result(
    body: Body,
    p: Parameters,
    cost: Cost,
    healthy: Effort,
    x: FloatArray,
    settled: bool,
    notes: tuple[str, ...],
) -> Movement:
    m = len(body.muscles.names)
    task, way = cost.effort.task, cost.way(x)
    weights, usual_weights = task.weights(np.stack([x, NORMAL]))
    shared, usual = cost.effort.shared(x), healthy.shared(NORMAL)
    active, usually = (by_muscle(task, found.activation, m) for found in (shared, usual))
    carried = np.isin(np.arange(m), task.human.muscle)
    missing = float(np.abs(shared.slack).max())
    converged = settled and cost.effort.solved and healthy.solved
    if missing > p.missing_moment_noted:
        notes = (*notes, "some joint moments could not be given by the muscles that are left")
    if not converged:
        notes = (*notes, "the search for the cheapest way of walking did not settle")
    trunk = np.array([name == "trunk_extension" for name in body.muscles.movement])
    load, normal = np.tensordot(weights, active, axes=1), np.tensordot(usual_weights, usually, axes=1)
    gait, healthy_gait = (of_way(task, at) for at in (x, NORMAL))
    return Movement(
        stance_asymmetry=way.stance_asymmetry,
        trunk_list_deg=way.trunk_list_deg,
        lumbar_flexion=way.lumbar_flexion,
        lumbar_flexion_deg=way.lumbar_flexion_deg,
        hip_hike_deg=way.hip_hike_deg,
        swing_knee_flexion_deg=way.swing_knee_flexion_deg,
        stance_lean_deg=way.stance_lean_deg,
        push_off=way.push_off,
        swing_ankle_drop_deg=way.swing_ankle_drop_deg,
        clearance_lack_m=task.clearance_lack_m(x[None])[0],
        speed_m_s=way.speed_m_s,
        step_length_m=way.step_length_m,
        normal_speed_m_s=task.normal_speed_m_s,
        normal_step_length_m=task.normal_step_m,
        muscle_load=load,
        peak_load=active.max(0),
        healthy_load=normal,
        overload=np.maximum(load - normal, 0.0),
        carried=carried,
        effort=float(weights @ shared.cost) / cost.healthy_cost,
        trunk_cocontraction=float(np.clip((load - normal)[trunk].mean(), 0.0, 1.0)),
        pain=cost.felt(x),
        pain_unadapted=cost.felt(NORMAL),
        missing_moment=missing,
        converged=converged,
        notes=notes,
        adaptation=way,
        joint=joints_of(body.muscles.movement),
        work=_work(active, weights, p),
        healthy_work=_work(usually, usual_weights, p),
        gait=gait,
        healthy_gait=healthy_gait,
    )


def _work(active: FloatArray, weights: FloatArray, p: Parameters) -> Work:
    """Standing (the last instant) and walking apart, of activation ``active`` [T + 1, M, 2]."""
    share = weights[:-1] / weights[:-1].sum()
    rest = idle(active, p.rest_below)
    return Work(
        standing=active[-1],
        walking=np.tensordot(share, active[:-1], axes=1),
        standing_idle=rest[-1],
        walking_idle=np.tensordot(share, rest[:-1], axes=1),
    )
