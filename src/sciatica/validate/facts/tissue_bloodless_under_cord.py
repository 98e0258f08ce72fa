"""Lack of blood adds nothing to a weighted cord."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    alone = of.press(of.BABOON_CORD, 900.0, 1.0, parameters.tissue)
    starved = of.press(of.BABOON_BLOODLESS, 0.0, 2.0, parameters.tissue)
    both = of.press(of.BABOON_BLOODLESS, 900.0, 1.0, parameters.tissue, state=starved)
    a, b = (of.release(of.BABOON_CORD, state, 24.0, parameters.tissue) for state in (alone, both))
    return of.conducts(a, parameters.tissue, motor=True) - of.conducts(b, parameters.tissue, motor=True)


FACT = Fact(
    id="tissue.bloodless_under_cord",
    room="tissue",
    fact="Block a day after 1 h under a cord, added by 3 h without blood",
    published="none added",
    low=-0.05,
    high=0.05,
    unit="1",
    species="baboon, peroneal nerve",
    source="williams1980",
    measure=_measure,
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine. Outside by a little: axons "
        "without blood are lost at the rat's rate slowed by an assumed 29 C of a bloodless leg; the "
        "paper gives no temperature."
    ),
)
