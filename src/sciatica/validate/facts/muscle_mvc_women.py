"""How strong women are beside men."""

from __future__ import annotations

import numpy as np

from sciatica import body as anatomy
from sciatica.core.parameters import ParameterSet
from sciatica.core.person import Person
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._muscle import torque_nm


def measure(parameters: ParameterSet) -> float:
    """Plantarflexion of a woman of 166 cm and 65 kg over that of the man of the facts."""
    person = Person(age_years=38, sex="female", height_cm=166, mass_kg=65, systolic_mmhg=120, diastolic_mmhg=75)
    woman = anatomy.build(person, np.random.default_rng(0), parameters.body)
    return torque_nm(parameters, "ankle_plantarflexion", woman) / torque_nm(parameters, "ankle_plantarflexion")


FACT = Fact(
    id="muscle.mvc_women",
    room="muscle",
    fact="strength of women at the ankle over that of men",
    published="62 to 70 %, by movement",
    low=0.62,
    high=0.7,
    unit="1",
    species="20 women, 20 men",
    source="sepic1986",
    measure=measure,
    knock_out=KnockOut("muscle.lean_female_base", 6680.0),
    note="by lean mass alone; 65 % in another 135 adults (Fugl-Meyer 1980)",
)
