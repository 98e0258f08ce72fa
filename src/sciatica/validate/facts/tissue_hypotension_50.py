"""What low blood pressure adds to 50 mmHg."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    def kept(preparation: of.Preparation) -> float:
        state = of.press(preparation, 50.0, 2.0, parameters.tissue)
        return of.conducts(state, parameters.tissue, motor=False)

    return kept(of.MINIPIG_ROOT) - kept(of.MINIPIG_HYPOTENSIVE)


FACT = Fact(
    id="tissue.hypotension_50",
    room="tissue",
    fact="Fibres lost by hypotension at 50 mmHg, which alone takes none, after 2 h",
    published="the most profound effect of hypotension was at 50 mmHg",
    low=0.2,
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
