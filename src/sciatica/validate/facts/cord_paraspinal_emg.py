"""Back muscles of people with back pain do more while they walk."""

from __future__ import annotations

import numpy as np

from sciatica.core.parameters import ParameterSet
from sciatica.episode import Episode
from sciatica.validate.fact import Fact, KnockOut
from sciatica.validate.facts._guarding import BACK, hurting, upright

SPREAD = 0.5
"""Standard deviation between healthy people over their mean, of normalised EMG in walking: assumed."""


def measure(parameters: ParameterSet) -> float:
    """What pain adds to the activation of the erector spinae of both sides, in healthy standard deviations."""
    with_, without = (_mean(upright(parameters, hz)) for hz in (hurting(parameters), 0.0))
    return (with_ / without - 1.0) / SPREAD


def _mean(episode: Episode) -> float:
    late = episode.time_s > episode.time_s[-1] / 2.0
    return float(np.mean(episode.activation[BACK.index("erector")][:, late]))


FACT = Fact(
    id="cord.paraspinal_emg",
    room="cord",
    fact="the erector spinae of people with back pain is more active while they move forward",
    published="0.48 standard deviations (95 % interval 0.21 to 0.74), 7 studies",
    low=0.21,
    high=0.74,
    unit="s.d.",
    species="man, surface EMG, share of the maximal voluntary contraction",
    source="taylor2023",
    measure=measure,
    knock_out=KnockOut("cord.guarding_maximum", 0.0),
    note="the spread between healthy people is assumed (half of the mean): the studies' own was not read; pain of "
    "about 3 of 10. Outside: ours guards more than they do, while cord.trunk_stiffness would have it guard more still; "
    "the one gain is set for a root that hurts, not for a back that has hurt for long",
)
