"""Oedema of a root: 50 mmHg, onset sudden."""

from __future__ import annotations

import math

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.PIG_ROOT, 50.0, 2.0 / 60.0, parameters.tissue, onset_s=of.FAST_S)
    return float(state.oedema_mmhg.max()) / parameters.tissue.oedema_seen_mmhg


FACT = Fact(
    id="tissue.oedema_sudden_50",
    room="tissue",
    fact="Oedema after 2 min at 50 mmHg, sudden onset, in units of the least that shows",
    published="seen from 2 min at 50 mmHg",
    low=1.0,
    high=math.inf,
    unit="1",
    species="pig, cauda equina",
    source="olmarker1989oedema",
    measure=_measure,
    knock_out=KnockOut("tissue.oedema_onset_share", 0.0),
)
