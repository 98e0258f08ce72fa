"""Three minutes at 1000 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.HAMSTER_SCIATIC, 1000.0, 3.0 / 60.0, parameters.tissue)
    return 1.0 - float(state.seal.mean())


FACT = Fact(
    id="tissue.paranodes_3_min",
    room="tissue",
    fact="Share of reference fibres whose paranodes gave way after 3 min at 1000 mmHg on a short stretch",
    published="motor response falls to 50 % at about 1000 mmHg",
    low=0.35,
    high=0.65,
    unit="1",
    species="hamster, sciatic nerve",
    source="stecker2008",
    measure=_measure,
    kind="fitted",
    note="Sets how fast paranodes give way; pressure and steepness come from the baboon.",
)
