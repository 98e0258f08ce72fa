"""What four hours take beyond two."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    def kept(hours: float) -> float:
        state = of.press(of.MINIPIG_ROOT, 100.0, hours, parameters.tissue)
        state = of.release(of.MINIPIG_ROOT, state, 1.5, parameters.tissue)
        return 0.5 * sum(of.conducts(state, parameters.tissue, motor=motor) for motor in (False, True))

    return kept(2.0) - kept(4.0)


FACT = Fact(
    id="tissue.root_4h_more",
    room="tissue",
    fact="Fibres lost 1.5 h after 4 h at 100 mmHg beyond those lost after 2 h",
    published="duration has a significant effect at the end of recovery",
    low=0.02,
    high=1.0,
    unit="1",
    species="miniature pig, cauda equina",
    source="pedowitz1992",
    measure=_measure,
    knock_out=KnockOut("tissue.vessel_harm_per_h", 0.0),
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine. The abstract gives "
        "no size; the mean of sensory and motor."
    ),
)
