"""Where low blood pressure matters most."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    def added(pressure_mmhg: float) -> float:
        normal, low = (
            of.conducts(of.press(p, pressure_mmhg, 2.0, parameters.tissue), parameters.tissue, motor=False)
            for p in (of.MINIPIG_ROOT, of.MINIPIG_HYPOTENSIVE)
        )
        return normal - low

    return added(50.0) - max(added(0.0), added(100.0), added(200.0))


FACT = Fact(
    id="tissue.hypotension_most_at_50",
    room="tissue",
    fact="Loss added by hypotension at 50 mmHg, less the most it adds at 0, 100 or 200",
    published="most profound at 50 mmHg",
    low=0.05,
    high=1.0,
    unit="1",
    species="miniature pig, cauda equina",
    source="garfin1990",
    measure=_measure,
    knock_out=KnockOut("tissue.flow_reserve", 0.0),
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine. Both blood "
        "pressures are assumed (110 and 65 mmHg)."
    ),
)
