"""Conduction of a root after 2 h at 200 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.MINIPIG_ROOT, 200.0, 2.0, parameters.tissue)
    return max(of.conducts(state, parameters.tissue, motor=motor) for motor in (False, True))


FACT = Fact(
    id="tissue.root_200_2h",
    room="tissue",
    fact="Share of fibres that conduct after 2 h at 200 mmHg (the better of sensory and motor)",
    published="significant loss, more at 200 than at 100 mmHg",
    low=0.0,
    high=0.9,
    unit="1",
    species="miniature pig, cauda equina",
    source="pedowitz1992",
    measure=_measure,
    knock_out=KnockOut("tissue.energy_time_min", 100000.0),
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine. The blood pressure "
        "of these animals is assumed."
    ),
)
