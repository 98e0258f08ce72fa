"""Myelin a week after 2 h at 30 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RAT_SCIATIC, 30.0, 2.0, parameters.tissue)
    state = of.release(of.RAT_SCIATIC, state, 7 * 24.0, parameters.tissue)
    return 1.0 - float(state.myelin.mean())


FACT = Fact(
    id="tissue.brief_30_myelin",
    room="tissue",
    fact="Share of lamellae missing a week after 2 h at 30 mmHg",
    published="demyelination the predominant lesion",
    low=0.02,
    high=0.5,
    unit="1",
    species="rat, sciatic nerve",
    source="powell1986",
    measure=_measure,
    note=(
        "Outside: the fluid of 2 h harms our Schwann cells too little. The paper gives no share of "
        "lamellae, and saw demyelination round uninflated chambers too."
    ),
)
