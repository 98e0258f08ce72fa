"""How much more 200 mmHg takes than 100."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact, KnockOut


def _measure(parameters: ParameterSet) -> float:
    def kept(pressure_mmhg: float) -> float:
        state = of.press(of.PIG_ROOT, pressure_mmhg, 2.0, parameters.tissue)
        return of.conducts(state, parameters.tissue, motor=True)

    return kept(100.0) - kept(200.0)


FACT = Fact(
    id="tissue.root_graded",
    room="tissue",
    fact="Motor fibres lost at 200 mmHg beyond those lost at 100, slow onset, 2 h",
    published="impairment proportional to the pressure",
    low=0.1,
    high=0.9,
    unit="1",
    species="pig, cauda equina",
    source="olmarker1990onset",
    measure=_measure,
    knock_out=KnockOut("tissue.closing_pressure_mmhg", 60.0),
    note=(
        "Judged by the tissue-level block criterion, not by the fibre engine. The mean of animals whose "
        "blood pressures differ as the pigs' did (SD 14 mmHg): 100 mmHg blocks those with the lowest."
    ),
)
