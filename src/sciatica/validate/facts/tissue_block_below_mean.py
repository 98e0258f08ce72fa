"""How far below mean arterial pressure the median nerve fails."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    least = of.blocking_pressure_mmhg(of.HUMAN_MEDIAN, 4.0, parameters.tissue, motor=False)
    return of.HUMAN_MEDIAN.mean_arterial_mmhg - least


FACT = Fact(
    id="tissue.block_below_mean",
    room="tissue",
    fact="Mean arterial pressure less the least pressure that blocks all sensory fibres within 4 h",
    published="approximately 45 mmHg (30 below diastolic)",
    low=40.0,
    high=50.0,
    unit="mmHg",
    species="human, median nerve",
    source="szabo1983",
    measure=_measure,
    kind="fitted",
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine. The paper gives no "
        "spread; 5 mmHg either way are allowed. 120/80 mmHg is assumed."
    ),
)
