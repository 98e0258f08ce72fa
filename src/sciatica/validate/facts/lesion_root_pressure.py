"""The pressure between a herniated disc and its root, as surgeons found it."""

from __future__ import annotations

import numpy as np

from sciatica import body
from sciatica.core.parameters import ParameterSet
from sciatica.core.person import Person
from sciatica.lesion import DiscHerniation, build, flat
from sciatica.validate.fact import Fact

MEAN_MMHG = 53.0


def measure(parameters: ParameterSet) -> float:
    """Pressure lying of a disc that was given the mean of the series."""
    person = Person(age_years=40, sex="male", height_cm=170, mass_kg=70, systolic_mmhg=120, diastolic_mmhg=80)
    anatomy = body.build(person, np.random.default_rng(0), parameters.body, 1)
    disc = DiscHerniation(
        kind="herniated_disc",
        level="L5-S1",
        side="left",
        zone="paracentral",
        type="extrusion",
        root_pressure_mmhg=MEAN_MMHG,
        nucleus_material=0.5,
    )
    return float(build([disc], anatomy, [flat()], parameters.lesion).pressure_mmhg[0, 0, 0])


FACT = Fact(
    id="lesion.root_pressure",
    room="lesion",
    fact="contact pressure of root and disc at operation, prone",
    published="mean 53 mmHg, 7-256, n = 34; higher with deficit and with list; 0 after removal",
    low=7,
    high=256,
    unit="mmHg",
    species="human, in surgery",
    source="takahashi1999",
    measure=measure,
    kind="input",
    note="A case gives this pressure; what other postures make of it is the declared transfer law, whose k is assumed.",
)
