"""What is asked of the engine: which fibre meets which load where and in which posture, and which axons are whole."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sciatica.body import CLASSES, ROOTS, Body
from sciatica.core.parameters import Parameters
from sciatica.core.types import BoolArray, FloatArray, IntArray
from sciatica.lesion.loads import Loads
from sciatica.nerve.exposure import Exposure
from sciatica.nerve.injury import ganglion_exposure, lesion_exposure
from sciatica.tissue import Moment, TissueState

OUTWARD = np.array([name in ("motor", "pelvic") for name in CLASSES])
"""[classes] True where impulses run from the cord outward."""


@dataclass(frozen=True)
class Scene:
    """One state of the nerve in which its fibres are asked: loads, tissue on the day, and each posture's moment."""

    loads: Loads
    state: TissueState
    moment: Moment


@dataclass(frozen=True)
class Runs:
    """X runs to be made: which fibre, where, in which posture, and what it meets there."""

    fibre: IntArray
    load: IntArray
    """[X] the load's index; -1 for the ganglion."""
    posture: IntArray
    centre_mm: FloatArray
    exposure: Exposure


@dataclass(frozen=True)
class Asked:
    """What is asked of the engine in one scene, and which axons are whole."""

    lesions: Runs
    ganglia: Runs
    axons: Continuity


@dataclass(frozen=True)
class Continuity:
    """Which of the N axons are whole, and where and since when they are not."""

    whole: BoolArray
    """[N] from cord to end organ."""
    alive_distally: BoolArray
    """[N] the peripheral piece still conducts."""
    lost_days: FloatArray
    """[N] since the axon was lost; 0 where it is whole."""
    first_mm: FloatArray
    """[N] from the cord to the nearest lesion that the fibre meets, whether it outlived it or not; inf for none."""


def ask(body: Body, scene: Scene, parameters: Parameters) -> Asked:
    """What is asked in one scene: every fibre that lives past its lesions, at each of them and at its ganglion."""
    loads, state, postures = scene.loads, scene.state, len(scene.loads.postures)
    axons = continuity(body, loads, state, parameters)
    return Asked(
        lesions=_lesion_runs(body, loads, state, scene.moment, axons.whole, postures, parameters),
        ganglia=_ganglion_runs(body, loads, state, postures, parameters),
        axons=axons,
    )


def continuity(body: Body, loads: Loads, state: TissueState, parameters: Parameters) -> Continuity:
    """Which axons are whole under these loads.

    Each fibre stands for others like it. Which of them a graded loss takes first is decided by a fixed order
    within its class, so that more loss always takes the same fibres and one more. All that a lesion took at one depth
    are as old as they are on average; what was lost at two lesions counts from the first.
    """
    fibres = body.fibres
    fibre, load = loads_of(body, loads)
    bins = state.axon.shape[2]
    level = np.minimum((fibres.depth[fibre] * bins).astype(np.int64), bins - 1)
    order = _order_within_class(body)
    lost = state.axon[0, load, level] <= order[fibre]
    gone = np.zeros(len(fibres.kind), dtype=bool)
    gone[fibre[lost]] = True
    since = np.zeros(len(fibres.kind))
    np.maximum.at(since, fibre[lost], state.wallerian_days[0, load, level][lost])
    distal_dead = np.zeros_like(gone)
    sensory = ~OUTWARD[fibres.kind[fibre]]
    ends_mm = (loads.centre_mm + 0.5 * loads.length_mm)[0, load]
    before = ends_mm <= ganglion_mm(body)[fibres.root[fibre]] - parameters.ganglion_reach_mm
    spared = sensory & before  # the cell body in the ganglion keeps the peripheral axon alive
    faded = state.wallerian_days[0, load, level] >= _fading_days(sensory)
    distal_dead[fibre[lost & ~spared & faded]] = True
    first_mm = np.full(len(fibres.kind), np.inf)
    np.minimum.at(first_mm, fibre, loads.centre_mm[0, load])
    return Continuity(~gone, ~distal_dead, since, first_mm)


def loads_of(body: Body, loads: Loads) -> tuple[IntArray, IntArray]:
    """Pairs (fibre, load) that lie on the same root and side of person 0.

    Autonomic fibres leave for the pelvis at the plexus: a load beyond it does not meet them.
    """
    fibres = body.fibres
    same = (fibres.root[:, None] == loads.root[0]) & (fibres.side[:, None] == loads.side[0])
    plexus = np.array([body.position_mm(root, "plexus") for root in range(len(ROOTS))])
    beyond = loads.centre_mm[0] > plexus[loads.root[0]]
    left_before = (fibres.kind == CLASSES.index("pelvic"))[:, None] & beyond
    fibre, load = np.nonzero(same & loads.present[0] & ~left_before)
    return fibre, load


def ganglion_mm(body: Body) -> FloatArray:
    """[9] arc length from the cord to each root's dorsal root ganglion, mm."""
    return np.array([body.position_mm(root, "drg") for root in range(len(ROOTS))])


def _fading_days(sensory: BoolArray) -> FloatArray:
    """Days after which the cut-off piece no longer conducts: half of motor by 4, sensory by 8 (Gilliatt & Hjorth)."""
    return np.where(sensory, 8.0, 4.0)


def _order_within_class(body: Body) -> FloatArray:
    """[N] a fixed order in (0, 1), spread evenly over the fibres of each root, side and class."""
    fibres = body.fibres
    key = (fibres.root * 2 + fibres.side) * len(CLASSES) + fibres.kind
    order = np.empty(len(key))
    for value in np.unique(key):
        members = np.flatnonzero(key == value)
        order[members] = (0.5 + np.arange(len(members)) * 0.6180339887) % 1.0
    return order


def _lesion_runs(
    body: Body,
    loads: Loads,
    state: TissueState,
    moment: Moment,
    alive: BoolArray,
    postures: int,
    parameters: Parameters,
) -> Runs:
    fibre, load = loads_of(body, loads)
    keep = alive[fibre]
    fibre, load = fibre[keep], load[keep]
    posture = np.tile(np.arange(postures), len(fibre))
    fibre, load = np.repeat(fibre, postures), np.repeat(load, postures)
    exposure = lesion_exposure(
        state,
        moment,
        loads,
        load=load,
        posture=posture,
        kind=body.fibres.kind[fibre],
        depth=body.fibres.depth[fibre],
        parameters=parameters,
    )
    return Runs(fibre, load, posture, loads.centre_mm[0, load], exposure)


def _ganglion_runs(body: Body, loads: Loads, state: TissueState, postures: int, parameters: Parameters) -> Runs:
    fibres = body.fibres
    sensitivity = np.zeros(len(fibres.kind))
    fibre, load = loads_of(body, loads)
    np.maximum.at(sensitivity, fibre, state.drg_sensitivity[0, load])
    sensitivity[OUTWARD[fibres.kind]] = 0.0
    chosen = np.flatnonzero(sensitivity > 0)
    exposure = ganglion_exposure(sensitivity[chosen], fibres.depth[chosen], parameters)
    rows = np.repeat(np.arange(len(chosen)), postures)
    return Runs(
        fibre=chosen[rows],
        load=np.full(len(rows), -1),
        posture=np.tile(np.arange(postures), len(chosen)),
        centre_mm=ganglion_mm(body)[fibres.root[chosen]][rows],
        exposure=exposure.take(rows),
    )
