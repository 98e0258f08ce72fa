"""Myelin a week after 2 h at 30 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RAT_SCIATIC, 30.0, 2.0, parameters.tissue)
    state = of.release(of.RAT_SCIATIC, state, 7 * 24.0, parameters.tissue, step_hours=6.0)
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
        "Outside: 2 h hardly move our Schwann cells. In the rat they died in the oedema days "
        "after a brief press; that road is not modelled. The paper gives no share of lamellae."
    ),
)
