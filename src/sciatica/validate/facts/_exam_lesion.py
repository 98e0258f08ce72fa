"""What the facts of ``exam`` about lesions share: the same load at different places of a nerve, and its laboratory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np

from sciatica import body as anatomy
from sciatica.body import CLASSES, Body, root_index
from sciatica.cord import axons, pools
from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.exam.found import mrc_grade, share_by_movement
from sciatica.exam.found.heel_raises import heel_raises
from sciatica.exam.studies import Laboratory, laboratory, motor_studies, needle_study, sensory_studies
from sciatica.lesion import flat
from sciatica.lesion.site import Loads, Site, assemble
from sciatica.muscle import units as motor_units
from sciatica.muscle.strength import innervated, strength
from sciatica.nerve import conduct
from sciatica.nerve.conduct.asked import continuity
from sciatica.tissue import TissueState, advance, healthy, respond
from sciatica.validate.facts import _cord as prepared
from sciatica.validate.facts._exam import in_laboratory

LENGTH_MM = 10.0
CONTACT = 0.3
ONSET_S = 3600.0
PRESSURE_MMHG = 120.0
DAY = 60.0
"""A press that takes about half of a root's axons."""
INTRACANAL_MM, BEFORE_MM, FORAMINAL_MM, BEYOND_MM = -26.0, -10.5, 0.0, 10.0
"""From the ganglion's middle: the lateral recess, just before its cells, at it, and just beyond."""
NOTCH_MMHG = 200.0
OPERATED_MEAN_MMHG, OPERATED_MMHG = 53.0, (7.0, 256.0)
"""Pressures on roots at operation (Takahashi 1999)."""
FINE = 20
STEPS = np.arange(1, 11) / 10
"""Fibres of each class, and shares lost, where a loss is made little by little."""
Pressed = tuple[str, float]
"""A root, and how far beyond its ganglion (mm, negative before it) it is pressed."""


def loads_of(man: Body, pressed: Sequence[Pressed], pressure_mmhg: float, parameters: ParameterSet) -> Loads:
    """The same steady load on the left at each of these places."""
    every, none = np.array([pressure_mmhg]), np.zeros(1)
    sites = [
        Site(
            root=root_index(root),
            side=0,
            centre_mm=man.position_mm(root_index(root), "drg") + beyond_mm,
            length_mm=LENGTH_MM,
            contact=CONTACT,
            nucleus_material=0.0,
            onset_s=ONSET_S,
            began_day=0.0,
            rest_mmhg=pressure_mmhg,
            pressure_mmhg=every,
            strain=none,
        )
        for root, beyond_mm in pressed
    ]
    return assemble(sites, (flat(),))


@lru_cache(maxsize=32)
def pressed(
    parameters: ParameterSet, places: tuple[Pressed, ...], pressure_mmhg: float, day: float
) -> tuple[Body, conduct.Channels]:
    """A man of 25 years so many days after nerves of his left leg came to be pressed, lying."""
    man, well = in_laboratory(parameters)
    loads = loads_of(man, places, pressure_mmhg, parameters)
    arterial = np.array([man.person.mean_arterial_mmhg])
    state = _on_day(man, loads, parameters, day)
    velocity: FloatArray = man.fibres.path_mm / well.delay_to_target_ms
    moment = respond(state, loads, arterial, parameters.tissue)
    return man, conduct.run(man, loads, state, moment, parameters.nerve, velocity_m_s=velocity)


@lru_cache(maxsize=32)
def visit(parameters: ParameterSet, places: tuple[Pressed, ...], pressure_mmhg: float, day: float) -> Laboratory:
    """His visit to the laboratory."""
    man, channels = pressed(parameters, places, pressure_mmhg, day)
    return laboratory(man, channels, 0, channels.lost_days, parameters, np.random.default_rng(0))


def lost(parameters: ParameterSet, places: tuple[Pressed, ...], pressure_mmhg: float, day: float) -> conduct.Channels:
    """The same as :func:`pressed`, but what is left of the axons conducts as in health."""
    man, well = in_laboratory(parameters)
    loads = loads_of(man, places, pressure_mmhg, parameters)
    left = continuity(man, loads, _on_day(man, loads, parameters, day), parameters.nerve)
    velocity = man.fibres.path_mm / well.delay_to_target_ms
    first_mm = np.where(np.isfinite(left.first_mm), left.first_mm, 0.5 * man.fibres.path_mm)
    return replace(
        well,
        passes=well.passes & left.whole[:, None],
        connected_to_cord=left.whole,
        connected_distally=left.alive_distally,
        lost_days=left.lost_days,
        to_lesion_ms=first_mm / velocity,
    )


def _on_day(man: Body, loads: Loads, parameters: ParameterSet, day: float) -> TissueState:
    arterial = np.array([man.person.mean_arterial_mmhg])
    state = healthy(loads, muscles=len(man.muscles))
    return advance(state, loads, np.array([24.0]), arterial, parameters.tissue, days=day)


def side_ratio(amplitude: FloatArray) -> float:
    """The left over the right of one nerve, [2]."""
    return float(amplitude[0] / amplitude[1])


