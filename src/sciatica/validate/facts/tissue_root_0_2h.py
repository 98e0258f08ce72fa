"""Conduction of a root after 2 h under an empty balloon."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.MINIPIG_ROOT, 0.0, 2.0, parameters.tissue)
    return min(of.conducts(state, parameters.tissue, motor=motor) for motor in (False, True))


FACT = Fact(
    id="tissue.root_0_2h",
    room="tissue",
    fact="Share of fibres that conduct after 2 h at 0 mmHg (the worse of sensory and motor)",
    published="no significant deficit",
    low=0.95,
    high=1.0,
    unit="1",
    species="miniature pig, cauda equina",
    source="pedowitz1992",
    measure=_measure,
    knock_out=KnockOut("tissue.flow_reserve", 0.2),
    note="Judged by the tissue-level block criterion, not by the fibre engine.",
)
