"""Strength of people: lean mass, age, levers, gravity."""

from __future__ import annotations

import numpy as np
import pytest

from sciatica import body as anatomy
from sciatica.body import Body
from sciatica.core.errors import InputError
from sciatica.core.parameters import ParameterSet
from sciatica.core.person import Person
from sciatica.muscle import people


def person(**changes: object) -> Person:
    given = {"age_years": 30, "sex": "male", "height_cm": 178, "mass_kg": 80} | changes
    return Person(systolic_mmhg=120, diastolic_mmhg=75, **given)  # type: ignore[arg-type]


def grown(constants: ParameterSet, **changes: object) -> Body:
    return anatomy.build(person(**changes), np.random.default_rng(0), constants.body)


def test_strength_goes_with_lean_mass_not_with_fat(constants: ParameterSet) -> None:
    p = constants.muscle
    lean, heavy = (people.lean_kg(person(mass_kg=m), p) for m in (80, 120))
    assert lean < heavy < lean * 1.5 * 0.9
    assert people.lean_kg(person(sex="female"), p) < 0.85 * lean
    torque = [people.torque_nm(grown(constants, mass_kg=m), "knee_extension", p) for m in (80, 120)]
    assert torque[1] / torque[0] == pytest.approx(heavy / lean)


def test_strength_holds_to_fifty_and_falls_thereafter(constants: ParameterSet) -> None:
    scale = [people.torque_scale(person(age_years=a), constants.muscle) for a in (20, 35, 50, 60, 80)]
    assert scale[:3] == pytest.approx([scale[0]] * 3)
    assert scale[2] > scale[3] > scale[4] > 0.5 * scale[0]


def test_torque_adds_over_muscles_and_follows_what_is_left_of_them(constants: ParameterSet) -> None:
    man, p = grown(constants), constants.muscle
    whole = people.torque_nm(man, "ankle_dorsiflexion", p)
    only = np.zeros((3, len(man.muscles)))
    for k, name in enumerate(("tibant", "ehl", "edl")):
        only[k, man.muscles.index(name)] = 1.0
    parts = [people.torque_nm(man, "ankle_dorsiflexion", p, share) for share in only]
    assert sum(parts) == pytest.approx(whole)
    assert parts[0] > max(parts[1:])
    assert people.torque_nm(man, "ankle_dorsiflexion", p, only.sum(axis=0) * 0.3) == pytest.approx(0.3 * whole)
    with pytest.raises(InputError, match="did you mean ankle_dorsiflexion"):
        people.torque_nm(man, "ankle_dorsiflexio", p)


def test_forces_and_levers_of_tall_people_make_the_same_torque_per_lean_mass(constants: ParameterSet) -> None:
    p = constants.muscle
    small, tall = (grown(constants, height_cm=h, mass_kg=80) for h in (165, 195))
    ratio = people.lean_kg(tall.person, p) / people.lean_kg(small.person, p)
    torque = [people.torque_nm(one, "ankle_plantarflexion", p) for one in (small, tall)]
    assert torque[1] / torque[0] == pytest.approx(ratio)
    assert (people.maximum_force_n(tall, p) < people.maximum_force_n(small, p) * ratio).all()


def test_a_weaker_knee_needs_a_larger_share_against_gravity(constants: ParameterSet) -> None:
    man, p = grown(constants), constants.muscle
    whole = people.against_gravity(man, p)
    half = people.against_gravity(man, p, np.full(len(man.muscles), 0.5))
    assert 0.0 < whole < 0.15
    assert half == pytest.approx(2.0 * whole)
    assert people.against_gravity(grown(constants, sex="female"), p) > whole
