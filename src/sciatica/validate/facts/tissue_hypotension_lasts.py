"""Hypotension still tells after the press."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    def kept(preparation: of.Preparation) -> float:
        state = of.press(preparation, 50.0, 2.0, parameters.tissue)
        state = of.release(preparation, state, 1.5, parameters.tissue)
        return of.conducts(state, parameters.tissue, motor=False)

    return kept(of.MINIPIG_ROOT) - kept(of.MINIPIG_HYPOTENSIVE)


FACT = Fact(
    id="tissue.hypotension_lasts",
    room="tissue",
    fact="Fibres that hypotension still costs 1.5 h after 2 h at 50 mmHg",
    published="the effect remained significant at the end of the recovery period",
    low=0.05,
    high=1.0,
    unit="1",
    species="miniature pig, cauda equina",
    source="garfin1990",
    measure=_measure,
    knock_out=KnockOut("tissue.vessel_harm_per_h", 0.0),
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine. Both blood "
        "pressures are assumed; hypotension is held during recovery."
    ),
)
