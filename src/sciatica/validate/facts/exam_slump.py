"""Two ways to pull a root: the straight-leg raise and the slump test."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.core.types import FloatArray
from sciatica.validate.fact import Fact, KnockOut

PRESSED_MMHG = (15.0, 40.0, 90.0)
INFLAMED = (0.15, 0.3, 0.5)
ANGLES_DEG = (50.0, 70.0)


def pains(parameters: ParameterSet) -> list[FloatArray]:
    """Pain of the right leg lying, with it raised, sitting and slumped, of people whose S1 root a disc presses."""
    from sciatica.cord.carried import nothing
    from sciatica.lesion import build
    from sciatica.lesion.disc import DiscHerniation
    from sciatica.lesion.posture import leg_raise, posture, slump
    from sciatica.nerve import conduct
    from sciatica.simulate.day import pain_in_postures
    from sciatica.tissue import healthy, respond
    from sciatica.validate.facts._exam_bedside import someone

    p, who = parameters, someone(parameters, "male", 45.0, 5)
    raised = [leg_raise(angle, "right") for angle in ANGLES_DEG]
    postures = (posture("lying", p.lesion), *raised, posture("sitting", p.lesion), slump("right"))
    scenes = []
    for pressed, inflamed in product(PRESSED_MMHG, INFLAMED):
        disc = DiscHerniation(
            kind="herniated_disc",
            level="L5-S1",
            side="right",
            zone="paracentral",
            type="extrusion",
            root_pressure_mmhg=pressed,
            nucleus_material=0.8,
        )
        loads = build([disc], who, postures, p.lesion)
        state = healthy(loads, muscles=len(who.muscles))
        state = replace(
            state,
            inflammation=np.full_like(state.inflammation, inflamed),
            chronic_sensitivity=np.full_like(state.chronic_sensitivity, inflamed),
        )
        moment = respond(state, loads, np.array([who.person.mean_arterial_mmhg]), p.tissue)
        scenes.append(conduct.Scene(loads, state, moment))
    velocity = conduct.healthy_velocity_m_s(who, p.nerve)
    calm = nothing(len(who.muscles)).sensitisation
    answers = conduct.run_scenes(who, scenes, p.nerve, velocity)
    return [pain_in_postures(who, channels, calm, len(postures), p)[1].max(axis=0) for channels in answers]


def measure(parameters: ParameterSet) -> float:
    """Cohen's kappa of the two tests over 45 people, each seen by an examiner of his own."""
    from sciatica.exam import Observer
    from sciatica.exam.values import first_risen

    p = parameters.exam
    raise_, slump_ = [], []
    for number, pain in enumerate(pains(parameters)):
        lying, raised, (sitting, slumped) = pain[:1], pain[1:-2], pain[-2:]
        angle = first_risen(np.array([0.0, *ANGLES_DEG]), np.concatenate([lying, raised]), p.leg_raise_pain_rise)
        for person in range(5):
            observer = Observer(number, person)
            raise_.append(angle + p.observer_leg_raise_deg * observer.off("raise") < p.leg_raise_positive_deg)
            rise = slumped - sitting + p.observer_pain_points * observer.off("slump")
            slump_.append(rise >= p.provoked_pain_rise)
    one, other = np.array(raise_), np.array(slump_)
    alike = float((one == other).mean())
    by_chance = float(one.mean() * other.mean() + (1.0 - one.mean()) * (1.0 - other.mean()))
    return (alike - by_chance) / (1.0 - by_chance) if by_chance < 1.0 else 0.0


FACT = Fact(
    id="exam.slump",
    room="exam",
    fact="the straight-leg raise and the slump test agree",
    published="kappa 0.69 (45 people with pain in one leg)",
    low=0.45,
    high=0.93,
    unit="1",
    species="man",
    source="walsh2009",
    measure=measure,
    knock_out=KnockOut("lesion.root_strain", 0.0),
    note="nine roots from hardly to badly inflamed and pressed; bounds are two standard errors for 45 people",
)
