"""Whether bending forward eases the pain of standing with a narrow canal."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._said import narrow


def measure(parameters: ParameterSet) -> float:
    """Pain after standing for 20 minutes less that leaning forward."""
    _, upright, leant = narrow(parameters)
    return upright - leant


FACT = Fact(
    id="exam.bending_stenosis",
    room="exam",
    fact="standing with a narrow canal hurts less bent forward",
    published="improvement on bending forward: likelihood ratio 6.4 (4.1-9.9), 741 people in 4 studies",
    low=1.0,
    high=10.0,
    unit="NRS points",
    species="man",
    source="suri2010",
    measure=measure,
    knock_out=KnockOut("lesion.sac_flexion_gain", 0.0),
    note="1 point is what a person notices (exam.pain_change_noticed); how many points was not published",
)
