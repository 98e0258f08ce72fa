"""Muscle pain makes a muscle cramp sooner."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cord import threshold_hz


def measure(parameters: ParameterSet) -> float:
    """Threshold rate of the train with a little pain in the muscle over that without."""
    return threshold_hz(parameters, 0.02, 0.0) / threshold_hz(parameters, 0.0, 0.0)


FACT = Fact(
    id="cord.cramp_pain",
    room="cord",
    fact="pain in the muscle lowers the frequency at which a train makes it cramp",
    published="25.7 +- 2.1 Hz with hypertonic saline, 31.2 +- 2.8 without (mean, SE, 13 people): ratio 0.82",
    low=0.62,
    high=0.98,
    unit="share of threshold without pain",
    species="man, flexor hallucis brevis, trains of 2 s",
    source="serrao2007",
    measure=measure,
    knock_out=KnockOut("cord.group_iv_inflamed_hz", 0.0),
    note="bounds are two standard errors, cut below 1; how strongly saline excites small afferents is not known: "
    "0.02 of full inflammation was taken",
)
