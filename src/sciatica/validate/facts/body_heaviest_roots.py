"""Which root moves a muscle most, when roots are stimulated in surgery."""

from __future__ import annotations

from typing import Final

from sciatica.body import ROOTS, muscles
from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact

FOUND: Final = {
    "addlong": "L3",
    "vasti": "L3",
    "tibant": "L4",
    "perlong": "L5",
    "gasmed": "S1",
    "glmax": "S1",
}


def measure(parameters: ParameterSet) -> float:
    """Of the muscles studied, how many have their heaviest root where stimulation found it."""
    table = muscles.build(1.0)
    weights = {name: table.root_weight[table.index(name)] for name in FOUND}
    return float(sum(weights[name][ROOTS.index(root)] == weights[name].max() for name, root in FOUND.items()))


FACT = Fact(
    id="body.heaviest_roots",
    room="body",
    fact="muscles whose greatest response came from the root that we make heaviest",
    published="adductor longus and vasti L3, tibialis anterior L4, peroneus longus L5, "
    "gastrocnemius and gluteus maximus S1",
    low=6,
    high=6,
    unit="muscles of 6",
    species="human, children with spasticity in surgery",
    source="phillips1991",
    measure=measure,
    kind="fitted",
    note="Root weights were proposed with these in view. Tibialis anterior is a tie of L4 and L5, "
    "since adults answer more often to L5 (93 against 60 %, Hashimoto 2023). 27.9 % of the legs "
    "had a shifted pattern, which is not modelled.",
)
