"""How large the response of the superficial peroneal nerve is."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut


def measure(parameters: ParameterSet) -> float:
    """Baseline to negative peak, 140 mm from the stimulus, in a man of 36 years."""
    from sciatica.validate.facts._exam import sensory

    return float(sensory(parameters, 36.0).amplitude_uv[1, 0])


FACT = Fact(
    id="exam.superficial_peroneal_amplitude",
    room="exam",
    fact="amplitude of the superficial peroneal response",
    published="median 10.95 uV, lower limit 4.9 (n = 76, mean age 36.5)",
    low=4.9,
    high=24.5,
    unit="uV",
    species="man",
    source="branches2009superficial",
    measure=measure,
    knock_out=KnockOut("exam.sensory_depth_mm", 25.0),
    note="the upper bound lies as far above the median as the lower below it, as a ratio",
)
