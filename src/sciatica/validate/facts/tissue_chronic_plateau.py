"""Eight months in a tube."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.tissue import preparation as of
from sciatica.validate.fact import Fact


def _measure(parameters: ParameterSet) -> float:
    month = of.press(of.RAT_TUBE, 40.0, 30 * 24.0, parameters.tissue)
    months = of.press(of.RAT_TUBE, 40.0, 210 * 24.0, parameters.tissue, state=month, onset_s=None)
    return float((month.myelin - months.myelin).mean())


FACT = Fact(
    id="tissue.chronic_plateau",
    room="tissue",
    fact="Myelin lost from 1 to 8 months at 40 mmHg",
    published="internodes shortened at 1 month and no further at 8; thin sheaths many times more",
    low=-0.1,
    high=0.1,
    unit="1",
    species="rat, sciatic nerve",
    source="gupta2004",
    measure=_measure,
    note=(
        "Outside: ours goes on thinning, since each turnover of a sheath lowers what the next can "
        "become. The tube gives no pressure; 40 mmHg stands for tens of mmHg."
    ),
)
