"""Sudden against slow onset at 100 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    def kept(onset_s: float) -> float:
        pressed = of.press(of.PIG_ROOT, 100.0, 2.0, parameters.tissue, onset_s=onset_s)
        freed = of.release(of.PIG_ROOT, pressed, 1.5, parameters.tissue)
        return 0.5 * sum(of.conducts(state, parameters.tissue, motor=True) for state in (pressed, freed))

    return kept(of.SLOW_S) - kept(of.FAST_S)


FACT = Fact(
    id="tissue.onset_100",
    room="tissue",
    fact="Motor fibres lost by sudden (0.05 to 0.1 s) beyond slow (20 s) onset, 100 mmHg for 2 h",
    published="more pronounced for the rapid onset (p < .01)",
    low=0.01,
    high=1.0,
    unit="1",
    species="pig, cauda equina",
    source="olmarker1990onset",
    measure=_measure,
    knock_out=KnockOut("tissue.oedema_onset_share", 0.0),
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine. Mean of the end of "
        "the press and 1.5 h after release, over animals whose blood pressures differ as the pigs' did "
        "(SD 14 mmHg); the abstract gives no size."
    ),
)
