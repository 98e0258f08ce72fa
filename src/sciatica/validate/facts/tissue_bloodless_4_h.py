"""Axons lost by 4 h without blood."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RAT_BLOODLESS, 0.0, 4.0, parameters.tissue)
    return 1.0 - float(state.axon.mean())


FACT = Fact(
    id="tissue.bloodless_4_h",
    room="tissue",
    fact="Share of axons lost by 4 h without blood",
    published="prominent fibre degeneration at 7 days",
    low=0.3,
    high=1.0,
    unit="1",
    species="rat, sciatic nerve",
    source="iida2003",
    measure=_measure,
    kind="fitted",
    note="The abstract gives no count; a third or more is taken for prominent.",
)
