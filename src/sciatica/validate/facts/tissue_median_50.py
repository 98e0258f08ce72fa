"""Human median nerve at 50 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.HUMAN_MEDIAN, 50.0, 4.0, parameters.tissue)
    return max(of.conducts(state, parameters.tissue, motor=motor) for motor in (False, True))


FACT = Fact(
    id="tissue.median_50",
    room="tissue",
    fact="Share of fibres (the better of sensory and motor) that conduct after 4 h at 50 mmHg",
    published="sensory and motor responses completely blocked",
    low=0.0,
    high=0.1,
    unit="1",
    species="human, median nerve",
    source="gelberman1983",
    measure=_measure,
    kind="fitted",
    note="Judged by the tissue-level block criterion, not by the fibre engine. 120/80 mmHg is assumed.",
)
