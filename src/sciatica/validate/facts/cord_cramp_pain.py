"""Muscle pain makes a muscle cramp sooner."""

from __future__ import annotations

from sciatica.core.parameters import ParameterSet
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._cramp import fifth, held, search

LOW, HIGH = 0.62, 0.98


def measure(parameters: ParameterSet) -> float:
    """Threshold with a little pain in the muscle over that without: what a fifth of the draws reach."""
    found = search(parameters)
    return fifth(found.pain_hz / found.threshold_hz, held(found), LOW, HIGH)


FACT = Fact(
    id="cord.cramp_pain",
    room="cord",
    fact="pain in the muscle lowers the frequency at which a train makes it cramp",
    published="25.7 +- 2.1 Hz with hypertonic saline, 31.2 +- 2.8 without (mean, SE, 13 people): ratio 0.82",
    low=LOW,
    high=HIGH,
    unit="share of threshold without pain",
    species="man, flexor hallucis brevis, trains of 2 s",
    source="serrao2007",
    measure=measure,
    knock_out=KnockOut("cord.group_iv_inflamed_hz", 0.0),
    note="what a fifth of the searched range reaches, ending included; a hypothesis, as cord.cramp_range; how strongly "
    "saline excites small afferents is not known: 0.05 of full inflammation was taken",
)
