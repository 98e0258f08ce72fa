"""Block by 736 mmHg on a baboon nerve."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.BABOON_CORD, 736.0, 1.5, parameters.tissue)
    return 1.0 - float(state.seal.mean())


FACT = Fact(
    id="tissue.paranodes_736",
    room="tissue",
    fact="Share of reference fibres whose paranodes gave way after 90 min at 736 mmHg",
    published="partial at 1.0 kg/cm2",
    low=0.05,
    high=0.6,
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
