"""How many alpha motor axons leave by one L5 ventral root."""

from __future__ import annotations

import numpy as np

from sciatica.body import CLASSES, ROOTS, fibres
from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact


def measure(parameters: ParameterSet) -> float:
    """Axons that the motor fibres of one L5 root stand for, at the reference age."""
    paths = np.full((len(ROOTS), len(CLASSES)), 500.0)
    age_years = parameters.body.reference_age_years
    table = fibres.build(age_years, paths, np.random.default_rng(0), parameters.body)
    mask = (table.root == ROOTS.index("L5")) & (table.side == 0) & (table.kind == CLASSES.index("motor"))
    return float(table.weight[mask].sum())


FACT = Fact(
    id="body.alpha_axons_l5",
    room="body",
    fact="large (alpha) axons of the L5 ventral root",
    published="5043 of 6602 myelinated axons, mean of L3-L5 roots aged 17-81",
    low=5043,
    high=5043,
    unit="axons",
    species="human, 17 roots after death",
    source="kawamura1977",
    measure=measure,
    kind="input",
)
