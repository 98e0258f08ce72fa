"""A week of nucleus material without pressure."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    state = of.press(of.PIG_ROOT, 0.0, 7 * 24.0, parameters.tissue, nucleus_material=1.0)
    return 1.0 - float(state.myelin.mean())


FACT = Fact(
    id="tissue.nucleus_week",
    room="tissue",
    fact="Share of lamellae lost by a week of nucleus material without pressure",
    published="velocity clearly reduced after 1 to 7 days, more nerve fibre injury than after fat",
    low=0.01,
    high=0.5,
    unit="1",
    species="pig, cauda equina",
    source="olmarker1993nucleus",
    measure=_measure,
    knock_out=KnockOut("tissue.oedema_inflammation_mmhg", 0.0),
    note=("Myelin stands in for velocity; the abstract gives no size. In ours it is the fluid that harms the sheaths."),
)
