"""How much less flow returns after two hours than after ten minutes."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    def opened(hours: float) -> float:
        state = of.press(of.PIG_ROOT, 200.0, hours, parameters.tissue, levels=2)
        return float(of.release(of.PIG_ROOT, state, 0.5, parameters.tissue).vessels.mean())

    return opened(10.0 / 60.0) - opened(2.0)


FACT = Fact(
    id="tissue.flow_returns",
    room="tissue",
    fact="Share of vessels that run 30 min after 10 min at 200 mmHg at two levels, less that after 2 h",
    published="recovery less rapid and less complete after 2 h",
    low=0.05,
    high=1.0,
    unit="1",
    species="pig, cauda equina",
    source="takahashi1993double",
    measure=_measure,
    knock_out=KnockOut("tissue.vessel_harm_per_h", 0.0),
)
