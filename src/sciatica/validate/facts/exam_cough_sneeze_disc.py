"""Whether coughing and sneezing worsen the leg pain of a herniated disc."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.lesion.posture import posture
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._said import pain_in


def measure(parameters: ParameterSet) -> float:
    """Pain coughing or sneezing, whichever is less, less that lying."""
    asked = tuple(posture(name, parameters.lesion) for name in ("lying", "coughing", "sneezing"))
    lying, coughing, sneezing = pain_in("disc", asked, parameters)
    return float(min(coughing, sneezing) - lying)


FACT = Fact(
    id="exam.cough_sneeze_disc",
    room="exam",
    fact="leg pain with a pressed root is worse on coughing and on sneezing",
    published="leg pain worse on coughing, sneezing or straining goes with root compression, odds ratio 2.28 "
    "(1.28-4.04), n = 395",
    low=1.0,
    high=10.0,
    unit="NRS points",
    species="man",
    source="verwoerd2016",
    measure=measure,
    knock_out=KnockOut("tissue.touch_pressure_mmhg", 1e9),
    note="1 point is what a person notices (exam.pain_change_noticed); how many points was not published; one row, "
    "since the study asked for coughing, sneezing and straining as one",
)
