"""Block by 1180 mmHg on a baboon nerve."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.BABOON_CORD, 1180.0, 1.5, parameters.tissue)
    return 1.0 - float(state.seal.mean())


FACT = Fact(
    id="tissue.paranodes_1180",
    room="tissue",
    fact="Share of reference fibres whose paranodes gave way after 90 min at 1180 mmHg",
    published="severe at 1.6 to 2.1 kg/cm2",
    low=0.6,
    high=1.0,
    unit="1",
    species="baboon, anterior tibial nerve",
    source="rudge1974",
    measure=_measure,
    kind="fitted",
    note=(
        "Judged by the tissue-level seal, not by the fibre engine. The pressures are on the skin over the "
        "nerve, measured as conduction 18 to 24 h later."
    ),
)
