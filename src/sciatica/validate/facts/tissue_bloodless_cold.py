"""A cooled leg loses fewer axons."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    def kept(preparation: of.Preparation) -> float:
        state = of.press(of.RAT_BLOODLESS, 0.0, 1.0, parameters.tissue)
        return float(of.press(preparation, 0.0, 2.0, parameters.tissue, state=state).axon.mean())

    return kept(of.RAT_BLOODLESS_COLD) - kept(of.RAT_BLOODLESS)


FACT = Fact(
    id="tissue.bloodless_cold",
    room="tissue",
    fact="Axons saved by cooling to 28 C in the last 2 of 3 h without blood",
    published="significantly less degeneration than at 37 C (P < 0.01)",
    low=0.05,
    high=1.0,
    unit="1",
    species="rat, sciatic-tibial nerve",
    source="mitsui1999",
    measure=_measure,
    knock_out=KnockOut("tissue.metabolic_q10", 1.0),
    note=("The abstract gives an index of degeneration, no count; reperfusion adds nothing to our loss."),
)
