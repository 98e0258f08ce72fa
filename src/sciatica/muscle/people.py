"""How strong this person is: from the muscles of the table to torque, and from gravity to the examiner's grades.

A muscle's greatest force is its cross-section times its specific tension. The table's forces were made from volumes
with 60 N/cm2, which makes models twice as strong as people; in people 30 +- 5 N/cm2 were measured (quadriceps, Erskine
2009, doi:10.1007/s00421-009-1085-7). Muscle volume goes with lean mass (Janmahasatian 2005,
doi:10.2165/00003088-200544100-00004), fibre length and levers with height, so that torque goes with lean mass; it is
the same from 20 to 50 and falls thereafter (Fugl-Meyer 1980). Nothing here was set to a torque.

An examiner's grade 3 is what lifts the limb against gravity and no more: its share of the normal follows from the
weight of the limb.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

import numpy as np

from sciatica.body import Body
from sciatica.core.errors import InputError, nearest
from sciatica.core.parameters import Parameters
from sciatica.core.person import Person
from sciatica.core.types import FloatArray

GRAVITY_M_S2 = 9.80665


@cache
def _levers() -> tuple[tuple[str, str, float, float], ...]:
    text = files("sciatica.muscle").joinpath("levers.csv").read_text(encoding="utf-8")
    return tuple(
        (row["movement"], row["muscle"], float(row["moment_arm_m"]), float(row["pennation_deg"]))
        for row in csv.DictReader(text.splitlines())
    )


def lean_kg(person: Person, parameters: Parameters) -> float:
    """Lean mass, kg (Janmahasatian 2005)."""
    p = parameters
    index = person.mass_kg / (person.height_cm / 100.0) ** 2
    male = person.sex == "male"
    base, slope = (p.lean_male_base, p.lean_male_slope) if male else (p.lean_female_base, p.lean_female_slope)
    return 9270.0 * person.mass_kg / (base + slope * index)


def torque_scale(person: Person, parameters: Parameters) -> float:
    """Torque of a person over that of the man of the table's model (75 kg, 170 cm), whatever the muscle."""
    p = parameters
    reference = Person(
        age_years=30, sex="male", height_cm=170.0, mass_kg=75.0, systolic_mmhg=120.0, diastolic_mmhg=80.0
    )
    years = max(0.0, person.age_years - p.strength_falls_from_years)
    return lean_kg(person, p) / lean_kg(reference, p) * float(np.exp(-p.strength_fall_per_year * years))


def maximum_force_n(body: Body, parameters: Parameters) -> FloatArray:
    """[M] greatest force of each muscle of this person along its fibres, N."""
    height = body.person.height_cm / 170.0
    tension = parameters.specific_tension_n_cm2 / parameters.table_tension_n_cm2
    return np.asarray(body.muscles.maximum_force_n * tension * torque_scale(body.person, parameters) / height)


def movements() -> tuple[str, ...]:
    """The movements whose levers are known."""
    return tuple(dict.fromkeys(row[0] for row in _levers()))


def torque_nm(body: Body, movement: str, parameters: Parameters, share: FloatArray | None = None) -> float:
    """Greatest torque of one side at the best angle, Nm.

    Args:
        body: the person.
        movement: one of :func:`movements`.
        parameters: the constants of ``muscle``.
        share: [M] force of each muscle as a share of its healthy tetanus; whole where not given. From
            ``effort.maximum`` (a full effort) or ``strength`` (what the axons left give).

    Raises:
        InputError: a movement whose levers are not known.
    """
    if movement not in movements():
        best = nearest(movement, movements())
        cure = f"did you mean {best}?" if best else ""
        wanted = ", ".join(movements())
        raise InputError("no levers for this movement", field="movement", given=movement, wanted=wanted, cure=cure)
    whole = np.ones(len(body.muscles)) if share is None else np.asarray(share, dtype=np.float64)
    force = maximum_force_n(body, parameters) * whole
    height = body.person.height_cm / 170.0
    return float(
        sum(
            force[body.muscles.index(muscle)] * arm * height * np.cos(np.radians(pennation))
            for name, muscle, arm, pennation in _levers()
            if name == movement and muscle in body.muscles.names
        )
    )


def against_gravity(body: Body, parameters: Parameters, share: FloatArray | None = None) -> float:
    """Share of the greatest knee extension that lifts shank and foot against gravity: the edge of grade 3.

    Mass and lever of shank and foot as shares of body mass and height are Winter's. Arguments as :func:`torque_nm`.
    """
    p, person = parameters, body.person
    lever_m = p.shank_lever * person.height_cm / 100.0
    weight_nm = p.shank_mass * person.mass_kg * GRAVITY_M_S2 * lever_m
    return weight_nm / torque_nm(body, "knee_extension", p, share)
