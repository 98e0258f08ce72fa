"""Sensory and motor fibres recover differently."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.MINIPIG_ROOT, 100.0, 2.0, parameters.tissue)
    state = of.release(of.MINIPIG_ROOT, state, 1.5, parameters.tissue)
    sensory, motor = (of.conducts(state, parameters.tissue, motor=motor) for motor in (False, True))
    return abs(motor - sensory)


FACT = Fact(
    id="tissue.root_sensory_apart",
    room="tissue",
    fact="Difference of sensory and motor fibres that conduct 1.5 h after 2 h at 100 mmHg",
    published="a significant difference at the end of recovery, and none told before",
    low=0.05,
    high=1.0,
    unit="1",
    species="miniature pig, cauda equina",
    source="pedowitz1992",
    measure=_measure,
    knock_out=KnockOut("tissue.vessel_harm_per_h", 0.0),
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine. The abstract does "
        "not say which fared worse; ours are the sensory ones."
    ),
)
