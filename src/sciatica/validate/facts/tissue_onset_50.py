"""Sudden against slow onset at 50 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    def kept(onset_s: float) -> float:
        state = of.press(of.PIG_ROOT, 50.0, 2.0, parameters.tissue, onset_s=onset_s)
        return of.conducts(state, parameters.tissue, motor=True)

    return kept(of.SLOW_S) - kept(of.FAST_S)


FACT = Fact(
    id="tissue.onset_50",
    room="tissue",
    fact="Sudden and slow onset do not differ at 50 mmHg for 2 h",
    published="no or only minor impairment with either",
    low=-0.05,
    high=0.05,
    unit="1",
    species="pig, cauda equina",
    source="olmarker1990onset",
    measure=_measure,
    knock_out=KnockOut("tissue.onset_gain", 60.0),
    note="Judged by the tissue-level block criterion, not by the fibre engine.",
)
