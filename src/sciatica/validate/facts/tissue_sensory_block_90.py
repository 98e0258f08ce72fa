"""Sensory block of the human median nerve at 90 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    return of.minutes_to_block(of.HUMAN_MEDIAN, 90.0, parameters.tissue, motor=False)


FACT = Fact(
    id="tissue.sensory_block_90",
    room="tissue",
    fact="Minutes to complete sensory block at 90 mmHg",
    published="rapid and complete, within experiments of 30 to 90 min",
    low=5.0,
    high=90.0,
    unit="min",
    species="human, median nerve",
    source="lundborg1982",
    measure=_measure,
    knock_out=KnockOut("tissue.energy_time_min", 200.0),
    note=("Judged by the tissue-level block criterion, not by the fibre engine. 120/80 mmHg is assumed."),
)