def at_notch(parameters: ParameterSet, roots: Sequence[str] = ("L4", "L5", "S1", "S2")) -> tuple[Pressed, ...]:
    """The sciatic nerve at its way out of the pelvis, as places on its roots."""
    man, _ = in_laboratory(parameters)
    return tuple(
        (root, man.position_mm(root_index(root), "notch") - man.position_mm(root_index(root), "drg")) for root in roots
    )


def superficial_peroneal(parameters: ParameterSet, beyond_mm: float) -> float:
    """Side ratio of the superficial peroneal response, L5 pressed so far beyond its ganglion."""
    man, _ = in_laboratory(parameters)
    channels = lost(parameters, (("L5", beyond_mm),), PRESSURE_MMHG, DAY)
    study = sensory_studies(man, channels, parameters)
    return side_ratio(study.amplitude_uv[study.name.index("superficial_peroneal")])


def at_notch_on_day(parameters: ParameterSet, day: float, what: str) -> float:
    """Side ratio of the sural or the tibial motor response after so many days of a press that takes every axon."""
    man, _ = in_laboratory(parameters)
    channels = lost(parameters, at_notch(parameters), NOTCH_MMHG, day)
    if what == "sensory":
        sensory = sensory_studies(man, channels, parameters)
        return side_ratio(sensory.amplitude_uv[sensory.name.index("sural")])
    made = pools.build(man, parameters.cord)
    units = motor_units.build(man.muscles, parameters.muscle, made.units_per_pool)
    spared = axons.spared(made, channels, man.fibres.path_mm)
    held = innervated(made, units, channels, channels.lost_days, parameters, spared=spared)
    motor = motor_studies(man, channels, held, parameters)
    return side_ratio(motor.amplitude_mv[motor.name.index("tibial_abdhal"), :, 0])


def share_with_fibrillations(parameters: ParameterSet, people: int = 20) -> float:
    """Share of people with L5 pressed as at operation who have fibrillations in two of its muscles, six weeks on."""
    man, _ = in_laboratory(parameters)
    share = (np.arange(people) + 0.5) / people
    low, high = (1.0 - np.exp(-mm / OPERATED_MEAN_MMHG) for mm in OPERATED_MMHG)
    pressure = -OPERATED_MEAN_MMHG * np.log(1.0 - (low + share * (high - low)))
    found = 0
    for number, mmhg in enumerate(pressure):
        channels = lost(parameters, (("L5", INTRACANAL_MM),), float(mmhg), 42.0)
        study = needle_study(
            man,
            channels,
            0,
            channels.lost_days,
            parameters,
            np.random.default_rng(number),
            muscles=("tibant", "perlong", "tibpost", "glmed", "multifidus"),
            sampled=0,
        )
        found += (study.fibrillation_grade[:, 0] >= 1.0).sum() >= 2
    return found / people


@lru_cache(maxsize=8)
def loss_first_seen(parameters: ParameterSet, days: float, draw: int = 0) -> dict[str, float]:
    """Least share of the left calf's motor axons, lost so long ago, at which each test of it shows that.

    By ``hand`` below grade 5, by ``dynamometer`` and by ``heel_raises`` against the other side. Which
    axons of each root are lost is the ``draw``'s.
    """
    person = in_laboratory(parameters)[0].person
    every = anatomy.build(person, np.random.default_rng(0), parameters.body, FINE)
    man = prepared.only(every, ("gasmed", "soleus"))
    well, fibres = prepared.healthy(man, 1), man.fibres
    motor = np.flatnonzero((fibres.kind == CLASSES.index("motor")) & (fibres.side == 0))
    rng = np.random.default_rng(draw)
    # of all sizes, and of every root the same share
    chance = np.concatenate([(rng.permutation(FINE) + 0.5) / FINE for _ in range(len(motor) // FINE)])
    calf_axons = pools.build(man, parameters.cord)
    mine = calf_axons.fibre[calf_axons.side == 0]
    seen: dict[str, float] = {}
    exam = parameters.exam
    for share in STEPS:
        gone = np.zeros(len(fibres), dtype=bool)
        gone[motor[chance <= share]] = True
        channels = replace(
            well,
            passes=well.passes & ~gone[:, None],
            connected_to_cord=~gone,
            connected_distally=~gone,
            lost_days=np.where(gone, days, 0.0),
            to_lesion_ms=np.zeros(len(fibres)),
        )
        force = strength(man, channels, 0, parameters, lost_days=channels.lost_days)
        calf = share_by_movement(man, force)["ankle_plantarflexion"]
        raises = heel_raises(man, channels, force, 0, parameters).count
        tests = {
            "hand": mrc_grade(calf[:1], exam)[0] < 5.0,
            "dynamometer": calf[0] / calf[1] < exam.dynamometer_reduced_below,
            "heel_raises": raises[0] / raises[1] < exam.heel_raises_reduced_below,
        }
        for name, found in tests.items():
            if found:
                seen.setdefault(name, float(gone[mine].mean()))
        if len(seen) == len(tests):
            break
    return {name: seen.get(name, 1.0) for name in ("hand", "dynamometer", "heel_raises")}
