"""Human median nerve at 40 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.HUMAN_MEDIAN, 40.0, 4.0, parameters.tissue)
    return 0.5 * sum(of.conducts(state, parameters.tissue, motor=motor) for motor in (False, True))


FACT = Fact(
    id="tissue.median_40",
    room="tissue",
    fact="Share of fibres (sensory and motor) that conduct after 4 h at 40 mmHg",
    published="some functional loss, no complete block",
    low=0.1,
    high=0.95,
    unit="1",
    species="human, median nerve",
    source="gelberman1983",
    measure=_measure,
    kind="fitted",
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine. The reserve of flow "
        "was set between this row and the next. 120/80 mmHg is assumed."
    ),
)
