"""Sensory block before motor block at 90 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    sensory, motor = (
        of.minutes_to_block(of.HUMAN_MEDIAN, 90.0, parameters.tissue, motor=motor) for motor in (False, True)
    )
    return motor - sensory


FACT = Fact(
    id="tissue.motor_after_sensory_90",
    room="tissue",
    fact="Minutes from complete sensory to complete motor block at 90 mmHg",
    published="10 to 30 min",
    low=10.0,
    high=30.0,
    unit="min",
    species="human, median nerve",
    source="lundborg1982",
    measure=_measure,
    knock_out=KnockOut("tissue.block_energy_motor", 0.55),
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine. 120/80 mmHg is "
        "assumed. The two energies were set at 60 mmHg and judged here."
    ),
)
