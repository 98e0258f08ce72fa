"""Block by 552 mmHg on a baboon nerve."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.BABOON_CORD, 552.0, 1.5, parameters.tissue)
    return 1.0 - float(state.seal.mean())


FACT = Fact(
    id="tissue.paranodes_552",
    room="tissue",
    fact="Share of reference fibres whose paranodes gave way after 90 min at 552 mmHg",
    published="none at 0.75 kg/cm2 and less",
    low=0.0,
    high=0.1,
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
