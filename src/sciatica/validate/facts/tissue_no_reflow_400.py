"""Flow three days after 2 h at 400 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.RABBIT_TIBIAL, 400.0, 2.0, parameters.tissue)
    state = of.release(of.RABBIT_TIBIAL, state, 72.0, parameters.tissue)
    return float(state.vessels.mean())


FACT = Fact(
    id="tissue.no_reflow_400",
    room="tissue",
    fact="Share of vessels that run three days after 2 h at 400 mmHg",
    published="no or very slow stagnant flow 3 and 7 days after",
    low=0.0,
    high=0.3,
    unit="1",
    species="rabbit, tibial nerve",
    source="rydevik1981flow",
    measure=_measure,
    note=(
        "Outside: our vessels mend with one time constant, that of nerves which conducted again "
        "in one to two days after 350 mmHg; these were mechanically harmed for longer."
    ),
)
