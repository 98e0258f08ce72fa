"""Pressure that blocks the median nerve of hypertensive persons."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    return of.blocking_pressure_mmhg(of.HUMAN_HYPERTENSIVE, 4.0, parameters.tissue, motor=False)


FACT = Fact(
    id="tissue.block_hypertensive",
    room="tissue",
    fact="Least pressure that blocks all sensory fibres within 4 h, diastolic pressure 95 mmHg",
    published="60 to 70 mmHg, against 40 to 50 in normotensive persons",
    low=60.0,
    high=70.0,
    unit="mmHg",
    species="human, median nerve",
    source="szabo1983",
    measure=_measure,
    knock_out=KnockOut("tissue.closing_pressure_mmhg", 0.0),
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine. Set on normotensive "
        "persons, judged here. 155/95 mmHg is assumed; the paper says diastolic 90 or more."
    ),
)
