"""Three hours of nucleus material."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.PIG_ROOT, 50.0, 3.0, parameters.tissue, nucleus_material=1.0)
    return of.conducts(state, parameters.tissue, motor=True)


FACT = Fact(
    id="tissue.nucleus_3_h",
    room="tissue",
    fact="Share of motor fibres that conduct after 3 h of nucleus material and 50 mmHg",
    published="no reduction of amplitude",
    low=0.9,
    high=1.0,
    unit="1",
    species="pig, cauda equina",
    source="byrod1998",
    measure=_measure,
    knock_out=KnockOut("tissue.flow_reserve", 0.1),
    note="Judged by the tissue-level block criterion, not by the fibre engine.",
)
