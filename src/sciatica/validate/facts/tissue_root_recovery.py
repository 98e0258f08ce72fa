"""Recovery of a root after 2 h at 100 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.MINIPIG_ROOT, 100.0, 2.0, parameters.tissue)
    state = of.release(of.MINIPIG_ROOT, state, 1.5, parameters.tissue)
    return min(of.conducts(state, parameters.tissue, motor=motor) for motor in (False, True))


FACT = Fact(
    id="tissue.root_recovery",
    room="tissue",
    fact="Share of fibres that conduct 1.5 h after 2 h at 100 mmHg",
    published="deficits remain after 1.5 h, sensory and motor unlike",
    low=0.1,
    high=0.9,
    unit="1",
    species="miniature pig, cauda equina",
    source="pedowitz1992",
    measure=_measure,
    kind="fitted",
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine; the worse of sensory and "
        "motor. Sets how fast a press that shuts vessels harms them; the abstract gives no size."
    ),
)
