"""The pressure between a herniated disc and its root, as surgeons found it."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion import flat
from sciatica.validate.fact import Fact
from sciatica.validate.facts._lesion import herniated, loads_of

MEAN_MMHG = 53.0


def measure(parameters: ParameterSet) -> float:
    """Pressure lying of a disc that was given the mean of the series."""
    return float(loads_of([herniated(root_pressure_mmhg=MEAN_MMHG)], [flat()], parameters).pressure_mmhg[0, 0, 0])


FACT = Fact(
    id="lesion.root_pressure",
    room="lesion",
    fact="contact pressure of root and disc at operation, prone",
    published="mean 53 mmHg, 7-256, n = 34; higher with deficit and with list; 0 after removal",
    low=7,
    high=256,
    unit="mmHg",
    species="human, in surgery",
    source="takahashi1999",
    measure=measure,
    kind="input",
    note="A case gives this pressure; what other postures make of it is the declared transfer law, whose k is assumed.",
)
