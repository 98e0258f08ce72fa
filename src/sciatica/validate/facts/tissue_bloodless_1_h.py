"""A rat nerve 1 h without blood, given blood again."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RAT_BLOODLESS, 0.0, 1.0, parameters.tissue)
    state = of.release(of.RAT_SCIATIC, state, 3.0, parameters.tissue)
    return of.conducts(state, parameters.tissue, motor=True)


FACT = Fact(
    id="tissue.bloodless_1_h",
    room="tissue",
    fact="Share of motor fibres that conduct 3 h after 1 h without blood",
    published="prompt and complete recovery",
    low=0.95,
    high=1.0,
    unit="1",
    species="rat, sciatic nerve",
    source="schmelzer1989",
    measure=_measure,
    knock_out=KnockOut("tissue.ischaemic_loss_energy", 0.3),
    note="Judged by the tissue-level block criterion, not by the fibre engine.",
)
